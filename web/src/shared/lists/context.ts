// The context bar's unit and day, carried from page to page in the address.
import { useCallback, useMemo } from 'react';
import { useNavigate } from 'react-router';
import { todayIso } from '../i18n/format.ts';
import { useAddress } from './useUrlState.ts';

export interface PageContext {
  unit: string | undefined; // code; undefined: everything the account may see
  on: string; // day; today when the address names none
  onChosen: boolean;
}

export function usePageContext(): PageContext {
  const params = useAddress();
  const unit = params.get('unit') ?? undefined;
  const on = params.get('on') ?? undefined;
  return useMemo(() => ({ unit, on: on ?? todayIso(), onChosen: on !== undefined }), [unit, on]);
}

// Adds unit and day of this page to an address within the product.
export function useKeepContext(): (to: string) => string {
  const params = useAddress();
  const unit = params.get('unit');
  const on = params.get('on');
  return useCallback(
    (to) => {
      const [path = '', query = ''] = to.split('?');
      const next = new URLSearchParams(query);
      if (unit && !next.has('unit')) next.set('unit', unit);
      if (on && !next.has('on')) next.set('on', on);
      const text = next.toString();
      return text ? `${path}?${text}` : path;
    },
    [unit, on],
  );
}

export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  const keep = useKeepContext();
  return useCallback((to, options) => void navigate(keep(to), { replace: options?.replace ?? false }), [navigate, keep]);
}
