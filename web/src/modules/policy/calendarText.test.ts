import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDays, writeDays } from './calendarText.ts';

test('what is written is read again', () => {
  const days = [
    { date: '2026-02-16', kind: 'off', name: 'Tết Âm lịch' },
    { date: '2026-08-22', kind: 'work', name: 'Làm bù cho thứ Hai 31/8' },
  ] as const;
  assert.deepEqual(readDays(writeDays(days)), { days: [...days] });
});
test('semicolons of a spreadsheet, English words and blank lines are read', () => {
  assert.deepEqual(readDays('1/1/2027; OFF; New Year\n\n').days, [{ date: '2027-01-01', kind: 'off', name: 'New Year' }]);
});
test('the first line that cannot be read is named', () => {
  assert.deepEqual(readDays('01/01/2027 nghỉ Tết\n31/02/2027 nghỉ gì đó').bad, { line: 2, text: '31/02/2027 nghỉ gì đó' });
  assert.equal(readDays('01/01/2027 nghỉ').bad?.line, 1);
});
