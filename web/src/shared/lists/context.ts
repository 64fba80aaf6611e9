// The context bar's unit, day or period, and structure, carried from page to page in the address.
import { useCallback, useMemo } from 'react';
import { useNavigate } from 'react-router';
import { todayIso } from '../i18n/format.ts';
import { readPeriod, type Period } from './period.ts';
import { useAddress } from './useUrlState.ts';

export interface PageContext {
  unit: string | undefined; // code; undefined: everything the account may see
  on: string; // day; the period's last, but not after today; today when the address names none
  onChosen: boolean;
  period: Period | undefined; // chosen
  structure: string | undefined; // the day of a restated structure, or "plan:SX-1"; undefined: as it was
}

export function usePageContext(): PageContext {
  const params = useAddress();
  const unit = params.get('unit') ?? undefined;
  const on = params.get('on') ?? undefined;
  const named = params.get('period') ?? undefined;
  const structure = params.get('s') ?? undefined;
  return useMemo(() => {
    const period = readPeriod(named);
    const today = todayIso();
    const last = period && (period.until < today ? period.until : today);
    return { unit, on: on ?? last ?? today, onChosen: on !== undefined || period !== undefined, period, structure };
  }, [unit, on, named, structure]);
}

const carried = ['unit', 'on', 'period', 's'] as const;
const when = ['on', 'period'];

// Adds unit, day or period, and structure of this page to an address within the product; what it says itself stays.
export function useKeepContext(): (to: string) => string {
  const query = useAddress().toString();
  return useCallback(
    (to) => {
      const [path = '', own = ''] = to.split('?');
      const next = new URLSearchParams(own);
      const said = when.some((name) => next.has(name));
      for (const [name, value] of new URLSearchParams(query)) if (carried.some((c) => c === name) && !next.has(name) && !(said && when.includes(name))) next.set(name, value);
      const text = next.toString();
      return text ? `${path}?${text}` : path;
    },
    [query],
  );
}

export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  const keep = useKeepContext();
  return useCallback((to, options) => void navigate(keep(to), { replace: options?.replace ?? false }), [navigate, keep]);
}
