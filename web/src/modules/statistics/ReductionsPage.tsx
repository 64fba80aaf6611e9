// Targets of fewer units: what plans have done of each, what open ones would do, and which plans they are.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFocusUnit } from '../../app/focus.ts';
import { useMay } from '../../app/session.tsx';
import { fieldError, isProblem } from '../../shared/api/problem.ts';
import { DayField } from '../../shared/components/DayField.tsx';
import { Facts, Field, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { Conflict, Empty, ErrorState, Loading, FormError } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { useUndo } from '../../shared/components/useUndo.tsx';
import { formatActor, formatDay, formatNumber, parseNumber, todayIso, unitKinds, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useDraft } from '../../shared/lists/useDraft.tsx';
import { planStates } from '../reorganisation/words.ts';
import { addReduction, listReductions, outcomeWords, removeReduction, setReduction, type Reduction, type ReductionEdit } from './outcomes.ts';
import { dayAfter, dayBefore } from './query.ts';
import './statistics.css';
import { StatisticsTabs } from './StatisticsTabs.tsx';

const editOf = (r: Reduction): ReductionEdit => ({ unit_code: r.unit_code, kind: r.kind, fewer: r.fewer, from: r.from, to: r.to, basis: r.basis });

interface Typed {
  kind: Reduction['kind'];
  fewer: string;
  from: string;
  last: string;
  basis: string;
}

function ReductionForm({ unit, stored, onDone }: { unit: string; stored: Reduction | undefined; onDone: () => void }) {
  const t = useWords(outcomeWords);
  const language = useLanguage();
  const sayKind = useLabels(unitKinds);
  const client = useQueryClient();
  const year = todayIso().slice(0, 4);
  const typedOf = (r: Reduction): Typed => ({ kind: r.kind, fewer: formatNumber(r.fewer, language), from: r.from, last: dayBefore(r.to), basis: r.basis });
  const empty: Typed = { kind: 'public_service_unit', fewer: '', from: `${year}-01-01`, last: `${year}-12-31`, basis: '' };
  const draft = useDraft<Typed>(stored ? `reduction.${stored.id}.${stored.version}` : `reduction.${unit}`, stored ? typedOf(stored) : empty);
  const { value: typed, set } = draft;
  const [theirs, setTheirs] = useState<Reduction | null>(null);
  const number = parseNumber(typed.fewer, language);
  const fewer = number !== undefined && Number.isInteger(number) && number > 0 ? number : undefined;
  const edit: ReductionEdit = { unit_code: stored?.unit_code ?? unit, kind: typed.kind, fewer: fewer ?? 0, from: typed.from, to: typed.last && dayAfter(typed.last), basis: typed.basis.trim() };
  const shown = (x: Typed): Record<keyof Typed, string> => ({ ...x, kind: sayKind(x.kind), from: x.from && formatDay(x.from, language), last: x.last && formatDay(x.last, language) });
  const again = async (): Promise<void> => {
    draft.clear();
    await client.invalidateQueries({ queryKey: ['reductions'] });
    onDone();
  };
  const save = useMutation({
    mutationFn: (version: number | undefined) => (stored && version !== undefined ? setReduction(stored.id, edit, version) : addReduction(edit)),
    onSuccess: again,
    onError: async (error) => {
      if (isProblem(error, 404)) await client.invalidateQueries({ queryKey: ['reductions'] });
      if (!stored || !isProblem(error, 409)) return;
      const now = await listReductions(stored.unit_code).catch(() => undefined);
      setTheirs(now?.items.find((r) => r.id === stored.id) ?? null);
    },
  });
  return (
    <SaveForm panel save={{ mutate: () => save.mutate(stored?.version), isPending: save.isPending, error: theirs ? null : save.error }} label={t('save')} draft={draft} onCancel={onDone} disabled={fewer === undefined || !typed.from || !typed.last}>
      <h2>{t(stored ? 'edit' : 'add')}</h2>
      {theirs ? (
        <Conflict
          theirs={shown(typedOf(theirs))}
          mine={shown(typed)}
          labels={{ kind: t('kind'), fewer: t('fewer'), from: t('from'), last: t('last'), basis: t('basis') }}
          onTake={() => void again()}
          onKeep={() => {
            setTheirs(null);
            save.mutate(theirs.version);
          }}
        />
      ) : null}
      <div className="pair">
        <Field id="reduction-kind" label={t('kind')}>
          <select id="reduction-kind" className="plain-select" value={typed.kind} onChange={(e) => set({ kind: e.target.value as Typed['kind'] })}>
            {Object.keys(unitKinds).map((k) => (
              <option key={k} value={k}>
                {sayKind(k)}
              </option>
            ))}
          </select>
        </Field>
        <Field id="reduction-fewer" label={t('fewer')} error={typed.fewer.trim() !== '' && fewer === undefined ? t('fewerWrong') : fieldError(save.error, 'fewer')}>
          <Input id="reduction-fewer" inputMode="numeric" value={typed.fewer} onChange={(e) => set({ fewer: e.target.value })} />
        </Field>
        <Field id="reduction-from" label={t('from')}>
          <DayField id="reduction-from" value={typed.from || undefined} onChange={(day) => set({ from: day ?? '' })} />
        </Field>
        <Field id="reduction-last" label={t('last')} error={fieldError(save.error, 'to')}>
          <DayField id="reduction-last" value={typed.last || undefined} onChange={(day) => set({ last: day ?? '' })} />
        </Field>
      </div>
      <Field id="reduction-basis" label={t('basis')} note={t('basisHint')}>
        <Input id="reduction-basis" maxLength={500} value={typed.basis} onChange={(e) => set({ basis: e.target.value })} />
      </Field>
    </SaveForm>
  );
}

function Plans({ reduction: r }: { reduction: Reduction }) {
  const t = useWords(outcomeWords);
  const language = useLanguage();
  const sayState = useLabels(planStates);
  if (r.plans.length === 0) return <p className="soft">{t('noPlans')}</p>;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('plans')}>
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">{t('plan')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('on')}</th>
            <th scope="col" className="number">
              {t('ended')}
            </th>
            <th scope="col" className="number">
              {t('established')}
            </th>
          </tr>
        </thead>
        <tbody>
          {r.plans.map((p) => (
            <tr key={p.plan}>
              <th scope="row">
                <To to={`/reorganisations/${encodeURIComponent(p.plan)}`}>{[p.plan, p.title].filter(Boolean).join(' ')}</To>
              </th>
              <td>{sayState(p.state)}</td>
              <td>{formatDay(p.on, language)}</td>
              <td className="number">{formatNumber(p.ended, language)}</td>
              <td className="number">{formatNumber(p.established, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OneReduction({ reduction: r, onEdit }: { reduction: Reduction; onEdit: () => void }) {
  const t = useWords(outcomeWords);
  const language = useLanguage();
  const sayKind = useLabels(unitKinds);
  const client = useQueryClient();
  const offerUndo = useUndo();
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['reductions'] });
  const remove = useMutation({
    mutationFn: () => removeReduction(r.id, r.version),
    onSuccess: async () => {
      await again();
      offerUndo(t('removed'), async () => {
        await addReduction(editOf(r));
        await again();
      });
    },
  });
  const n = (value: number): string => formatNumber(value, language);
  return (
    <Panel
      title={t('target', { unit: r.unit_name, n: n(r.fewer), kind: sayKind(r.kind) })}
      extra={
        r.may_edit ? (
          <>
            <Button onClick={onEdit}>{t('edit')}</Button> <Button loading={remove.isPending} onClick={() => remove.mutate()}>{t('remove')}</Button>
          </>
        ) : null
      }
    >
      <div className="stack">
        <FormError error={remove.error} />
        <Facts
          rows={[
            [t('period'), `${formatDay(r.from, language)} – ${formatDay(dayBefore(r.to), language)}`],
            [t('done'), <span key="d" className="strong">{`${n(r.done)} / ${n(r.fewer)}`}</span>],
            [t('planned'), n(r.planned)],
            [t('left'), r.left === 0 ? <Tag key="l" tone="good">{t('reached')}</Tag> : n(r.left)],
            [t('basis'), r.basis || null],
          ]}
        />
        <Plans reduction={r} />
        <p className="soft">{t('setBy', { who: formatActor(r.set_by, language), day: formatDay(r.set_on, language) })}</p>
      </div>
    </Panel>
  );
}

export function ReductionsPage() {
  const t = useWords(outcomeWords);
  const may = useMay();
  const unit = useFocusUnit();
  // The target as it stood when it was opened: one that somebody else removes meanwhile is not made anew.
  const [editing, setEditing] = useState<Reduction | 'new' | null>(null);
  const q = useQuery({ queryKey: ['reductions', unit], queryFn: () => listReductions(unit ?? ''), enabled: unit !== undefined, retry: false });
  return (
    <Page
      title={t('reductions')}
      lead={t('reductionsLead')}
      actions={
        may('targets_manage') ? (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('add')}
          </Button>
        ) : null
      }
    >
      <StatisticsTabs />
      {editing !== null && unit ? <ReductionForm key={editing === 'new' ? unit : `${editing.id}.${editing.version}`} unit={unit} stored={editing === 'new' ? undefined : editing} onDone={() => setEditing(null)} /> : null}
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {!q.data && !q.error ? <Loading rows={6} /> : null}
      {q.data?.items.length === 0 && editing === null ? <Empty title={t('none')}>{t('noneHint')}</Empty> : null}
      {q.data?.items.map((r) => <OneReduction key={r.id} reduction={r} onEdit={() => setEditing(r)} />)}
    </Page>
  );
}
