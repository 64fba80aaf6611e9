// One plan: its goal, lead and deadline, its steps with their state, what was decided about it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useState, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { Facts, Field, Page, Panel, Tag, type Tone } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, todayIso, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { fieldError } from '../../shared/api/problem.ts';
import { UnitPick } from '../org/UnitPick.tsx';
import { changeRemedy, readRemedy, reportStep, type Remedy, type RemedyEvent, type RemedyStep } from './api.ts';
import { Choose, DayPart, RemedyTag, ReviewTabs, TextPart } from './ReviewParts.tsx';
import { events, measures, results, reviewWords, stepStates } from './words.ts';

type Deed = 'edit' | 'extend' | 'close' | 'reopen' | 'step';
const verbs = { edit: 'updateRemedy', extend: 'extendRemedy', close: 'closeRemedy', reopen: 'reopenRemedy', step: 'addRemedyStep' } as const;

// Sends what a form holds; the page shows what came of it, or, after a conflict, what is stored now.
function useSave<V>(send: (value: V) => Promise<Remedy>, onDone: () => void) {
  const client = useQueryClient();
  const again = (): Promise<void> => client.invalidateQueries({ predicate: (q) => ['remedy', 'remedies', 'review', 'weak'].includes(String(q.queryKey[0])) });
  return useMutation({ mutationFn: send, onSuccess: () => again().then(onDone), onError: () => client.invalidateQueries({ queryKey: ['remedy'] }) });
}

function DeedForm({ page, deed, onDone }: { page: Remedy; deed: Deed; onDone: () => void }) {
  const t = useWords(reviewWords);
  const { about } = page;
  const [value, setValue] = useState({
    on: todayIso(), due_on: '', reason: '', document: deed === 'edit' ? page.document : '', note: '', goal: about.goal, text: '',
    lead_code: about.lead_code, result: 'reached', measure: 'keep_meetings',
  });
  const set = (part: Partial<typeof value>): void => setValue((old) => ({ ...old, ...part }));
  const { on, due_on, reason, document, note, goal, text, lead_code, result, measure } = value;
  const bodies: Record<Deed, object> = {
    edit: { goal, lead_code, document },
    extend: { on, due_on: due_on || null, reason, document },
    reopen: { on, due_on: due_on || null, reason, document },
    close: { on, result, document, note },
    step: { measure, text, due_on: due_on || null },
  };
  const save = useSave(() => changeRemedy(verbs[deed], about, bodies[deed]), onDone);
  const shared = { value, set, error: save.error };
  const fields: Record<Deed, ReactNode> = {
    edit: (
      <>
        <TextPart id="deed-goal" name="goal" label={t('goal')} note={t('goalHint')} long {...shared} />
        <Field id="deed-lead" label={t('lead_')} error={fieldError(save.error, 'lead_code')}>
          <UnitPick id="deed-lead" label={t('lead_')} value={lead_code} onPick={(code) => set({ lead_code: code })} />
        </Field>
      </>
    ),
    extend: null,
    reopen: null,
    close: (
      <>
        <Field id="deed-result" label={t('result')}>
          <Choose id="deed-result" labels={results} value={result} onChange={(r) => set({ result: r })} />
        </Field>
        <DayPart id="deed-on" name="on" label={t('concludedOn')} {...shared} />
        <TextPart id="deed-note" name="note" label={t('note')} note={t('goalHint')} {...shared} />
      </>
    ),
    step: (
      <>
        <Field id="deed-measure" label={t('measure')}>
          <Choose id="deed-measure" labels={measures} value={measure} onChange={(m) => set({ measure: m })} />
        </Field>
        <TextPart id="deed-text" name="text" label={t('text')} note={t('goalHint')} {...shared} />
        <DayPart id="deed-due" name="due_on" label={t('stepDue')} {...shared} />
      </>
    ),
  };
  const later = deed === 'extend' || deed === 'reopen';
  const names: Record<Deed, string> = { edit: t('edit'), extend: t('extend'), close: t('close'), reopen: t('reopen'), step: t('addStep') };
  return (
    <SaveForm panel save={{ mutate: () => save.mutate(undefined), isPending: save.isPending, error: save.error }} label={names[deed]} onCancel={onDone}>
      <div className="pair">
        {fields[deed]}
        {later ? (
          <>
            <DayPart id="deed-on" name="on" label={t('decidedOn')} {...shared} />
            <DayPart id="deed-due" name="due_on" label={t('newDue')} {...shared} />
            <TextPart id="deed-reason" name="reason" label={t('reason')} {...shared} />
          </>
        ) : null}
        {deed === 'step' ? null : <TextPart id="deed-document" name="document" label={t('document')} note={t('documentHint')} {...shared} />}
      </div>
    </SaveForm>
  );
}

