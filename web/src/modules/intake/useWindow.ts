// Of a long list, the part around the chosen row; more is shown as its ends come into sight. A list of any length
// costs what is seen of it.
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

const step = 150;

export interface Window {
  from: number;
  to: number;
  before: RefObject<HTMLDivElement | null>; // stand before the first and after the last row that is shown
  after: RefObject<HTMLDivElement | null>;
}

export function windowAround(span: { from: number; to: number }, count: number, at: number): { from: number; to: number } {
  const to = Math.min(span.to, count);
  if (at < 0 || (at >= span.from && at < to)) return { from: Math.min(span.from, Math.max(0, to - 1)), to };
  return { from: Math.max(0, at - step), to: Math.min(count, at + step) };
}

export function useWindow(count: number, at: number): Window {
  const [span, setSpan] = useState({ from: 0, to: 2 * step });
  const { from, to } = windowAround(span, count, at);
  const before = useRef<HTMLDivElement>(null);
  const after = useRef<HTMLDivElement>(null);
  const grow = useCallback((side: 'before' | 'after') => setSpan(side === 'before' ? { from: Math.max(0, from - step), to } : { from, to: to + step }), [from, to]);
  useEffect(() => {
    const seen = new IntersectionObserver((entries) => {
      const end = entries.find((e) => e.isIntersecting);
      if (end) grow(end.target === before.current ? 'before' : 'after');
    });
    if (from > 0 && before.current) seen.observe(before.current);
    if (to < count && after.current) seen.observe(after.current);
    return () => seen.disconnect();
  }, [from, to, count, grow]);
  return { from, to, before, after };
}
