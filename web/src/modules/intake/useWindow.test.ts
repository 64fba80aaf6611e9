import assert from 'node:assert/strict';
import { test } from 'node:test';
import { windowAround } from './useWindow.ts';

test('a window holds the chosen row and never leaves the list', () => {
  const first = { from: 0, to: 300 };
  assert.deepEqual(windowAround(first, 20, 3), { from: 0, to: 20 });
  assert.deepEqual(windowAround(first, 60_000, 5), { from: 0, to: 300 });
  assert.deepEqual(windowAround(first, 60_000, 299), { from: 0, to: 300 });
  assert.deepEqual(windowAround(first, 60_000, 300), { from: 150, to: 450 });
  assert.deepEqual(windowAround(first, 60_000, 59_999), { from: 59_849, to: 60_000 });
  assert.deepEqual(windowAround({ from: 400, to: 700 }, 100, -1), { from: 99, to: 100 });
  assert.deepEqual(windowAround(first, 0, -1), { from: 0, to: 0 });
});