function ReportForm({ page, step, onDone }: { page: Remedy; step: RemedyStep; onDone: () => void }) {
  const t = useWords(reviewWords);
  const [value, setValue] = useState({ state: step.state === 'waiting' ? 'doing' : 'done', on: todayIso(), note: '' });
  const set = (part: Partial<typeof value>): void => setValue((old) => ({ ...old, ...part }));
  const save = useSave(() => reportStep(page.about, step.id, value), onDone);
  const shared = { value, set, error: save.error };
  return (
    <SaveForm save={{ mutate: () => save.mutate(undefined), isPending: save.isPending, error: save.error }} label={t('report')} onCancel={onDone}>
      <div className="pair">
        <Field id="report-state" label={t('state')}>
          <Choose id="report-state" labels={stepStates} value={value.state} onChange={(state) => set({ state })} />
        </Field>
        <DayPart id="report-on" name="on" label={t('on')} {...shared} />
        <TextPart id="report-note" name="note" label={t('note')} note={t('goalHint')} {...shared} />
      </div>
    </SaveForm>
  );
}

const tones: Record<string, Tone> = { waiting: 'plain', doing: 'info', done: 'good', dropped: 'plain' };
function Steps({ page }: { page: Remedy }) {
  const t = useWords(reviewWords);
  const say = useLabels(measures);
  const states = useLabels(stepStates);
  const language = useLanguage();
  const [reporting, setReporting] = useState<number | null>(null);
  if (page.steps.length === 0) return <p className="soft">{t('noSteps')}</p>;
  return (
    <ol className="stack">
      {page.steps.map((s) => (
        <li key={s.id}>
          <div>
            {say(s.measure)}
            {s.text ? `: ${s.text}` : ''} <Tag tone={tones[s.state] ?? 'plain'}>{states(s.state)}</Tag>
          </div>
          <div className="soft">{[s.due_on ? t('newDueOf', { day: formatDay(s.due_on, language) }) : '', s.state_on ? formatDay(s.state_on, language) : '', s.note].filter(Boolean).join(' · ')}</div>
          {reporting === s.id ? <ReportForm page={page} step={s} onDone={() => setReporting(null)} /> : null}
          {page.may_report && page.about.state === 'open' && reporting !== s.id ? (
            <Button size="small" className="no-print" aria-label={`${t('report')}: ${say(s.measure)}`} onClick={() => setReporting(s.id)}>
              {t('report')}
            </Button>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function Event({ event }: { event: RemedyEvent }) {
  const t = useWords(reviewWords);
  const what = useLabels(events);
  const say = useLabels(measures);
  const states = useLabels(stepStates);
  const language = useLanguage();
  const about = [
    event.measure ? say(event.measure) : '',
    event.step ? states(event.step) : '',
    event.text,
    event.due_on ? t('newDueOf', { day: formatDay(event.due_on, language) }) : '',
    event.document.split('@')[0],
  ];
  return (
    <li>
      <div className="when">
        {formatDay(event.on, language)} · {event.account}
      </div>
      <div>{what(event.kind)}</div>
      <div className="soft">{about.filter(Boolean).join(' · ')}</div>
    </li>
  );
}

export function RemedyPage() {
  const { id = '' } = useParams();
  const t = useWords(reviewWords);
  const language = useLanguage();
  const [deed, setDeed] = useState<Deed | null>(null);
  const q = useQuery({ queryKey: ['remedy', id], queryFn: () => readRemedy(id) });
  if (!q.data) return <Page title={t('remedies')}>{q.isPending ? <Loading /> : <ErrorState error={q.error} onRetry={() => void q.refetch()} />}</Page>;
  const page = q.data;
  const about = page.about;
  const open = about.state === 'open';
  const place = (code: string, name: string): ReactNode => (code ? <To to={`/units/${encodeURIComponent(code)}`}>{name}</To> : null);
  const actions = open ? (
    <>
      <Button onClick={() => setDeed('edit')}>{t('edit')}</Button>
      <Button onClick={() => setDeed('extend')}>{t('extend')}</Button>
      <Button type="primary" onClick={() => setDeed('close')}>
        {t('close')}
      </Button>
    </>
  ) : (
    <Button onClick={() => setDeed('reopen')}>{t('reopen')}</Button>
  );
  return (
    <Page title={`${t('remedies')}: ${about.heir_name || about.unit_name}`} actions={page.may_decide ? actions : null}>
      <ReviewTabs />
      {deed && deed !== 'step' ? <DeedForm key={deed} page={page} deed={deed} onDone={() => setDeed(null)} /> : null}
      <div className="columns">
        <div className="stack">
          <Panel title={about.goal} extra={<RemedyTag about={about} />}>
            <Facts
              rows={[
                [t('unit'), place(about.unit_code, about.unit_name)],
                [t('heir'), place(about.heir_code, about.heir_name)],
                [t('lead_'), place(about.lead_code, about.lead_name)],
                [t('openedOn'), formatDay(about.opened_on, language)],
                [t('dueOn'), formatDay(about.due_on, language)],
                [t('document'), page.document.split('@')[0]],
                [t('concludedOn'), about.closed_on ? `${formatDay(about.closed_on, language)} · ${page.end_document.split('@')[0]}` : ''],
              ]}
            />
          </Panel>
          <Panel title={t('steps')} extra={page.may_decide && open ? <Button onClick={() => setDeed('step')}>{t('addStep')}</Button> : null}>
            {deed === 'step' ? <DeedForm page={page} deed="step" onDone={() => setDeed(null)} /> : null}
            <Steps page={page} />
          </Panel>
        </div>
        <Panel title={t('history')}>
          <ol className="timeline">
            {page.events.map((e, i) => (
              <Event key={i} event={e} />
            ))}
          </ol>
        </Panel>
      </div>
    </Page>
  );
}
