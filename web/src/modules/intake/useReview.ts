// The state of one review: items, what is selected and filtered (in the address), decisions and what comes
// back from them.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { isProblem } from '../../shared/api/problem.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { acceptCertain, addItem, decideItem, listContradictions, listItems, readText, rereadText } from './api.ts';
import type { Decision, ItemView, NewItem } from './model.ts';

export const isCertain = (i: ItemView): boolean => i.state === 'waiting' && i.certainty === 'certain' && !i.optional;

export function useReview(id: number) {
  const client = useQueryClient();
  const [url, change] = useUrlState();
  const text = useQuery({ queryKey: ['intake', id, 'text'], queryFn: () => readText(id), staleTime: 60_000 });
  const items = useQuery({ queryKey: ['intake', id, 'items'], queryFn: () => listItems(id) });
  const contradictions = useQuery({ queryKey: ['intake', id, 'contradictions'], queryFn: () => listContradictions(id) });
  const [conflict, setConflict] = useState<{ item: number; theirs: ItemView | undefined } | null>(null);

  const state = url['state'] ?? 'all';
  const type = url['type'] ?? '';
  const all = useMemo(() => [...(items.data?.items ?? [])].sort((a, b) => a.start - b.start || b.end - a.end), [items.data]);
  const shown = useMemo(
    () => all.filter((i) => (type === '' || i.type === type) && (state === 'all' || (state === 'waiting') === (i.state === 'waiting'))),
    [all, state, type],
  );
  // The address follows a moment later; a key that comes before it means what was just selected.
  const [ahead, setAhead] = useState<number>();
  useEffect(() => setAhead((old) => (String(old) === url['item'] ? undefined : old)), [url]);
  const wanted = ahead ?? (url['item'] ? Number(url['item']) : undefined);
  const at = url['at'] ? Number(url['at']) : undefined; // the place that a link from a register means
  const selected = shown.find((i) => i.id === wanted) ?? shown.find((i) => wanted === undefined && i.start === at) ?? shown.find((i) => i.state === 'waiting') ?? shown[0];
  const select = useCallback(
    (item: number | undefined, rest: Record<string, undefined> = {}) => {
      setAhead(item);
      change({ item: item === undefined ? undefined : String(item), ...rest });
    },
    [change],
  );

  const move = useCallback(
    (by: number) => {
      const at = shown.findIndex((i) => i.id === selected?.id);
      const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
      if (next) select(next.id);
    },
    [shown, selected, select],
  );
  const nextWaiting = (after: ItemView): ItemView | undefined => {
    const at = shown.findIndex((i) => i.id === after.id);
    return [...shown.slice(at + 1), ...shown.slice(0, at)].find((i) => i.state === 'waiting');
  };
  const refreshOthers = (): void => {
    void client.invalidateQueries({ queryKey: ['intake', 'texts'] });
    void client.invalidateQueries({ queryKey: ['documents'] });
    void client.invalidateQueries({ queryKey: ['facts'] });
  };
  const refresh = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['intake', id, 'items'] });
    refreshOthers();
  };
  const [done, setDone] = useState<readonly number[]>([]); // what the last step decided, for its undoing
  const decide = useMutation({
    mutationFn: ({ item, body }: { item: ItemView; body: Omit<Decision, 'version'> }) => decideItem(item.id, { ...body, version: item.version }),
    onSuccess: async (answer, { item, body }) => {
      setConflict(null);
      // A list that is on its way is older than this answer.
      const key = ['intake', id, 'items'];
      const stale = client.isFetching({ queryKey: key }) > 0;
      await client.cancelQueries({ queryKey: key });
      setDone(body.action === 'reopen' ? [] : [item.id]);
      const next = body.action === 'reopen' ? undefined : nextWaiting(item);
      client.setQueryData<{ items: ItemView[] }>(key, (old) => (old ? { ...old, items: old.items.map((i) => (i.id === answer.id ? answer : i)) } : old));
      if (next) select(next.id);
      else select(item.id);
      // Deciding one citation can settle the others of the same document; the next decision need not wait for them.
      if (stale || item.type === 'document') void refresh();
      else refreshOthers();
    },
    onError: async (error, { item }) => {
      if (!isProblem(error, 409)) return;
      const fresh = await client.fetchQuery({ queryKey: ['intake', id, 'items'], queryFn: () => listItems(id), staleTime: 0 });
      setConflict({ item: item.id, theirs: fresh.items.find((i) => i.id === item.id) });
    },
  });
  const acceptAll = useMutation({
    mutationFn: () => acceptCertain(id),
    onSuccess: async () => {
      setDone(all.filter(isCertain).map((i) => i.id));
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
  // Back to waiting, one by one; what somebody else has decided since is left as it is.
  const undo = useMutation({
    mutationFn: async () => {
      for (const item of all.filter((i) => done.includes(i.id) && i.state !== 'waiting')) await decideItem(item.id, { action: 'reopen', version: item.version });
    },
    onSettled: async () => {
      const first = done[0];
      setDone([]);
      await refresh();
      select(first);
    },
  });
  const reread = useMutation({ mutationFn: () => rereadText(id), onSuccess: () => client.invalidateQueries({ queryKey: ['intake', id] }) });
  return { text, items, contradictions, all, shown, selected, select, move, state, type, change, decide, acceptAll, add, undo, done, reread, conflict };
}
export type Review = ReturnType<typeof useReview>;
