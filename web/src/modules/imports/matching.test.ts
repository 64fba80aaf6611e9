import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf, judge } from './matching.ts';

const known = [
  { key: 'code', name: 'Mã', required: true },
  { key: 'full_name', name: 'Họ và tên', required: true },
  { key: 'gender', name: 'Giới tính', required: false },
];

test('what is missing and what two columns claim is named', () => {
  assert.deepEqual(judge(known, ['code', '', 'gender', 'gender']), { missing: ['Họ và tên'], doubled: ['Giới tính'] });
  assert.deepEqual(judge(known, ['code', 'full_name']), { missing: [], doubled: [] });
});
test('every column of the file is told, also one that is not read', () => {
  assert.equal(columnsOf(['Mã', 'Ghi chú'], ['code', '']), '{"Mã":"code","Ghi chú":""}');
});
