// What falls due and what waits in a unit, counted; each count opens its list.
import { dueUntil, listCases, listDue, listQuestions } from '../../modules/members/api.ts';
import { dueKinds } from '../../modules/members/words.ts';
import { listPlans } from '../../modules/reorganisation/api.ts';
import { listRemedies, listWeak } from '../../modules/reviews/api.ts';
import type { ListPage } from '../../shared/api/list.ts';
import { useLabels, useWords } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { useMay } from '../session.tsx';
import { Counts, type Count } from './Counts.tsx';
import { overviewWords } from './words.ts';

const mostDue = 2000; // that a list of what is due holds
const counted = (page: ListPage<object>): { n: number; late: number; more: boolean } => ({
  n: page.total ?? page.items.length,
  late: page.items.filter((x) => 'late' in x && x.late).length,
  more: typeof page.total !== 'number' && (Boolean(page.next) || page.items.length >= mostDue),
});
const never = new AbortController().signal;

export function UnitWaiting({ unit }: { unit: string }) {
  const t = useWords(overviewWords);
  const kinds = useLabels(dueKinds);
  const may = useMay();
  const { on } = usePageContext();
  const named = `unit=${encodeURIComponent(unit)}`;
  const due: Count[] = Object.keys(dueKinds).map((kind) => ({ key: kind, label: kinds(kind), to: `/members/due?${named}&kind=${kind}`, read: async () => counted(await listDue({ unit, kind, until: dueUntil(kind) })) }));
  const doing: Count[] = [
    { key: 'incoming', label: t('incoming'), to: `/members/cases?${named}&side=incoming&kind=transfer`, read: async () => counted(await listCases({ unit, side: 'incoming', kind: 'transfer', state: 'open' }, undefined, never)) },
    { key: 'open', label: t('open'), to: `/members/cases?${named}`, read: async () => counted(await listCases({ unit, state: 'open' }, undefined, never)) },
    { key: 'questions', label: t('questions'), to: `/members/questions?${named}`, read: async () => ({ n: (await listQuestions({ unit, unanswered: true })).items.length }) },
  ];
  const plans: Count[] = [
    { key: 'draft', label: t('drafts'), to: '/reorganisations?state=draft', read: async () => counted(await listPlans('draft', undefined, never)) },
    { key: 'approved', label: t('approved'), to: '/reorganisations?state=approved', read: async () => counted(await listPlans('approved', undefined, never)) },
  ];
  const weak: Count[] = [
    { key: 'weak', label: t('weak'), to: `/weak?${named}`, read: async () => counted(await listWeak({ unit, on, mark: undefined, progress: undefined, kind: undefined }, undefined, never)) },
    { key: 'overdue', label: t('overdue'), to: `/remedies?${named}&progress=overdue`, read: async () => counted(await listRemedies({ unit, state: 'open', progress: 'overdue' }, undefined, never)) },
  ];
  return (
    <>
      {may('members_read') ? (
        <>
          <Counts title={t('due')} about={[unit]} counts={due} />
          <Counts title={t('doing')} about={[unit]} counts={doing} />
        </>
      ) : null}
      {may('reviews_read') ? <Counts title={t('weakTitle')} about={[unit, on]} counts={weak} /> : null}
      {['reorganisations_plan', 'reorganisations_approve', 'members_manage'].some(may) ? <Counts title={t('plans')} about={['plans']} counts={plans} /> : null}
    </>
  );
}
