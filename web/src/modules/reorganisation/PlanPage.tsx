// A plan: its day in large figures, its steps, and beside them what it would do; then the one next action.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useMay } from '../../app/session.tsx';
import { useList } from '../../shared/api/list.ts';
import { isProblem } from '../../shared/api/problem.ts';
import { DayField } from '../../shared/components/DayField.tsx';
import { Facts, Field, Page, Panel } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { Conflict, ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { useUndo } from '../../shared/components/useUndo.tsx';
import { formatDay, roles, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { useDraft } from '../../shared/lists/useDraft.tsx';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { actOnPlan, createPlan, listTouched, previewPlan, previewStored, readPlan, removePlan, updatePlan, type PlanPage as Stored, type PlanVerb } from './api.ts';
import { codesOf, intoOf, receiversOf, type Change, type Grant, type Plan } from './plan.ts';
import { PlanState } from './PlansPage.tsx';
import { Balance, Cut, PreviewPanel } from './PreviewPanel.tsx';
import { StepForm } from './StepForm.tsx';
import { TwoTrees } from './TwoTrees.tsx';
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
function usePreview(plan: Plan, stored: string | undefined, ready: boolean) {
  return useQuery({
    queryKey: ['plan-preview', stored, JSON.stringify(plan)],
    queryFn: ({ signal }) => (stored === undefined ? previewPlan(plan, signal) : previewStored(stored, signal)),
    enabled: ready,
    retry: false,
    placeholderData: (old) => old,
  });
}

function WhatItWouldDo({ plan, stored }: { plan: Plan; stored?: string }) {
  const t = useWords(planWords);
  const ready = stored !== undefined || (plan.id !== '' && plan.decision !== '' && plan.changes.length > 0);
  const q = usePreview(plan, stored, ready);
  if (!ready) return null;
  if (q.error) return <FormError error={q.error} />;
  if (!q.data) return <Loading rows={4} label={t('previewing')} />;
  return <PreviewPanel preview={q.data} />;
}

// Roles that pass on: whose, which, and to what the plan makes.
function Grants({ plan, set }: { plan: Plan; set: (part: Partial<Plan>) => void }) {
  const t = useWords(planWords);
  const say = useLabels(roles);
  const [grant, setGrant] = useState<Grant>({ account: '', role: 'unit_secretary', to: '' });
  const receivers = receiversOf(plan.changes);
  const to = receivers.includes(grant.to) ? grant.to : (receivers[0] ?? '');
  return (
    <Panel title={t('grants')}>
      <fieldset className="form">
        <legend className="hidden-visually">{t('grants')}</legend>
        <p className="soft">{t('grantsNote')}</p>
        {plan.grants.length > 0 ? (
          <ul className="stack">
            {plan.grants.map((g, i) => (
              <li key={i} className="row line">
                <span>{t('becomes', { from: `${g.account} · ${say(g.role)}`, to: g.to })}</span>
                <span className="push">
                  <Button size="small" aria-label={t('removeGrant', { account: g.account })} onClick={() => set({ grants: plan.grants.filter((_, at) => at !== i) })}>
                    {t('remove')}
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        ) : null}
        <div className="pair">
          <Field id="grant-account" label={t('account')}>
            <Input id="grant-account" value={grant.account} onChange={(e) => setGrant({ ...grant, account: e.target.value.trim() })} />
          </Field>
          <Field id="grant-role" label={t('role')}>
            <Select id="grant-role" style={{ width: '100%' }} value={grant.role} onChange={(role) => setGrant({ ...grant, role })} options={Object.keys(roles).map((k) => ({ value: k, label: say(k) }))} />
          </Field>
          <Field id="grant-to" label={t('receiver')}>
            <Select id="grant-to" style={{ width: '100%' }} value={to} onChange={(value) => setGrant({ ...grant, to: value })} options={receivers.map((code) => ({ value: code, label: code }))} />
          </Field>
        </div>
        <div>
          <Button
            disabled={grant.account === '' || to === ''}
            onClick={() => {
              set({ grants: [...plan.grants, { ...grant, to }] });
              setGrant({ ...grant, account: '' });
            }}
          >
            {t('addGrant')}
          </Button>
        </div>
      </fieldset>
    </Panel>
  );
}

function Editor({ stored, unit, onDone }: { stored?: Stored; unit?: string; onDone?: () => void }) {
  const t = useWords(planWords);
  const may = useMay();
  const { on } = usePageContext();
  const client = useQueryClient();
  const go = useGo();
  const draft = useDraft<Plan>(stored ? `plan.${stored.item.code}.${stored.item.version}` : 'plan', (stored ? { ...stored.plan, grants: stored.plan.grants ?? [] } : undefined) ?? { id: '', title: '', decision: '', effective_on: on, grants: [], changes: [] });
  const { value: plan, set } = draft;
  const [theirs, setTheirs] = useState<Stored | null>(null);
  const save = useMutation({
    mutationFn: (version: number) => (stored ? updatePlan(stored.item.code, plan, version) : createPlan(plan)),
    onSuccess: async (page) => {
      draft.clear();
      await client.invalidateQueries({ predicate: (q) => ['plans', 'plan'].includes(String(q.queryKey[0])) });
      onDone?.();
      if (!stored) go(`/reorganisations/${encodeURIComponent(page.item.code)}`);
    },
    onError: (error) => {
      const current = isProblem(error, 409) ? (error.body as { current?: Stored }).current : undefined;
      if (current) setTheirs(current);
    },
  });
  const mine = may('reorganisations_plan');
  return (
    <div className="halves">
      <div className="stack">
        <SaveForm panel save={{ mutate: () => save.mutate(stored?.item.version ?? 0), isPending: save.isPending, error: theirs ? null : save.error }} label={t(mine ? 'save' : 'sendAsk')} draft={draft} onCancel={onDone ?? (() => go('/reorganisations'))} disabled={plan.id === '' || plan.decision === '' || plan.changes.length === 0}>
          {theirs ? (
            <Conflict
              theirs={shown(theirs.plan)}
              mine={shown(plan)}
              labels={{ title: t('name'), decision: t('decision'), effective_on: t('effective'), steps: t('steps'), grants: t('grants') }}
              onTake={() => {
                draft.clear();
                void client.invalidateQueries({ queryKey: ['plan'] }).then(onDone);
              }}
              onKeep={() => {
                setTheirs(null);
                save.mutate(theirs.item.version);
              }}
            />
          ) : null}
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
          <StepForm unit={unit} onAdd={(change) => set({ changes: [...plan.changes, change] })} />
        </Panel>
        {mine ? <Grants plan={plan} set={set} /> : null}
      </div>
      <div className="stack" aria-live="polite">
        <WhatItWouldDo plan={plan} />
      </div>
    </div>
  );
}

// The parts of a plan that may differ, as people read them.
function shown(plan: Plan): Record<'title' | 'decision' | 'effective_on' | 'steps' | 'grants', string> {
  const steps = plan.changes.map((c) => [c.verb, codesOf(c).join(' + '), ...intoOf(c).map((u) => u.code), c.name, c.parent_code].filter(Boolean).join(' '));
  return { title: plan.title, decision: plan.decision, effective_on: plan.effective_on, steps: steps.join('; '), grants: plan.grants.map((g) => `${g.account} ${g.role} ${g.to}`).join('; ') };
}

function Actions({ page, onEdit }: { page: Stored; onEdit: () => void }) {
  const t = useWords(planWords);
  const client = useQueryClient();
  const go = useGo();
  const { code, version, state } = page.item;
  const undo = useUndo();
  const preview = usePreview(page.plan, code, state === 'draft');
  // What needs a second person is not offered before that.
  const waits = state === 'draft' && (preview.data?.access_grows ?? false);
  const act = useMutation({
    mutationFn: (verb: PlanVerb) => actOnPlan(verb, code, version),
    onSettled: () => client.invalidateQueries(),
  });
  const drop = useMutation({
    mutationFn: () => removePlan(code, version),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['plans'] });
      undo(t('dropped', { code }), async () => {
        await createPlan(page.plan);
        await client.invalidateQueries({ queryKey: ['plans'] });
      });
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
        {button(page.may_commit && !waits, 'commitReorganisation', 'commit', true)}
        {button(page.may_approve, 'approveReorganisation', 'approve', waits || !page.may_commit)}
        {button(page.may_undo, 'undoReorganisation', 'undo')}
        {button(page.may_take, 'takeReorganisation', 'take')}
        {page.may_edit ? <Button onClick={onEdit}>{t('edit')}</Button> : null}
        {page.may_edit && state !== 'committed' ? (
          <Button loading={drop.isPending} onClick={() => drop.mutate()}>
            {t('drop')}
          </Button>
        ) : null}
      </div>
      {waits ? <p className="soft">{t('secondPerson')}</p> : null}
      <FormError error={act.error ?? drop.error} />
    </>
  );
}

// Every unit of a plan that was carried out, a page at a time.
function Touched({ code, on }: { code: string; on: string }) {
  const t = useWords(planWords);
  const list = useList(['plan', code, 'units'], (cursor, signal) => listTouched(code, cursor, signal));
  return (
    <Panel title={t('touched')}>
      {list.loading ? <Loading rows={4} /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={list.retry} bare /> : null}
      <Cut shown={list.rows.length} total={list.total ?? 0} />
      {list.rows.length > 0 ? <TwoTrees units={list.rows} on={on} /> : null}
      {list.more ? (
        <Button loading={list.fetching} onClick={list.more}>
          {t('more')}
        </Button>
      ) : null}
    </Panel>
  );
}

export function PlanPage() {
  const { code = '' } = useParams();
  const t = useWords(planWords);
  const language = useLanguage();
  const role = useLabels(roles);
  const may = useMay();
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
                {may('statistics_read') ? (
                  <p className="row tight">
                    {p.state === 'committed' ? <To to={`/statistics/plans/${encodeURIComponent(p.code)}`}>{t('sheet')}</To> : null}
                    {p.state === 'undone' ? null : <To to={`/statistics?unit=${encodeURIComponent(p.owner_code)}&s=plan:${encodeURIComponent(p.code)}`}>{t('figures')}</To>}
                  </p>
                ) : null}
              </Panel>
              <Panel title={t('steps')}>
                <Steps changes={page.plan.changes} />
              </Panel>
              {page.plan.grants?.length ? (
                <Panel title={t('grants')}>
                  <ul>
                    {page.plan.grants.map((g) => (
                      <li key={`${g.account} ${g.role} ${g.to}`}>{t('becomes', { from: `${g.account} · ${role(g.role)}`, to: g.to })}</li>
                    ))}
                  </ul>
                </Panel>
              ) : null}
            </div>
            <div className="stack">
              {page.proof ? (
                <Panel title={t('proof')}>
                  <p className="soft">{t('proofNote')}</p>
                  <Balance totals={page.proof.totals} units={page.proof.units} />
                </Panel>
              ) : null}
              {p.state === 'committed' ? <Touched code={p.code} on={p.effective_on} /> : null}
              {open ? <WhatItWouldDo plan={page.plan} stored={page.item.code} /> : null}
            </div>
          </div>
        </>
      )}
    </Page>
  );
}

// Whoever may not plan asks: the same form, begun at a unit.
export function NewPlanPage() {
  const t = useWords(planWords);
  const may = useMay();
  const [url] = useUrlState();
  const mine = may('reorganisations_plan');
  return (
    <Page title={t(mine ? 'add' : 'ask')} lead={t(mine ? 'lead' : 'askLead')}>
      <Editor unit={url['about']} />
    </Page>
  );
}
