// A plan: its day in large figures, its steps, and beside them what it would do; then the one next action.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useMay } from '../../app/session.tsx';
import { isProblem } from '../../shared/api/problem.ts';
import { DayField } from '../../shared/components/DayField.tsx';
import { Facts, Field, Page, Panel } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { useDraft } from '../../shared/lists/useDraft.tsx';
import { actOnPlan, createPlan, previewPlan, previewStored, readPlan, removePlan, updatePlan, type PlanPage as Stored, type PlanVerb } from './api.ts';
import { codesOf, intoOf, type Change, type Plan } from './plan.ts';
import { PlanState } from './PlansPage.tsx';
import { Balance, PreviewPanel } from './PreviewPanel.tsx';
import { StepForm } from './StepForm.tsx';
import { planWords, verbs } from './words.ts';

function Steps({ changes, onRemove }: { changes: readonly Change[]; onRemove?: (at: number) => void }) {
  const t = useWords(planWords);
  const say = useLabels(verbs);
  if (changes.length === 0) return <p className="soft">{t('noSteps')}</p>;
  return (
    <ol className="stack">
      {changes.map((c, i) => {
        const into = intoOf(c).map((u) => [u.name, u.code].filter(Boolean).join(' '));
        const outcome = [...into, c.name, c.parent_code].filter(Boolean).join(', ');
        const from = codesOf(c).join(', ');
        return (
          <li key={i} className="row line">
            <span>
              <span className="soft">{i + 1}.</span> <span className="strong">{say(c.verb)}</span>: {from && outcome ? t('becomes', { from, to: outcome }) : from || outcome}
            </span>
            {onRemove ? (
              <span className="push">
                <Button size="small" aria-label={t('removeStep', { n: i + 1 })} onClick={() => onRemove(i)}>
                  {t('remove')}
                </Button>
              </span>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

// stored: the code of a plan that is shown as it lies in the store, to whoever may see it.
function WhatItWouldDo({ plan, stored }: { plan: Plan; stored?: string }) {
  const t = useWords(planWords);
  const may = useMay();
  const ready = stored !== undefined || (plan.id !== '' && plan.decision !== '' && plan.changes.length > 0 && may('reorganisations_plan'));
  const q = useQuery({
    queryKey: ['plan-preview', stored, JSON.stringify(plan)],
    queryFn: ({ signal }) => (stored === undefined ? previewPlan(plan, signal) : previewStored(stored, signal)),
    enabled: ready,
    retry: false,
    placeholderData: (old) => old,
  });
  if (!ready) return null;
  if (q.error) return <FormError error={q.error} />;
  if (!q.data) return <Loading rows={4} label={t('previewing')} />;
  return <PreviewPanel preview={q.data} />;
}

function Editor({ stored, onDone }: { stored?: Stored; onDone?: () => void }) {
  const t = useWords(planWords);
  const { on } = usePageContext();
  const client = useQueryClient();
  const go = useGo();
  const draft = useDraft<Plan>(stored ? `plan.${stored.item.code}.${stored.item.version}` : 'plan', stored?.plan ?? { id: '', title: '', decision: '', effective_on: on, grants: [], changes: [] });
  const { value: plan, set } = draft;
  const save = useMutation({
    mutationFn: () => (stored ? updatePlan(stored.item.code, plan, stored.item.version) : createPlan(plan)),
    onSuccess: async (page) => {
      draft.clear();
      await client.invalidateQueries({ predicate: (q) => ['plans', 'plan'].includes(String(q.queryKey[0])) });
      onDone?.();
      if (!stored) go(`/reorganisations/${encodeURIComponent(page.item.code)}`);
    },
    onError: (error) => (isProblem(error, 409) ? client.invalidateQueries({ queryKey: ['plan'] }) : undefined),
  });
  return (
    <div className="halves">
      <div className="stack">
        <SaveForm panel save={{ mutate: () => save.mutate(), isPending: save.isPending, error: save.error }} label={t('save')} draft={draft} onCancel={onDone ?? (() => go('/reorganisations'))} disabled={plan.id === '' || plan.decision === '' || plan.changes.length === 0}>
          <div className="pair">
            <Field id="plan-code" label={t('code')} note={t('codeHint')}>
              <Input id="plan-code" value={plan.id} disabled={stored !== undefined} onChange={(e) => set({ id: e.target.value.trim() })} />
            </Field>
            <Field id="plan-day" label={t('effective')}>
              <DayField id="plan-day" value={plan.effective_on} onChange={(day) => day && set({ effective_on: day })} />
            </Field>
          </div>
          <Field id="plan-title" label={t('name')}>
            <Input id="plan-title" value={plan.title} onChange={(e) => set({ title: e.target.value })} />
          </Field>
          <Field id="plan-decision" label={t('decision')} note={t('decisionHint')}>
            <Input id="plan-decision" value={plan.decision} onChange={(e) => set({ decision: e.target.value })} />
          </Field>
          <h2>{t('steps')}</h2>
          <Steps changes={plan.changes} onRemove={(at) => set({ changes: plan.changes.filter((_, i) => i !== at) })} />
        </SaveForm>
        <Panel title={t('addStep')}>
          <StepForm onAdd={(change) => set({ changes: [...plan.changes, change] })} />
        </Panel>
      </div>
      <div className="stack" aria-live="polite">
        <WhatItWouldDo plan={plan} />
      </div>
    </div>
  );
}

function Actions({ page, onEdit }: { page: Stored; onEdit: () => void }) {
  const t = useWords(planWords);
  const client = useQueryClient();
  const go = useGo();
  const { code, version, state } = page.item;
  const act = useMutation({
    mutationFn: (verb: PlanVerb) => actOnPlan(verb, code, version),
    onSettled: () => client.invalidateQueries(),
  });
  const drop = useMutation({
    mutationFn: () => removePlan(code, version),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['plans'] });
      go('/reorganisations');
    },
  });
  const button = (allowed: boolean, verb: PlanVerb, word: 'take' | 'approve' | 'commit' | 'undo', main?: boolean) =>
    allowed ? (
      <Button type={main ? 'primary' : 'default'} loading={act.isPending && act.variables === verb} disabled={act.isPending} onClick={() => act.mutate(verb)}>
        {t(word)}
      </Button>
    ) : null;
  return (
    <>
      <div className="row">
        {button(page.may_commit, 'commitReorganisation', 'commit', true)}
        {button(page.may_approve, 'approveReorganisation', 'approve', !page.may_commit)}
        {button(page.may_undo, 'undoReorganisation', 'undo')}
        {button(page.may_take, 'takeReorganisation', 'take')}
        {page.may_edit ? <Button onClick={onEdit}>{t('edit')}</Button> : null}
        {page.may_edit && state !== 'committed' ? (
          <Button loading={drop.isPending} onClick={() => drop.mutate()}>
            {t('drop')}
          </Button>
        ) : null}
      </div>
      <FormError error={act.error ?? drop.error} />
    </>
  );
}

export function PlanPage() {
  const { code = '' } = useParams();
  const t = useWords(planWords);
  const language = useLanguage();
  const [editing, setEditing] = useState(false);
  const q = useQuery({ queryKey: ['plan', code], queryFn: () => readPlan(code) });
  if (!q.data) return <Page title={code}>{q.isPending ? <Loading /> : <ErrorState error={q.error} onRetry={() => void q.refetch()} />}</Page>;
  const page = q.data;
  const p = page.item;
  const open = p.state === 'draft' || p.state === 'approved';
  return (
    <Page title={p.title || p.code} lead={<To to="/reorganisations">{t('title')}</To>} actions={<PlanState state={p.state} />}>
      {editing ? (
        <Editor key={p.version} stored={page} onDone={() => setEditing(false)} />
      ) : (
        <>
          <Actions page={page} onEdit={() => setEditing(true)} />
          <div className="halves">
            <div className="stack">
              <Panel>
                <div className="stat" style={{ marginBottom: 12 }}>
                  <span className="soft">{t('effective')}</span>
                  <span className="big">{formatDay(p.effective_on, language)}</span>
                </div>
                <Facts
                  rows={[
                    [t('code'), p.code],
                    [t('decision'), <To key="d" to={`/documents?text=${encodeURIComponent(p.decision.split('@')[0] ?? '')}`}>{p.decision.split('@')[0]}</To>],
                    [t('owner'), p.owner_name],
                    [t('planner'), p.planner],
                    [t('approver'), p.approver],
                    [t('committer'), p.committer],
                  ]}
                />
              </Panel>
              <Panel title={t('steps')}>
                <Steps changes={page.plan.changes} />
              </Panel>
            </div>
            <div className="stack">
              {page.proof ? (
                <Panel title={t('proof')}>
                  <p className="soft">{t('proofNote')}</p>
                  <Balance totals={page.proof.totals} units={page.proof.units} />
                </Panel>
              ) : null}
              {open ? <WhatItWouldDo plan={page.plan} stored={page.item.code} /> : null}
            </div>
          </div>
        </>
      )}
    </Page>
  );
}

export function NewPlanPage() {
  const t = useWords(planWords);
  return (
    <Page title={t('add')} lead={t('lead')}>
      <Editor />
    </Page>
  );
}
