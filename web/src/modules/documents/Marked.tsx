// Words with the hits of a search marked. Offsets are code points.
import { codePoints } from '../intake/codePoints.ts';
import type { Hit } from './api.ts';

export function Marked({ text, hits, field }: { text: string; hits: readonly Hit[]; field: string }) {
  const mine = hits.filter((h) => h.field === field).sort((a, b) => a.start - b.start);
  if (mine.length === 0) return <>{text}</>;
  const cp = codePoints(text);
  const parts: React.ReactNode[] = [];
  let at = 0;
  for (const h of mine) {
    if (h.start < at || h.end > cp.end) continue;
    parts.push(cp.slice(at, h.start), <mark key={h.start}>{cp.slice(h.start, h.end)}</mark>);
    at = h.end;
  }
  parts.push(cp.slice(at, cp.end));
  return <>{parts}</>;
}
