// The items of a text as the page needs them: the list that is asked for, around one item, more of it on either side
// when it is wanted; those that touch the shown part of the text; and the counts of all. What a decision changed is
// written into all three.
import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useLast } from '../../shared/lists/useLast.ts';
import { countItems, listItems } from './api.ts';
import type { ItemCounts, ItemPage, ItemView } from './model.ts';
import { spanOfPart } from './textPart.ts';

export interface Anchor {
  item?: number | undefined;
  at?: number | undefined;
}
export interface Filter {
  state: string;
  type: string;
}
type Pages = InfiniteData<ItemPage>;

const pageLength = 400;
const near = 60; // rows to either end of what is at hand: more is asked for before it is reached
export const isCertain = (i: ItemView): boolean => i.state === 'waiting' && i.certainty === 'certain' && !i.optional;
export const passes = (i: ItemView, { state, type }: Filter): boolean =>
  (type === '' || i.type === type) && (state === 'all' || (state === 'waiting') === (i.state === 'waiting'));
const asked = ({ state, type }: Filter): Record<string, string | undefined> => ({ state, type: type || undefined });
const rowsOf = (data: Pages | undefined): ItemView[] => data?.pages.flatMap((p) => p.items) ?? [];

function countsAfter(counts: ItemCounts, old: ItemView, now: ItemView): ItemCounts {
  const next = counts.counts.map((c) => ({ ...c }));
  const change = (i: ItemView, by: number): void => {
    const row = next.find((c) => c.type === i.type && c.state === i.state);
    if (row) row.count += by;
    else next.push({ type: i.type, state: i.state, count: by });
  };
  change(old, -1);
  change(now, 1);
  return { counts: next.filter((c) => c.count > 0), certain: Math.max(0, counts.certain + Number(isCertain(now)) - Number(isCertain(old))) };
}

export function useItems(id: number, filter: Filter, wanted: Anchor) {
  const client = useQueryClient();
  const [anchor, setAnchor] = useState(wanted);
  const { state, type } = filter;
  const list = useInfiniteQuery({
    queryKey: ['intake', id, 'items', 'list', state, type, anchor],
    queryFn: ({ pageParam }) =>
      listItems(id, { ...asked({ state, type }), limit: pageLength, ...(pageParam ? { cursor: pageParam } : { item: anchor.item, at: anchor.at, begin: 'waiting' }) }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    getPreviousPageParam: (first) => first.previous ?? undefined,
  });
  const counts = useQuery({ queryKey: ['intake', id, 'counts'], queryFn: () => countItems(id) });
  const data = useLast(id, list.data);
  const shown = useMemo(() => rowsOf(data).filter((i) => passes(i, { state, type })), [data, state, type]);
  const first = data?.pages[0]?.before ?? 0;
  const total = Math.max(data?.pages.at(-1)?.total ?? 0, first + shown.length);

  // What is chosen elsewhere, in the text or by an address, becomes the middle of the list.
  const isThere = wanted.item === undefined ? wanted.at === undefined || shown.some((i) => i.end > (wanted.at ?? 0) && i.start <= (wanted.at ?? 0)) : shown.some((i) => i.id === wanted.item);
  const settled = !list.isFetching;
  useEffect(() => {
    if (settled && !isThere && (anchor.item !== wanted.item || anchor.at !== wanted.at)) setAnchor({ item: wanted.item, at: wanted.at });
  }, [settled, isThere, anchor, wanted.item, wanted.at]);

  const { fetchNextPage, fetchPreviousPage, hasNextPage, hasPreviousPage, isFetching, isError } = list;
  // By itself, until it fails: then somebody asks again.
  const fetch = useCallback(
    (side: 'before' | 'after'): void => {
      if (isFetching || isError) return;
      if (side === 'after' && hasNextPage) void fetchNextPage();
      if (side === 'before' && hasPreviousPage) void fetchPreviousPage();
    },
    [isFetching, isError, hasNextPage, hasPreviousPage, fetchNextPage, fetchPreviousPage],
  );
  const retry = (): void => {
    if (list.isFetchNextPageError) void fetchNextPage();
    else if (list.isFetchPreviousPageError) void fetchPreviousPage();
    else if (isError) void list.refetch();
    if (counts.isError) void counts.refetch();
  };
  const chosen = shown.findIndex((i) => i.id === wanted.item);
  useEffect(() => {
    if (chosen < 0) return;
    if (chosen + near >= shown.length) fetch('after');
    else if (chosen < near) fetch('before');
  }, [chosen, shown.length, fetch]);

  const replace = (now: ItemView, old: ItemView): void => {
    client.setQueriesData<Pages>({ queryKey: ['intake', id, 'items'] }, (data) =>
      data ? { ...data, pages: data.pages.map((p) => ({ ...p, items: p.items.map((i) => (i.id === now.id ? now : i)) })) } : data,
    );
    client.setQueryData<ItemCounts>(['intake', id, 'counts'], (data) => (data ? countsAfter(data, old, now) : data));
  };
  // The next one to decide, which may lie beyond what is at hand, as may the one before it; from the beginning again at
  // the end.
  const nextWaiting = async (after: ItemView): Promise<ItemView | undefined> => {
    const at = shown.findIndex((i) => i.id === after.id);
    const here = at < 0 ? undefined : shown.slice(at + 1).find((i) => i.state === 'waiting');
    if (here || state === 'decided') return here;
    const waiting = { ...asked({ state: 'waiting', type }), limit: 1 };
    const later = at < 0 || hasNextPage ? (await listItems(id, { ...waiting, item: after.id })).items[0] : undefined;
    if (later) return later;
    return at < 0 || hasPreviousPage ? (await listItems(id, waiting)).items[0] : shown.slice(0, at).find((i) => i.state === 'waiting');
  };
  return { list, counts, loaded: data !== undefined, shown, first, total, fetch, error: list.error ?? counts.error, retry, replace, nextWaiting };
}

// The items that touch a part of the text, all of them.
export function useMarked(id: number, part: number) {
  const { start, length } = spanOfPart(part);
  const { data, error, refetch, hasNextPage, isFetching, isError, isFetchNextPageError, fetchNextPage } = useInfiniteQuery({
    queryKey: ['intake', id, 'items', 'part', part],
    queryFn: ({ pageParam }) => listItems(id, { from: start, to: start + length, limit: 1000, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const marked = useMemo(() => rowsOf(data), [data]);
  return { marked, error, retry: () => void (isFetchNextPageError ? fetchNextPage() : refetch()) };
}
