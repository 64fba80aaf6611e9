import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPartialDay, writePartialDay } from './partialDay.ts';

test('a whole day, a month and a year are read and written again', () => {
  for (const [typed, iso] of [['28/02/1975', '1975-02-28'], ['02/1975', '1975-02'], ['1975', '1975']] as const) {
    assert.equal(readPartialDay(typed), iso);
    assert.equal(writePartialDay(iso), typed);
  }
});
test('what is no date is none', () => {
  for (const typed of ['31/02/1975', '13/1975', '0/1975', '1700', 'tháng hai', '']) assert.equal(readPartialDay(typed), undefined);
});
