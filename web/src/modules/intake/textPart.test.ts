import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codePoints } from './codePoints.ts';
import { lastPart, partLength, partOf, spanOfPart, wholeLines } from './textPart.ts';

const lines = Array.from({ length: 4000 }, (_, i) => `Dòng 😀 số ${i + 1}, có một ít lời.`);
const known = new Set(lines);
const text = lines.join('\n');
const all = codePoints(text);

test('every place of a text lies in its part, with the lines around it whole', () => {
  const points = [...text];
  for (let place = 0; place < points.length; place += 7_777) {
    const { start, length } = spanOfPart(partOf(place));
    const part = wholeLines(points.slice(start, start + length).join(''), start, points.length);
    const cp = codePoints(part.raw, part.start);
    assert.ok(cp.start <= place && place < cp.end, String(place));
    assert.equal(cp.slice(place, place + 5), all.slice(place, Math.min(place + 5, cp.end)));
    for (const line of part.raw.split('\n')) assert.ok(known.has(line), line);
  }
  assert.equal(lastPart(points.length), partOf(points.length - 2001));
});

test('a short text is one part, a line of any length is cut', () => {
  assert.equal(lastPart(partLength), 0);
  assert.deepEqual(wholeLines('a\nb', 0, 3), { raw: 'a\nb', start: 0 });
  const long = 'x'.repeat(60_000);
  assert.equal(wholeLines(long, 48_000, 200_000).raw.length, 60_000);
});
