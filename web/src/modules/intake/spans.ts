// Cutting a text into pieces by the spans that lie on it, and moving a span's ends by letter, by word or by
// what was selected. No white space at either end of a span; a span is never empty.
import type { CodePoints } from './codePoints.ts';

export interface Span {
  start: number;
  end: number;
}
export interface Piece<T extends Span> extends Span {
  over: readonly T[]; // shortest first: the one a click means
}

export function cutPieces<T extends Span>(from: number, to: number, spans: readonly T[]): Piece<T>[] {
  const inside = spans.filter((s) => s.start < to && s.end > from && s.end > s.start);
  const edges = new Set([from, to]);
  for (const s of inside) {
    edges.add(Math.max(s.start, from));
    edges.add(Math.min(s.end, to));
  }
  const sorted = [...edges].sort((a, b) => a - b);
  const pieces: Piece<T>[] = [];
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const start = sorted[i] as number;
    const end = sorted[i + 1] as number;
    const over = inside.filter((s) => s.start <= start && s.end >= end).sort((a, b) => a.end - a.start - (b.end - b.start));
    pieces.push({ start, end, over });
  }
  return pieces;
}

const isSpace = (ch: string): boolean => /\s/u.test(ch);
const isWord = (ch: string): boolean => /[\p{L}\p{M}\p{N}]/u.test(ch);

export function trimSpan(text: CodePoints, span: Span): Span | undefined {
  let start = Math.max(text.start, Math.min(span.start, span.end));
  let end = Math.min(text.end, Math.max(span.start, span.end));
  while (start < end && isSpace(text.slice(start, start + 1))) start += 1;
  while (end > start && isSpace(text.slice(end - 1, end))) end -= 1;
  return start < end ? { start, end } : undefined;
}

// Grows a rough selection to whole words, as a hand with a mouse means it.
export function snapToWords(text: CodePoints, span: Span): Span | undefined {
  const trimmed = trimSpan(text, span);
  if (!trimmed) return undefined;
  let { start, end } = trimmed;
  while (start > text.start && isWord(text.slice(start, start + 1)) && isWord(text.slice(start - 1, start))) start -= 1;
  while (end < text.end && isWord(text.slice(end - 1, end)) && isWord(text.slice(end, end + 1))) end += 1;
  return { start, end };
}

// The first word at or after a place: where a span begins that is then moved by keys.
export function wordAfter(text: CodePoints, place: number): Span | undefined {
  for (let at = Math.max(place, text.start); at < text.end; at += 1) if (isWord(text.slice(at, at + 1))) return snapToWords(text, { start: at, end: at + 1 });
  return place > text.start ? wordAfter(text, text.start) : undefined;
}

// The next place of these words, as they are typed or in other capitals, from `after` on and then from the beginning.
export function findSpan(raw: string, text: CodePoints, typed: string, after: number): Span | undefined {
  const wanted = typed.normalize('NFC').trim().toLowerCase();
  if (wanted === '') return undefined;
  const where = raw.toLowerCase();
  const next = where.indexOf(wanted, text.toUnit(after));
  const at = next >= 0 ? next : where.indexOf(wanted);
  return at < 0 ? undefined : { start: text.toCodePoint(at), end: text.toCodePoint(at + wanted.length) };
}

export type Edge = 'start' | 'end';

export function moveEdge(text: CodePoints, span: Span, edge: Edge, by: -1 | 1, step: 'letter' | 'word'): Span {
  let at = span[edge] + by;
  if (step === 'word') {
    // From inside or beside a word to its far side.
    const look = (i: number): string => (by > 0 ? text.slice(i - 1, i) : text.slice(i, i + 1));
    const inside = (i: number): boolean => i > text.start && i < text.end;
    while (inside(at) && isSpace(look(at))) at += by;
    while (inside(at) && isWord(look(at)) && isWord(by > 0 ? text.slice(at, at + 1) : text.slice(at - 1, at))) at += by;
  } else {
    // A letter step never rests on a space.
    const touching = (i: number): string => (edge === 'end' ? text.slice(i - 1, i) : text.slice(i, i + 1));
    while (at > text.start && at < text.end && isSpace(touching(at))) at += by;
  }
  const next = { ...span, [edge]: Math.min(Math.max(at, text.start), text.end) };
  if (next.start >= next.end) return span;
  return trimSpan(text, next) ?? span;
}
