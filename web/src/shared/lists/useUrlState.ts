// What a page shows is in the address: filters, sort, columns, tab, selection, unit and day.
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

export type UrlState = Readonly<Record<string, string>>;

export function useUrlState(): [UrlState, (part: Record<string, string | undefined>, options?: { push?: boolean }) => void] {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => Object.fromEntries(params.entries()), [params]);
  const change = useCallback(
    (part: Record<string, string | undefined>, options?: { push?: boolean }) => {
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          for (const [name, value] of Object.entries(part))
            if (value === undefined || value === '') next.delete(name);
            else next.set(name, value);
          return next;
        },
        // As soon as the router can. It still takes a moment, so what the next key means is held by the page (useReview).
        { replace: !options?.push, flushSync: true },
      );
    },
    [setParams],
  );
  return [state, change];
}
