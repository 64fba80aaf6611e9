import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastMonthEnd, partsOf, readPeriod, writePeriod } from './period.ts';

test('a year, a half, a quarter and a month have their first and last days', () => {
  assert.deepEqual(readPeriod('2024'), { from: '2024-01-01', until: '2024-12-31' });
  assert.deepEqual(readPeriod('2024-H2'), { from: '2024-07-01', until: '2024-12-31' });
  assert.deepEqual(readPeriod('2024-Q1'), { from: '2024-01-01', until: '2024-03-31' });
  assert.deepEqual(readPeriod('2024-02'), { from: '2024-02-01', until: '2024-02-29' });
  assert.deepEqual(readPeriod('2024-01-15..2024-02-03'), { from: '2024-01-15', until: '2024-02-03' });
});
test('what is no period is none', () => {
  for (const text of [undefined, '', '2024-Q5', '2024-13', '24', '2024-02-03..2024-01-15']) assert.equal(readPeriod(text), undefined, text);
});
test('two days that are a named period are written by its name', () => {
  for (const name of partsOf(2023)) assert.equal(writePeriod(readPeriod(name) ?? { from: '', until: '' }), name);
  assert.equal(writePeriod({ from: '2023-01-01', until: '2023-02-01' }), '2023-01-01..2023-02-01');
});
test('the month before January is December', () => {
  assert.equal(lastMonthEnd('2026-01-20'), '2025-12-31');
  assert.equal(lastMonthEnd('2024-03-31'), '2024-02-29');
});
