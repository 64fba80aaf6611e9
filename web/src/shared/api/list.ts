// Lists of the server: pages by cursor, joined as the reader scrolls.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';

export interface ListPage<T> {
  items: T[];
  next?: string | null | undefined;
  total?: number | null | undefined;
  capped?: boolean | undefined;
}
export interface ListHandle<T> {
  rows: T[];
  total: number | null;
  capped: boolean;
  more: (() => void) | undefined;
  loading: boolean; // nothing shown yet
  fetching: boolean;
  error: unknown;
  retry: () => void;
}

export function useList<T>(key: readonly unknown[], read: (cursor: string | undefined, signal: AbortSignal) => Promise<ListPage<T>>, options?: { enabled?: boolean; refetchInterval?: number | false }): ListHandle<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (old) => old,
    enabled: options?.enabled ?? true,
    refetchInterval: options?.refetchInterval ?? false,
  });
  const { fetchNextPage, hasNextPage, isFetchingNextPage, refetch } = query;
  const more = useCallback(() => void (isFetchingNextPage ? undefined : fetchNextPage()), [fetchNextPage, isFetchingNextPage]);
  const rows = useMemo(() => query.data?.pages.flatMap((p) => p.items) ?? [], [query.data]);
  const first = query.data?.pages[0];
  return {
    rows,
    total: first?.total ?? null,
    capped: first?.capped ?? false,
    more: hasNextPage ? more : undefined,
    loading: query.isPending && (options?.enabled ?? true),
    fetching: query.isFetching,
    error: query.error,
    retry: () => void refetch(),
  };
}
