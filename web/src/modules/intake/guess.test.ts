import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guess } from './guess.ts';

test('the words of a paper fill kind, number, code and day', () => {
  assert.deepEqual(guess('document', 'Kết luận số 50-KL/TW ngày 28/2/2023'), { kind: 'Kết luận', number: '50', code: 'KL/TW', date: '2023-02-28' });
  assert.deepEqual(guess('document', 'Nghị định số 30/2020/NĐ-CP'), { kind: 'Nghị định', number: '30', year: 2020, code: 'NĐ-CP' });
  assert.deepEqual(guess('document', 'một văn bản khác'), {});
});
test('a figure is its number and what is counted', () => {
  assert.deepEqual(guess('figure', '53.800 đảng viên'), { value: 53800, unit: 'đảng viên' });
  assert.deepEqual(guess('figure', 'đạt 3,5 %'), { value: 3.5, unit: '%' });
  assert.deepEqual(guess('figure', 'nhiều'), {});
});
test('a day in digits or in words', () => {
  assert.deepEqual(guess('date', 'ngày 5 tháng 9 năm 2024'), { iso: '2024-09-05' });
  assert.deepEqual(guess('date', '31/2/2024'), {});
});
test('everything else is its words', () => {
  assert.deepEqual(guess('person', 'Trần  Văn\nThử'), { name: 'Trần Văn Thử' });
  assert.deepEqual(guess('task', 'Rà soát chi bộ'), { summary: 'Rà soát chi bộ' });
});
