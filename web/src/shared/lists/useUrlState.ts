// What a page shows is in the address: filters, sort, columns, tab, selection, unit and day. The router follows a
// change a moment later; until its navigation ends, the changed parameters are held here for all who read them, so
// that the next key means what was just chosen and a second change does not undo the first.
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';

export type UrlState = Readonly<Record<string, string>>;

interface Held {
  path: string;
  params: URLSearchParams;
}
let held: Held | undefined;
const watchers = new Set<() => void>();
function hold(next: Held | undefined): void {
  held = next;
  watchers.forEach((tell) => tell());
}
function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => void watchers.delete(tell);
}

export function useAddress(): URLSearchParams {
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const ahead = useSyncExternalStore(watch, () => held);
  return ahead?.path === pathname ? ahead.params : params;
}

export function useUrlState(): [UrlState, (part: Record<string, string | undefined>, options?: { push?: boolean }) => void] {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const query = useAddress().toString();
  const state = useMemo(() => Object.fromEntries(new URLSearchParams(query)), [query]);
  const change = useCallback(
    (part: Record<string, string | undefined>, options?: { push?: boolean }) => {
      const params = new URLSearchParams(held?.path === pathname ? held.params : window.location.search);
      for (const [name, value] of Object.entries(part))
        if (value === undefined || value === '') params.delete(name);
        else params.set(name, value);
      const own = { path: pathname, params };
      hold(own);
      const end = (): void => (held === own ? hold(undefined) : undefined);
      void Promise.resolve(navigate(`?${params}`, { replace: !options?.push, flushSync: true })).finally(end);
    },
    [navigate, pathname],
  );
  return [state, change];
}
