import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readField, readNumber, relationsOf, summarise, writeField } from './canonical.ts';

test('a document reads as offices cite it', () => {
  assert.equal(summarise('document', { kind: 'Kết luận', number: '50', code: 'KL/TW', date: '2023-02-28', issuer: 'Bộ Chính trị' }, 'x', 'vi'), 'Kết luận 50-KL/TW 28/02/2023 · Bộ Chính trị');
  assert.equal(summarise('document', { kind: 'Nghị định', number: '98', year: 2023, code: 'NĐ-CP' }, 'x', 'vi'), 'Nghị định 98/2023/NĐ-CP');
  assert.equal(summarise('document', { kind: 'Điều lệ', title: 'Điều lệ Đảng' }, 'x', 'vi'), 'Điều lệ Đảng');
});
test('figures show qualifier, ratio, range and unit', () => {
  assert.equal(summarise('figure', { value: 34, of: 67, unit: 'đơn vị' }, '', 'vi'), '34/67 đơn vị');
  assert.equal(summarise('figure', { value: [3, 4], unit: '%' }, '', 'vi'), '3–4 %');
  assert.equal(summarise('figure', { value: 53800, qualifier: 'gt', unit: 'đảng viên' }, '', 'vi'), 'trên 53.800 đảng viên');
});
test('a date says the year that the text gave it elsewhere', () => {
  assert.equal(summarise('date', { iso: '--Q2', resolved: '2024-Q2' }, 'quý II', 'vi'), 'Quý II/2024');
  assert.equal(summarise('date', { iso: '2023-08', part: 'mid' }, 'giữa tháng 8', 'vi'), 'giữa 08/2023');
  assert.equal(summarise('date', { recur: 'R/month-25' }, 'x', 'vi'), 'ngày 25 hằng tháng');
});
test('an unknown type still says its words', () => {
  assert.equal(summarise('something', {}, 'những lời ấy', 'vi'), 'những lời ấy');
});
test('typed values go back as the reader writes them', () => {
  assert.equal(readNumber('53.800'), 53800);
  assert.equal(readNumber('3,5'), 3.5);
  assert.equal(readNumber('hai'), undefined);
  assert.deepEqual(readField('number', '3–4'), [3, 4]);
  assert.deepEqual(readField('lines', 'Bí thư Tỉnh ủy\n\n Chủ tịch '), ['Bí thư Tỉnh ủy', 'Chủ tịch']);
  assert.equal(readField('text', '  '), null);
  assert.equal(writeField('number', 53800), '53.800');
  assert.equal(writeField('lines', ['a', 'b']), 'a\nb');
});
test('broken relations are left out, never thrown', () => {
  assert.deepEqual(relationsOf({ relations: [null, { rel: 'reviews', target: 'd5' }, 3] }), [{ rel: 'reviews', target: 'd5' }]);
  assert.deepEqual(relationsOf({}), []);
});
