import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold, formatBytes, formatDay, formatNumber, formatTime, parseDay, todayIso, formatPeriod, parseNumber } from './format.ts';

test('numbers are grouped by dots in Vietnamese and by commas in English', () => {
  assert.equal(formatNumber(53800), '53.800');
  assert.equal(formatNumber(3.5), '3,5');
  assert.equal(formatNumber(-1234567), '−1.234.567');
  assert.equal(formatNumber(53800, 'en'), '53,800');
  assert.equal(formatNumber(null), '');
});

test('days keep what the source did not say', () => {
  assert.equal(formatDay('2023-02-28'), '28/02/2023');
  assert.equal(formatDay('2023-04'), '04/2023');
  assert.equal(formatDay('2023-Q1'), 'Quý I/2023');
  assert.equal(formatDay('2023-H2'), '6 tháng cuối năm 2023');
  assert.equal(formatDay('--12-29'), '29/12');
  assert.equal(formatDay('--Q2'), 'Quý II');
  assert.equal(formatDay('--06'), 'tháng 06');
  assert.equal(formatDay('---25'), 'ngày 25');
  assert.equal(formatDay('--H1'), '6 tháng đầu năm');
  assert.equal(formatDay('R/month-25'), 'ngày 25 hằng tháng');
  assert.equal(formatDay('R/quarter-last-month-25'), 'ngày 25 tháng cuối quý');
  assert.equal(formatDay('R/year-06-15'), 'ngày 15/06 hằng năm');
  assert.equal(formatDay('R/year-06'), 'tháng 06 hằng năm');
  assert.equal(formatDay('một lời'), 'một lời');
  assert.equal(formatDay('2023'), '2023');
});

test('typed days are read in every office form and impossible ones are refused', () => {
  for (const typed of ['28/2/2023', '28-02-2023', '28.2.2023', '2023-2-28', '28022023'])
    assert.equal(parseDay(typed), '2023-02-28', typed);
  for (const typed of ['29/2/2023', '31/4/2023', '1/13/2023', '1/1/1849', '1/1/2200', 'hôm nay', ''])
    assert.equal(parseDay(typed), undefined, typed);
  assert.equal(parseDay('29/2/2024'), '2024-02-29');
});

test('the day of a time is the day in Hanoi', () => {
  assert.equal(todayIso(Date.UTC(2025, 5, 30, 17, 30)), '2025-07-01');
  assert.equal(formatTime(Date.UTC(2023, 1, 27, 20, 5) * 1000), '28/02/2023 03:05');
});

test('folding joins tone styles and drops marks', () => {
  assert.equal(fold('Tỉnh uỷ Đắk Lắk'), fold('tinh ủy dak lak'));
  assert.equal(fold('Hòa'), fold('Hoà'));
});

test('sizes read as people say them', () => {
  assert.equal(formatBytes(500), '500 B');
  assert.equal(formatBytes(1536), '1,5 kB');
  assert.equal(formatBytes(5 * 1024 * 1024, 'en'), '5 MB');
});

test('numbers are read as the language writes them', () => {
  assert.equal(parseNumber('6.000.000'), 6_000_000);
  assert.equal(parseNumber(' 3,5 '), 3.5);
  assert.equal(parseNumber('-0,5'), -0.5);
  assert.equal(parseNumber('6,000,000', 'en'), 6_000_000);
  for (const text of ['', 'ba', '3.5', '1.00', '1,2,3']) assert.equal(parseNumber(text), undefined, text);
});

test('periods are said as offices say them', () => {
  assert.deepEqual(['2023', '2023-H2', '2023-Q1', '2023-03', '2023-01-15..2023-02-03'].map((p) => formatPeriod(p)), ['Năm 2023', '6 tháng cuối năm 2023', 'Quý I/2023', 'Tháng 03/2023', '15/01/2023 – 03/02/2023']);
});
