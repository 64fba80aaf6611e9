// Whether the server is reached, as its answers and failures tell. While it is not, it is asked again and again; pages
// meanwhile show what the device kept (public/sw.js).
import { useSyncExternalStore } from 'react';

export interface Connection {
  reached: boolean;
  keptAt: string | undefined; // when what is shown was seen, if it comes from the device
}
let now: Connection = { reached: true, keptAt: undefined };
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();
const onReturn = new Set<() => Promise<unknown> | void>(); // in the order in which they were asked for

function become(next: Connection): void {
  if (next.reached === now.reached && next.keptAt === now.keptAt) return;
  const back = next.reached && !now.reached;
  now = next;
  listeners.forEach((f) => f());
  if (back) void comeBack();
}
async function comeBack(): Promise<void> {
  for (const f of [...onReturn]) await f();
}
export function serverReached(): void {
  clearInterval(timer);
  timer = undefined;
  become({ reached: true, keptAt: undefined });
}
export function serverLost(keptAt?: string): void {
  become({ reached: false, keptAt: keptAt ?? now.keptAt });
  timer ??= setInterval(() => void tryServer(), 5000);
}
export async function tryServer(): Promise<void> {
  try {
    if ((await fetch('/healthz', { cache: 'no-store' })).ok) serverReached();
  } catch {
    // still away
  }
}
export function whenServerReturns(f: () => Promise<unknown> | void): () => void {
  onReturn.add(f);
  return () => onReturn.delete(f);
}
export function useConnection(): Connection {
  return useSyncExternalStore(
    (f) => {
      listeners.add(f);
      return () => listeners.delete(f);
    },
    () => now,
  );
}
