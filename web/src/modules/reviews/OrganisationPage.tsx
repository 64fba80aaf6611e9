// One organisation: why it is listed on the day of the page, the decisions about it, its plans.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useParams } from 'react-router';
import { Facts, Field, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, formatNumber, todayIso, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { UnitPick } from '../org/UnitPick.tsx';
import { fieldError } from '../../shared/api/problem.ts';
import { endJudgement, judgeWeak, openRemedy, readReview, type Judgement, type UnitReview } from './api.ts';
import { Choose, DayPart, RemedyTag, ReviewTabs, TextPart } from './ReviewParts.tsx';
import { grounds, marks, measures, reviewWords } from './words.ts';

function useAgain(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ predicate: (q) => ['review', 'weak', 'remedies', 'remedy'].includes(String(q.queryKey[0])) });
}

function JudgeForm({ code, onDone }: { code: string; onDone: () => void }) {
  const t = useWords(reviewWords);
  const again = useAgain();
  const [value, setValue] = useState({ ground: 'failed_tasks', document: '', on: todayIso() });
  const set = (part: Partial<typeof value>): void => setValue((old) => ({ ...old, ...part }));
  const save = useMutation({ mutationFn: () => judgeWeak({ ...value, unit_code: code }), onSuccess: () => again().then(onDone) });
  const shared = { value, set, error: save.error };
  return (
    <SaveForm panel save={{ mutate: () => save.mutate(), isPending: save.isPending, error: save.error }} label={t('judge')} onCancel={onDone}>
      <div className="pair">
        <Field id="judge-ground" label={t('ground')}>
          <Choose id="judge-ground" labels={grounds} value={value.ground} onChange={(ground) => set({ ground })} />
        </Field>
        <DayPart id="judge-on" name="on" label={t('decidedOn')} {...shared} />
        <TextPart id="judge-document" name="document" label={t('document')} note={t('documentHint')} {...shared} />
      </div>
    </SaveForm>
  );
}

function EndJudgementForm({ judgement, onDone }: { judgement: Judgement; onDone: () => void }) {
  const t = useWords(reviewWords);
  const again = useAgain();
  const [value, setValue] = useState({ document: '', on: todayIso() });
  const set = (part: Partial<typeof value>): void => setValue((old) => ({ ...old, ...part }));
  const save = useMutation({ mutationFn: () => endJudgement(judgement, value), onSuccess: () => again().then(onDone) });
  const shared = { value, set, error: save.error };
  return (
    <SaveForm save={{ mutate: () => save.mutate(), isPending: save.isPending, error: save.error }} label={t('endJudgement')} onCancel={onDone}>
      <div className="pair">
        <DayPart id="end-on" name="on" label={t('from')} {...shared} />
        <TextPart id="end-document" name="document" label={t('document')} note={t('documentHint')} {...shared} />
      </div>
    </SaveForm>
  );
}

function OpenForm({ code, onDone }: { code: string; onDone: () => void }) {
  const t = useWords(reviewWords);
  const again = useAgain();
  const go = useGo();
  const [value, setValue] = useState({ goal: '', lead_code: '', document: '', on: todayIso(), due_on: '' });
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const say = useLabels(measures);
  const set = (part: Partial<typeof value>): void => setValue((old) => ({ ...old, ...part }));
  const save = useMutation({
    mutationFn: () => openRemedy({ ...value, due_on: value.due_on || null, unit_code: code, steps: chosen.map((measure) => ({ measure })) }),
    onSuccess: (page) => again().then(() => go(`/remedies/${page.about.id}`)),
  });
  const shared = { value, set, error: save.error };
  return (
    <SaveForm panel save={{ mutate: () => save.mutate(), isPending: save.isPending, error: save.error }} label={t('open')} onCancel={onDone}>
      <TextPart id="open-goal" name="goal" label={t('goal')} note={t('goalHint')} long {...shared} />
      <div className="pair">
        <Field id="open-lead" label={t('lead_')} error={fieldError(save.error, 'lead_code')}>
          <UnitPick id="open-lead" label={t('lead_')} value={value.lead_code} onPick={(lead_code) => set({ lead_code })} />
        </Field>
        <TextPart id="open-document" name="document" label={t('document')} note={t('documentHint')} {...shared} />
        <DayPart id="open-on" name="on" label={t('openedOn')} {...shared} />
        <DayPart id="open-due" name="due_on" label={t('dueOn')} {...shared} />
      </div>
      <fieldset>
        <legend className="field-label">{t('steps')}</legend>
        <div className="row">
          {Object.keys(measures)
            .filter((m) => m !== 'other')
            .map((m) => (
              <label key={m} className="row tight">
                <input type="checkbox" checked={chosen.includes(m)} onChange={(e) => setChosen(e.target.checked ? [...chosen, m] : chosen.filter((x) => x !== m))} /> {say(m)}
              </label>
            ))}
        </div>
      </fieldset>
    </SaveForm>
  );
}

