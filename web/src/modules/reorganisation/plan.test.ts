import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf, codesOf, emptyStep, intoOf, readAssign, readParts } from './plan.ts';

const fresh = { code: 'P90', name: 'Đảng bộ tỉnh Mới', kind: 'province', level: 'province', parent_code: 'TW' };

test('a merge needs two units and a whole new one', () => {
  assert.equal(changeOf({ ...emptyStep, from: ['P01'], fresh }), undefined);
  assert.equal(changeOf({ ...emptyStep, from: ['P01', 'P02'] }), undefined);
  assert.deepEqual(changeOf({ ...emptyStep, from: ['P01', 'P02'], fresh }), { verb: 'merge', from: ['P01', 'P02'], into: fresh });
});
test('a split reads its parts and who goes where, line by line', () => {
  const like = { kind: 'province', level: 'province', parent_code: 'TW' };
  assert.deepEqual(readParts('P91 Đảng bộ  tỉnh Bắc\nP05\n', like), [{ code: 'P91', name: 'Đảng bộ tỉnh Bắc', ...like }, 'P05']);
  assert.deepEqual(readAssign('C1 P91\nC2 → P05\nC3,P05'), { C1: 'P91', C2: 'P05', C3: 'P05' });
});
test('what a change begins with and what comes out of it', () => {
  const change = changeOf({ ...emptyStep, verb: 'absorb', from: ['P01'], into: 'P05' });
  assert.ok(change);
  assert.deepEqual(codesOf(change), ['P01']);
  assert.deepEqual(intoOf(change), [{ code: 'P05', name: '' }]);
});
