// The names of the units in a table: those below by their list, others one by one while there are few.
import { useQueries, useQuery } from '@tanstack/react-query';
import { listChildren, readUnit } from '../org/api.ts';

async function allChildren(unit: string, on: string, signal: AbortSignal): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const page = await listChildren(unit, on, cursor, signal);
    for (const u of page.items) names.set(u.code, u.name);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && names.size < 2000);
  return names;
}

export function useNames(unit: string, on: string, codes: readonly string[]): ReadonlyMap<string, string> {
  const children = useQuery({ queryKey: ['children-names', unit, on], queryFn: ({ signal }) => allChildren(unit, on, signal), enabled: codes.length > 0 });
  const missing = children.data ? codes.filter((c) => c !== '' && !children.data.has(c)).slice(0, 80) : [];
  const found = useQueries({ queries: missing.map((code) => ({ queryKey: ['unit', code, on], queryFn: () => readUnit(code, on), retry: false, staleTime: 300_000 })) });
  const names = new Map(children.data ?? []);
  missing.forEach((code, i) => {
    const name = found[i]?.data?.unit.name;
    if (name) names.set(code, name);
  });
  return names;
}