function Judgements({ page }: { page: UnitReview }) {
  const t = useWords(reviewWords);
  const say = useLabels(grounds);
  const language = useLanguage();
  const [ending, setEnding] = useState<number | null>(null);
  if (page.judgements.length === 0) return <p className="soft">{t('noJudgements')}</p>;
  return (
    <ol className="timeline">
      {page.judgements.map((j) => (
        <li key={j.id}>
          <div className="when">
            {formatDay(j.decided_on, language)} · {j.document.split('@')[0]}
          </div>
          <div>
            {say(j.ground)} {j.ended_on ? <Tag>{t('over', { day: formatDay(j.ended_on, language) })}</Tag> : null}
          </div>
          {ending === j.id ? <EndJudgementForm judgement={j} onDone={() => setEnding(null)} /> : null}
          {page.may_decide && !j.ended_on && ending !== j.id ? (
            <Button size="small" className="no-print" aria-label={`${t('endJudgement')}: ${say(j.ground)}`} onClick={() => setEnding(j.id)}>
              {t('endJudgement')}
            </Button>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

export function Reasons({ page }: { page: UnitReview }) {
  const t = useWords(reviewWords);
  const say = useLabels(marks);
  if (page.reasons.length === 0) return <p className="soft">{t('notListed')}</p>;
  return (
    <ul className="stack">
      {page.reasons.map((r, i) => (
        <li key={i}>
          <Tag tone="warn">{say(r.criterion)}</Tag> {r.text}{' '}
          <span className="soft">
            {t('source')}: {r.rule ? <To to={`/admin/rules/${r.rule}`}>{r.source}</To> : r.source.split('@')[0]}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function OrganisationPage() {
  const { code = '' } = useParams();
  const t = useWords(reviewWords);
  const language = useLanguage();
  const { on } = usePageContext();
  const [form, setForm] = useState<'judge' | 'open' | null>(null);
  const q = useQuery({ queryKey: ['review', code, on], queryFn: () => readReview(code, on) });
  if (!q.data) return <Page title={t('title')}>{q.isPending ? <Loading /> : <ErrorState error={q.error} onRetry={() => void q.refetch()} />}</Page>;
  const page = q.data;
  const running = page.remedies.some((r) => r.state === 'open');
  const number = (n: number | undefined): string => (n === undefined ? '' : formatNumber(n, language));
  return (
    <Page
      title={page.unit_name}
      lead={<To to={`/units/${encodeURIComponent(page.unit_code)}`}>{page.unit_code}</To>}
      actions={
        page.may_decide ? (
          <>
            <Button onClick={() => setForm('judge')}>{t('judge')}</Button>
            {running ? null : (
              <Button type="primary" onClick={() => setForm('open')}>
                {t('open')}
              </Button>
            )}
          </>
        ) : null
      }
    >
      <ReviewTabs />
      {form === 'judge' ? <JudgeForm code={code} onDone={() => setForm(null)} /> : null}
      {form === 'open' ? <OpenForm code={code} onDone={() => setForm(null)} /> : null}
      <div className="columns">
        <div className="stack">
          <Panel title={t('why')} extra={<span className="soft">{formatDay(page.on, language)}</span>}>
            <Reasons page={page} />
          </Panel>
          <Panel title={t('remedies')}>
            {page.remedies.length === 0 ? <p className="soft">{t('noRemedies')}</p> : null}
            <ul className="stack">
              {page.remedies.map((r) => (
                <li key={r.id}>
                  <To to={`/remedies/${r.id}`}>{r.goal}</To> <RemedyTag about={r} />
                  <div className="soft">
                    {r.lead_name} · {t('dueOn')} {formatDay(r.due_on, language)} · {t('stepsOver', { over: r.steps_over, all: r.steps })}
                  </div>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
        <div className="stack">
          {page.figures ? (
            <Panel title={t('figures')}>
              <Facts
                rows={[
                  [t('members'), number(page.figures.members)],
                  [t('officials'), number(page.figures.officials)],
                  [t('admissions'), number(page.figures.admissions)],
                  [t('ended'), number(page.figures.probations_ended)],
                  [t('lost'), number(page.figures.probations_lost)],
                ]}
              />
            </Panel>
          ) : null}
          <Panel title={t('judgements')}>
            <Judgements page={page} />
          </Panel>
        </div>
      </div>
    </Page>
  );
}
