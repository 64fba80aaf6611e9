// What was last read of a thing, while the next read of it is on its way or has failed: nothing that stands on the page
// is taken away.
import { useRef } from 'react';

export function useLast<T>(id: number, now: T | undefined): T | undefined {
  const last = useRef<{ id: number; value: T }>(undefined);
  if (now !== undefined) last.current = { id, value: now };
  return now ?? (last.current?.id === id ? last.current.value : undefined);
}
