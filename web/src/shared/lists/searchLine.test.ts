import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDay } from '../i18n/format.ts';
import { parseSearch, type SearchField } from './searchLine.ts';

const fields: SearchField[] = [
  { key: 'number', names: ['số', 'no'] },
  { key: 'kind', names: ['loại'], values: { resolution: ['Nghị quyết', 'NQ'], conclusion: ['Kết luận', 'KL'], decision: ['Quyết định', 'QĐ'], regulation: ['Quy định'] } },
  { key: 'issuer', names: ['cơ quan', 'nơi ban hành'] },
  { key: 'from', names: ['từ', 'từ ngày'], day: parseDay },
];

test('plain words stay words', () => {
  assert.deepEqual(parseSearch('sơ kết "tinh gọn bộ máy"', fields), { text: 'sơ kết "tinh gọn bộ máy"', fields: {}, problems: [] });
});
test('fields are found with and without diacritics, in both languages and by key', () => {
  for (const line of ['số:50', 'so:50', 'no:50', 'number:50', 'Số: 50'])
    assert.deepEqual(parseSearch(line, fields).fields, { number: '50' }, line);
});
test('listed values take their words, their abbreviation and a beginning that is unique', () => {
  assert.deepEqual(parseSearch('loại:"kết luận"', fields).fields, { kind: 'conclusion' });
  assert.deepEqual(parseSearch('loại:NQ', fields).fields, { kind: 'resolution' });
  assert.deepEqual(parseSearch('loại:quyết', fields).fields, { kind: 'decision' });
  assert.deepEqual(parseSearch('loại:quy', fields).problems, [{ field: 'kind', value: 'quy' }]);
});
test('a field name of several words is taken whole and words before it stay', () => {
  const s = parseSearch('tổ chức cơ quan:"Bộ Chính trị" năm', fields);
  assert.deepEqual(s.fields, { issuer: 'Bộ Chính trị' });
  assert.equal(s.text, 'tổ chức năm');
});
test('days are read and impossible days are told, not dropped in silence', () => {
  assert.deepEqual(parseSearch('từ:28/2/2023', fields).fields, { from: '2023-02-28' });
  assert.deepEqual(parseSearch('từ:30/2/2023', fields).problems, [{ field: 'from', value: '30/2/2023' }]);
});
test('what is no field stays in the text', () => {
  assert.equal(parseSearch('http://vi.du', fields).text, 'http://vi.du');
  assert.equal(parseSearch('50-KL/TW', fields).text, '50-KL/TW');
});
