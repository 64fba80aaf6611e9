import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvOf, pivot, queryOf, readAsked, totalOf } from './query.ts';

const day = '2026-11-22';

test('without a word in the address: the members of what stands below, on the day', () => {
  assert.deepEqual(queryOf(readAsked({}, day), 'TW', day), { measure: 'members', unit: 'TW', by: ['child'], structure: { mode: 'as_was' }, on: day });
});
test('a flow has a period whose last day is inside it', () => {
  const q = queryOf(readAsked({ m: 'admissions', by: 'gender', from: '2023-01-01', to: '2023-12-31', s: '2025-07-01' }, day), 'P12', day);
  assert.deepEqual(q.period, { from: '2023-01-01', to: '2024-01-01' });
  assert.deepEqual(q.structure, { mode: 'restated', on: '2025-07-01' });
});
test('steps of time take the place of the second division', () => {
  const q = queryOf(readAsked({ by: 'child,gender', step: 'quarter', from: '2026-01-01' }, day), 'P12', day);
  assert.deepEqual(q.by, ['child', 'time']);
  assert.equal(q.series?.step, 'quarter');
  assert.deepEqual(totalOf(q).by, ['time']);
});
test('two divisions of places, or one that the measure lacks, are not asked', () => {
  assert.deepEqual(readAsked({ by: 'child,level:commune' }, day).by, ['child']);
  assert.deepEqual(readAsked({ m: 'admissions', by: 'child,reason' }, day).by, ['child']);
  assert.deepEqual(readAsked({ by: 'none' }, day).by, []);
});
test('rows become a table of the second division, with what is missing empty', () => {
  assert.deepEqual(pivot([['P1', 'female', 3], ['P1', 'male', null], ['P2', 'male', 4]], 2), {
    columns: ['female', 'male'],
    rows: [{ key: 'P1', cells: [3, null] }, { key: 'P2', cells: [null, 4] }],
  });
});
test('a sheet runs no cell', () => {
  assert.equal(csvOf([['=1+1', 'a,b', '-5']]), "﻿'=1+1,\"a,b\",-5\r\n");
});
