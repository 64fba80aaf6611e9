// The unit that a page of one unit is about: the one chosen above, else the account's own, else the highest it may see.
import { useQuery } from '@tanstack/react-query';
import { listRoots } from '../modules/org/api.ts';
import { todayIso } from '../shared/i18n/index.ts';
import { usePageContext } from '../shared/lists/context.ts';
import { lastMonthEnd } from '../shared/lists/period.ts';
import { useMay, useSession } from './session.tsx';

export function useFocusUnit(): string | undefined {
  const { unit, on } = usePageContext();
  const session = useSession();
  const own = unit ?? (session.unit_code || session.grants.find((g) => g.unit_code !== '')?.unit_code);
  const roots = useQuery({ queryKey: ['roots', on], queryFn: ({ signal }) => listRoots(on, signal), enabled: own === undefined, staleTime: 300_000 });
  return own ?? roots.data?.items[0]?.code;
}

// The day of figures: where the account sees counts but no records, they are told at the ends of months.
export function useFiguresDay(): { on: string; monthEnd: boolean } {
  const { on, onChosen } = usePageContext();
  const may = useMay();
  const monthEnd = !onChosen && !may('members_read');
  return { on: monthEnd ? lastMonthEnd(todayIso()) : on, monthEnd };
}
