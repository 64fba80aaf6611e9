// One case: the steps that were done, and the next one with the day, the votes and the document it needs.
import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import Button from 'antd/es/button';
import { DayField } from '../../shared/components/DayField.tsx';
import { Facts, Field, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, formatNumber, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { UnitPick } from '../org/UnitPick.tsx';
import { readCase, takeStep, type CasePage as Case } from './api.ts';
import { Behalf } from './Behalf.tsx';
import { DueDay } from './DueDay.tsx';
import { fieldError } from '../../shared/api/problem.ts';
import { MemberTabs } from './MemberTabs.tsx';
import { caseKinds, caseStates, memberWords, stages } from './words.ts';

const votes = ['cell_vote', 'committee_vote'];
const judged = [...votes, 'decision', 'superior'];
const papers: Record<string, readonly ('application' | 'background' | 'admission_decision' | 'transfer_slip')[]> = {
  admission: ['application', 'background', 'admission_decision'],
  readmission: ['application', 'background', 'admission_decision'],
  transfer: ['transfer_slip'],
};
const count = (text: string): number | null => (/^\d{1,7}$/.test(text) ? Number(text) : null);

function StepForm({ page, stage, onDone }: { page: Case; stage: string; onDone: () => void }) {
  const t = useWords(memberWords);
  const say = useLabels(stages);
  const client = useQueryClient();
  const { on } = usePageContext();
  const [value, setValue] = useState({ on, agreed: true, entitled: '', in_favour: '', document: '', unit_code: '', until: '', entered_for: '', note: '' });
  const set = (part: Partial<typeof value>): void => setValue((old) => ({ ...old, ...part }));
  const again = (): Promise<void> => client.invalidateQueries({ predicate: (q) => ['case', 'cases', 'member', 'members', 'due'].includes(String(q.queryKey[0])) });
  const save = useMutation({
    mutationFn: () =>
      takeStep(String(page.about.id), { ...value, stage, entitled: count(value.entitled), in_favour: count(value.in_favour), until: value.until || null, unit_code: value.unit_code }, page.version),
    onSuccess: () => again().then(onDone),
    onError: () => client.invalidateQueries({ queryKey: ['case'] }),
  });
  const wrong = (field: string): string | undefined => fieldError(save.error, field);
  return (
    <SaveForm save={{ mutate: () => save.mutate(), isPending: save.isPending, error: save.error }} label={t('takeStep', { stage: say(stage) })} onCancel={onDone}>
      <div className="pair">
        <Field id="step-on" label={t('onDay')} error={wrong('on')}>
          <DayField id="step-on" value={value.on} onChange={(day) => day && set({ on: day })} />
        </Field>
        {votes.includes(stage) ? (
          <>
            <Field id="step-entitled" label={t('entitled')} error={wrong('entitled')}>
              <Input id="step-entitled" inputMode="numeric" value={value.entitled} onChange={(e) => set({ entitled: e.target.value })} />
            </Field>
            <Field id="step-favour" label={t('inFavour')} error={wrong('in_favour')}>
              <Input id="step-favour" inputMode="numeric" value={value.in_favour} onChange={(e) => set({ in_favour: e.target.value })} />
            </Field>
          </>
        ) : null}
        {stage === 'accepted' ? (
          <Field id="step-unit" label={t('takingCell')} error={wrong('unit_code')}>
            <UnitPick id="step-unit" label={t('takingCell')} value={value.unit_code} onPick={(unit_code) => set({ unit_code })} />
          </Field>
        ) : null}
        {stage === 'extended' ? (
          <Field id="step-until" label={t('extendTo')} error={wrong('until')}>
            <DayField id="step-until" value={value.until || undefined} onChange={(day) => set({ until: day ?? '' })} />
          </Field>
        ) : null}
        <Field id="step-document" label={t('document')} note={t('decisionHint')} error={wrong('document')}>
          <Input id="step-document" value={value.document} onChange={(e) => set({ document: e.target.value })} />
        </Field>
      </div>
      {judged.includes(stage) ? (
        <fieldset className="row">
          <legend className="hidden-visually">{t('agreed')}</legend>
          {([true, false] as const).map((agreed) => (
            <label key={String(agreed)} className="row tight">
              <input type="radio" name="agreed" checked={value.agreed === agreed} onChange={() => set({ agreed })} /> {t(agreed ? 'agreed' : 'disagreed')}
            </label>
          ))}
        </fieldset>
      ) : null}
      <Behalf value={value} set={set} error={save.error} />
    </SaveForm>
  );
}

function NextSteps({ page }: { page: Case }) {
  const t = useWords(memberWords);
  const say = useLabels(stages);
  const [stage, setStage] = useState<string | null>(null);
  if (page.next.length === 0) return <p className="soft">{t('closed')}</p>;
  if (!page.may_act) return <p className="soft">{t('notHere')}</p>;
  if (stage) return <StepForm key={`${stage} ${page.version}`} page={page} stage={stage} onDone={() => setStage(null)} />;
  const [main, ...others] = page.next;
  return (
    <div className="row">
      {main ? (
        <Button type="primary" onClick={() => setStage(main)}>
          {say(main)}
        </Button>
      ) : null}
      {others.map((s) => (
        <Button key={s} onClick={() => setStage(s)}>
          {say(s)}
        </Button>
      ))}
    </div>
  );
}

function Steps({ page }: { page: Case }) {
  const t = useWords(memberWords);
  const say = useLabels(stages);
  const language = useLanguage();
  return (
    <ol className="timeline">
      {page.steps.map((s, i) => (
        <li key={i}>
          <div className="when">
            {formatDay(s.on, language)} · {s.account}
            {s.entered_for ? ` ${t('forWhom', { who: s.entered_for })}` : ''}
          </div>
          <div>
            {say(s.stage)} {s.agreed ? null : <Tag tone="warn">{t('disagreed')}</Tag>}
          </div>
          <div className="soft">
            {[s.in_favour === null ? '' : t('votes', { yes: formatNumber(s.in_favour, language), all: formatNumber(s.entitled, language) }), s.document.split('@')[0], s.note].filter(Boolean).join(' · ')}
          </div>
        </li>
      ))}
    </ol>
  );
}

export function CasePage() {
  const { id = '' } = useParams();
  const t = useWords(memberWords);
  const kinds = useLabels(caseKinds);
  const states = useLabels(caseStates);
  const language = useLanguage();
  const q = useQuery({ queryKey: ['case', id], queryFn: () => readCase(id) });
  if (!q.data) return <Page title={t('cases')}>{q.isPending ? <Loading /> : <ErrorState error={q.error} onRetry={() => void q.refetch()} />}</Page>;
  const page = q.data;
  const about = page.about;
  const place = (code: string, name: string) => (code ? <To to={`/units/${encodeURIComponent(code)}`}>{name}</To> : null);
  return (
    <Page title={`${kinds(about.kind)}: ${about.full_name}`} actions={<Tag tone={about.state === 'open' ? 'info' : about.state === 'done' ? 'good' : 'plain'}>{states(about.state)}</Tag>}>
      <MemberTabs />
      <div className="columns">
        <div className="stack">
          <Panel title={t('nextStep')} extra={about.state === 'open' ? <DueDay due={about.due} late={about.late} /> : null}>
            <NextSteps page={page} />
          </Panel>
          <Panel>
            <Facts
              rows={[
                [t('who'), about.member_code ? <To key="m" to={`/members/${encodeURIComponent(about.member_code)}`}>{about.full_name}</To> : about.full_name],
                [t('home'), place(about.unit_code, about.unit_name)],
                [t(about.kind === 'temporary' ? 'host' : 'toUnit'), place(about.other_code, about.other_name)],
                [t('country'), page.country],
                [t('openedOn'), formatDay(about.from, language)],
                [t('document'), page.document.split('@')[0]],
                [t('caseNote'), page.note],
              ]}
            />
          </Panel>
          {papers[about.kind] ? (
            <Panel title={t('forms')}>
              <ul>
                {papers[about.kind]?.map((form) => (
                  <li key={form}>
                    <To to={`/members/cases/${id}/forms/${form}`}>{t(form)}</To>
                  </li>
                ))}
              </ul>
            </Panel>
          ) : null}
        </div>
        <Panel title={t('steps')}>
          <Steps page={page} />
        </Panel>
      </div>
    </Page>
  );
}
