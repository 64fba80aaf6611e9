import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codePoints } from './codePoints.ts';
import { cutPieces, moveEdge, snapToWords, trimSpan } from './spans.ts';

const text = 'Kết luận số 50-KL/TW ngày 28/2/2023 để sơ kết';
const cp = codePoints(text);
const said = (s: { start: number; end: number } | undefined): string => (s ? cp.slice(s.start, s.end) : '');

test('code points and units differ only after wide characters', () => {
  const wide = codePoints('a😀b😀c');
  assert.equal(wide.end, 5);
  assert.equal(wide.slice(1, 2), '😀');
  assert.equal(wide.slice(2, 5), 'b😀c');
  assert.equal(wide.toUnit(4), 6);
  assert.equal(wide.toCodePoint(6), 4);
  assert.equal(wide.toCodePoint(3), 2);
});

test('pieces cover the text once and know what lies over them, innermost first', () => {
  const a = { id: 'a', start: 0, end: 20 };
  const b = { id: 'b', start: 12, end: 14 };
  const pieces = cutPieces(0, text.length, [a, b]);
  assert.equal(pieces.map((p) => cp.slice(p.start, p.end)).join(''), text);
  assert.deepEqual(pieces.find((p) => p.start === 12)?.over.map((s) => s.id), ['b', 'a']);
  assert.deepEqual(pieces.at(-1)?.over, []);
});

test('a span that crosses a border of a paragraph is cut there', () => {
  assert.deepEqual(cutPieces(5, 10, [{ start: 0, end: 7 }]).map((p) => [p.start, p.end, p.over.length]), [[5, 7, 1], [7, 10, 0]]);
});

test('no white space at the ends, never empty', () => {
  assert.equal(said(trimSpan(cp, { start: 8, end: 12 })), 'số');
  assert.equal(trimSpan(cp, { start: 8, end: 9 }), undefined);
  assert.equal(said(trimSpan(cp, { start: 12, end: 8 })), 'số');
});

test('a rough selection grows to whole words', () => {
  assert.equal(said(snapToWords(cp, { start: 1, end: 10 })), 'Kết luận số');
});

test('an end moves by letter over spaces and by word', () => {
  const span = { start: 0, end: 11 };
  assert.equal(said(span), 'Kết luận số');
  assert.equal(said(moveEdge(cp, span, 'end', 1, 'letter')), 'Kết luận số 5');
  assert.equal(said(moveEdge(cp, span, 'end', 1, 'word')), 'Kết luận số 50');
  assert.equal(said(moveEdge(cp, span, 'end', -1, 'word')), 'Kết luận');
  assert.equal(said(moveEdge(cp, span, 'start', 1, 'word')), 'luận số');
  assert.equal(said(moveEdge(cp, { start: 4, end: 11 }, 'start', -1, 'word')), 'Kết luận số');
});

test('a span cannot be turned inside out or leave the text', () => {
  const one = { start: 0, end: 1 };
  assert.deepEqual(moveEdge(cp, one, 'end', -1, 'letter'), one);
  assert.deepEqual(moveEdge(cp, one, 'start', -1, 'word'), one);
  const all = { start: 0, end: cp.end };
  assert.deepEqual(moveEdge(cp, all, 'end', 1, 'word'), all);
});
