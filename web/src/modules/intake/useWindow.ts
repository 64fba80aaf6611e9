// Of a long list, the part around the chosen row; more is shown, and asked for, as its ends come into sight. A list of
// any length costs what is seen of it. Rows are counted in the whole list, of which only some may be at hand.
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

const step = 150;

export interface Span {
  from: number;
  to: number;
}
export interface Window extends Span {
  before: RefObject<HTMLDivElement | null>; // stand before the first and after the last row that is shown
  after: RefObject<HTMLDivElement | null>;
}

export function windowAround(span: Span, count: number, at: number): Span {
  const to = Math.min(span.to, count);
  if (at < 0 || (at >= span.from && at < to)) return { from: Math.min(span.from, Math.max(0, to - 1)), to };
  return { from: Math.max(0, at - step), to: Math.min(count, at + step) };
}

export function useWindow(count: number, at: number, hand: Span, fetch: (side: 'before' | 'after') => void): Window {
  const [span, setSpan] = useState({ from: 0, to: 2 * step });
  const { from, to } = windowAround(span, count, at);
  const before = useRef<HTMLDivElement>(null);
  const after = useRef<HTMLDivElement>(null);
  const { from: first, to: end } = hand;
  const grow = useCallback(
    (side: 'before' | 'after') => {
      const next = side === 'before' ? { from: Math.max(0, Math.max(from, first) - step), to } : { from, to: Math.min(to, end) + step };
      setSpan(next);
      if (side === 'before' ? next.from < first : next.to > end) fetch(side);
    },
    [from, to, first, end, fetch],
  );
  useEffect(() => {
    const seen = new IntersectionObserver((entries) => {
      const edge = entries.find((e) => e.isIntersecting);
      if (edge) grow(edge.target === before.current ? 'before' : 'after');
    });
    if (Math.max(from, first) > 0 && before.current) seen.observe(before.current);
    if (Math.min(to, end) < count && after.current) seen.observe(after.current);
    return () => seen.disconnect();
  }, [from, to, first, end, count, grow]);
  return { from: Math.max(from, first), to: Math.min(to, end), before, after };
}
