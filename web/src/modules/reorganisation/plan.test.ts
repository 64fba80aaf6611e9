import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf, codesOf, emptyStep, intoOf, readAssign, readParts, receiversOf, treeOf } from './plan.ts';

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
test('a plan has two trees, and what it does not touch is their root', () => {
  const units = [
    { code: 'P01', fate: 'ended', parent_before: 'TW', parent_after: '' },
    { code: 'P09', fate: 'established', parent_before: '', parent_after: 'TW' },
    { code: 'H01', fate: 'moved_along', parent_before: 'P01', parent_after: 'P09' },
  ];
  const drawn = (side: 'before' | 'after'): unknown => treeOf(units, side).map((root) => [root.code, root.unit?.fate, root.below.map((b) => [b.code, b.below.map((c) => c.code)])]);
  assert.deepEqual(drawn('before'), [['TW', undefined, [['P01', ['H01']]]]]);
  assert.deepEqual(drawn('after'), [['TW', undefined, [['P09', ['H01']]]]]);
});
test('roles pass only to what comes out of a merger or a division', () => {
  assert.deepEqual(receiversOf([{ verb: 'merge', from: ['P01', 'P02'], into: fresh }, { verb: 'establish', into: { ...fresh, code: 'B1' } }, { verb: 'absorb', from: 'P03', into: 'P90' }]), ['P90']);
});
test('a step of one unit may name it as files do', () => {
  assert.deepEqual([codesOf({ verb: 'end', unit: 'P1' }), codesOf({ verb: 'end', from: 'P1' }), codesOf({ verb: 'merge', from: ['P1', 'P2'] }), codesOf({ verb: 'establish' })], [['P1'], ['P1'], ['P1', 'P2'], []]);
});
