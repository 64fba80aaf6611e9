// The open part of the tree as one flat list: what is on the screen is drawn, what was opened is asked for.
import { useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { listChildren, listRoots, type UnitItem } from './api.ts';

export interface TreeRow {
  key: string;
  depth: number;
  unit?: UnitItem; // absent: a row that asks for more, or that waits
  parent?: string;
  open: boolean;
  waiting?: boolean;
  failed?: boolean;
  position: number;
  siblings: number;
}

async function readLevel(code: string, on: string, wanted: number, signal: AbortSignal): Promise<{ items: UnitItem[]; next: string | null }> {
  const items: UnitItem[] = [];
  let next: string | null | undefined;
  do {
    const page = await listChildren(code, on, next ?? undefined, signal);
    items.push(...page.items);
    next = page.next;
  } while (next && items.length < wanted);
  return { items, next: next ?? null };
}

export function useTree(on: string) {
  const [open, setOpen] = useState<ReadonlyMap<string, number>>(new Map()); // code → how many children wanted
  const roots = useQuery({ queryKey: ['tree', 'roots', on], queryFn: ({ signal }) => listRoots(on, signal) });
  const codes = useMemo(() => [...open.keys()], [open]);
  const levels = useQueries({
    queries: codes.map((code) => ({
      queryKey: ['tree', code, on, open.get(code) ?? 200],
      queryFn: ({ signal }: { signal: AbortSignal }) => readLevel(code, on, open.get(code) ?? 200, signal),
      staleTime: 60_000,
    })),
  });
  const rows = useMemo(() => {
    const out: TreeRow[] = [];
    const walk = (list: readonly UnitItem[], depth: number): void => {
      list.forEach((unit, i) => {
        const at = codes.indexOf(unit.code);
        const isOpen = at >= 0;
        out.push({ key: unit.code, depth, unit, open: isOpen, position: i + 1, siblings: list.length });
        if (!isOpen) return;
        const level = levels[at];
        const base = { depth: depth + 1, parent: unit.code, open: false, position: 1, siblings: 1 };
        if (level?.data) {
          walk(level.data.items, depth + 1);
          if (level.data.next) out.push({ ...base, key: `${unit.code} more` });
        } else out.push({ ...base, key: `${unit.code} wait`, waiting: !level?.error, failed: Boolean(level?.error) });
      });
    };
    walk(roots.data?.items ?? [], 0);
    return out;
  }, [roots.data, codes, levels]);
  const toggle = useCallback((code: string, wanted?: boolean) => {
    setOpen((old) => {
      const next = new Map(old);
      if (wanted === false || (wanted === undefined && next.has(code))) next.delete(code);
      else if (!next.has(code)) next.set(code, 200);
      return next;
    });
  }, []);
  const more = useCallback((code: string) => setOpen((old) => new Map(old).set(code, (old.get(code) ?? 200) + 400)), []);
  const openPath = useCallback((path: readonly string[]) => setOpen((old) => new Map([...old, ...path.filter((c) => !old.has(c)).map((c) => [c, 200] as const)])), []);
  return { rows, roots, toggle, more, openPath };
}
