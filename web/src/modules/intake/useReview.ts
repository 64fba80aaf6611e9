// The state of one review: what is selected and filtered (in the address), the part of the text that is shown, decisions
// and what comes back from them.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { isProblem } from '../../shared/api/problem.ts';
import { useLast } from '../../shared/lists/useLast.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { acceptCertain, addItem, decideItem, listContradictions, readText, rereadText } from './api.ts';
import { codePoints } from './codePoints.ts';
import type { DecidedItem, Decision, ItemView, NewItem } from './model.ts';
import { lastPart, partOf, spanOfPart, wholeLines } from './textPart.ts';
import { passes, useItems, useMarked } from './useItems.ts';

export function useReview(id: number) {
  const client = useQueryClient();
  const [url, change] = useUrlState();
  const contradictions = useQuery({ queryKey: ['intake', id, 'contradictions'], queryFn: () => listContradictions(id) });
  const [conflict, setConflict] = useState<{ item: number; theirs: ItemView | undefined } | null>(null);

  const filter = { state: url['state'] ?? 'all', type: url['type'] ?? '' };
  const wanted = url['item'] ? Number(url['item']) : undefined;
  const at = wanted === undefined && url['at'] ? Number(url['at']) : undefined; // the place that a link from a register means
  const items = useItems(id, filter, { item: wanted, at });
  const { shown, replace, nextWaiting } = items;

  const [turned, setTurned] = useState<{ part: number; from: number | undefined }>(); // to a part, by hand
  const [held, setHeld] = useState<ItemView>(); // chosen in the text; the list around it is on its way
  const selected =
    shown.find((i) => i.id === wanted) ??
    (held?.id === wanted && held && passes(held, filter) ? held : undefined) ??
    shown.find((i) => i.start === at) ??
    shown.find((i) => at !== undefined && i.start <= at && i.end > at) ??
    shown.find((i) => i.state === 'waiting') ??
    shown[0];
  const part = turned && turned.from === selected?.id ? turned.part : partOf(selected?.start ?? at ?? 0);
  const { marked, ...marking } = useMarked(id, part);
  const text = useQuery({
    queryKey: ['intake', id, 'text', part],
    queryFn: () => readText(id, spanOfPart(part)),
    staleTime: 60_000,
  });
  const view = useLast(id, text.data);
  const source = useMemo(() => {
    const lines = wholeLines(view?.text ?? '', view?.start ?? 0, view?.about.length ?? 0);
    return { raw: lines.raw, text: codePoints(lines.raw, lines.start) };
  }, [view]);
  const retrySource = (): void => {
    if (text.isError) void text.refetch();
    if (marking.error) marking.retry();
  };
  const parts = lastPart(view?.about.length ?? 0) + 1;
  const turn = (to: number | undefined): void => setTurned(to === undefined ? undefined : { part: to, from: selected?.id });

  const select = useCallback(
    (item: number | undefined, rest: Record<string, string | undefined> = {}) => {
      setHeld(marked.find((i) => i.id === item));
      setTurned(undefined);
      change({ item: item === undefined ? undefined : String(item), ...rest });
    },
    [change, marked],
  );
  const move = useCallback(
    (by: number) => {
      const now = shown.findIndex((i) => i.id === selected?.id);
      const next = shown[Math.min(Math.max(now + by, 0), shown.length - 1)];
      if (next) select(next.id);
    },
    [shown, selected, select],
  );
  const refreshOthers = (): void => {
    void client.invalidateQueries({ queryKey: ['intake', 'texts'] });
    void client.invalidateQueries({ queryKey: ['documents'] });
    void client.invalidateQueries({ queryKey: ['facts'] });
  };
  const key = ['intake', id, 'items'];
  const refresh = async (): Promise<void> => {
    await Promise.all([client.invalidateQueries({ queryKey: key }), client.invalidateQueries({ queryKey: ['intake', id, 'counts'] })]);
    refreshOthers();
  };
  const [done, setDone] = useState<readonly DecidedItem[]>([]); // what the last step decided, for its undoing
  const decide = useMutation({
    mutationFn: ({ item, body }: { item: ItemView; body: Omit<Decision, 'version'> }) => decideItem(item.id, { ...body, version: item.version }),
    onSuccess: async (answer, { item, body }) => {
      setConflict(null);
      // A list that is on its way is older than this answer.
      const stale = client.isFetching({ queryKey: key }) > 0;
      await client.cancelQueries({ queryKey: key });
      setDone(body.action === 'reopen' ? [] : [{ id: answer.id, version: answer.version }]);
      replace(answer, item);
      const next = body.action === 'reopen' ? undefined : await nextWaiting(item);
      select(next?.id ?? item.id);
      // Deciding one citation can settle the others of the same document; the next decision need not wait for them.
      if (stale || item.type === 'document') void refresh();
      else refreshOthers();
    },
    onError: (error, { item }) => {
      if (!isProblem(error, 409)) return;
      const theirs = (error.body as { current?: ItemView }).current;
      if (theirs?.id === item.id) replace(theirs, item);
      setConflict({ item: item.id, theirs });
    },
  });
  const acceptAll = useMutation({
    mutationFn: () => acceptCertain(id),
    onSuccess: async (answer) => {
      setDone(answer.items);
      await refresh();
    },
  });
  const add = useMutation({
    mutationFn: (body: NewItem) => addItem(id, body),
    onSuccess: async (item) => {
      setDone([]);
      await refresh();
      select(item.id, { state: undefined, type: undefined });
    },
  });
  // Back to waiting, one by one; what somebody else has decided since is left as it is. Where it breaks off, the rest
  // can still be undone.
  const undo = useMutation({
    mutationFn: async (decided: readonly DecidedItem[]) => {
      for (const item of decided) {
        await decideItem(item.id, { action: 'reopen', version: item.version }).catch((error: unknown) => {
          if (!isProblem(error, 409)) throw error;
        });
        setDone((left) => left.filter((i) => i.id !== item.id));
      }
    },
    onSettled: async (_, __, decided) => {
      await refresh();
      select(decided[0]?.id);
    },
  });
  const reread = useMutation({
    mutationFn: () => rereadText(id, view?.about.version ?? 0),
    onSettled: () => client.invalidateQueries({ queryKey: ['intake', id] }),
  });
  const counts = items.counts.data?.counts ?? [];
  const count = (wantedOf: (type: string, state: string) => boolean): number => counts.reduce((n, c) => n + (wantedOf(c.type, c.state) ? c.count : 0), 0);
  return { view, source, sourceError: text.error ?? marking.error, retrySource, part, parts, turn, items, marked, contradictions, selected, select, move, filter, count, change, decide, acceptAll, add, undo, done, reread, conflict };
}
export type Review = ReturnType<typeof useReview>;
