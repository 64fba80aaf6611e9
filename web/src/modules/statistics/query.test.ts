import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doorsOf, pivot, queryOf, readAsked, totalOf } from './query.ts';

const day = '2026-11-22';

test('without a word in the address: the members of what stands below, on the day', () => {
  assert.deepEqual(queryOf(readAsked({}, day), 'TW', day), { measure: 'members', unit: 'TW', by: ['child'], structure: { mode: 'as_was' }, on: day });
});
test('a flow has a period whose last day is inside it', () => {
  const q = queryOf(readAsked({ m: 'admissions', by: 'gender' }, day, { from: '2023-01-01', until: '2023-12-31' }), 'P12', day, '2025-07-01');
  assert.deepEqual(q.period, { from: '2023-01-01', to: '2024-01-01' });
  assert.deepEqual(q.structure, { mode: 'restated', on: '2025-07-01' });
});
test('steps of time take the place of the second division', () => {
  const q = queryOf(readAsked({ by: 'child,gender', step: 'quarter' }, day), 'P12', day);
  assert.deepEqual(q.by, ['child', 'time']);
  assert.deepEqual(q.series, { from: '2023-01-01', to: '2026-11-23', step: 'quarter' });
  assert.deepEqual(totalOf(q).by, ['time']);
});
test('two divisions of places, or one that the measure lacks, are not asked', () => {
  assert.deepEqual(readAsked({ by: 'child,level:commune' }, day).by, ['child']);
  assert.deepEqual(readAsked({ m: 'admissions', by: 'child,reason' }, day).by, ['child']);
  assert.deepEqual(readAsked({ by: 'none' }, day).by, []);
});
test('units, and nothing else, are divided by their kind', () => {
  assert.deepEqual(readAsked({ m: 'units', by: 'child,kind' }, day).by, ['child', 'kind']);
  assert.deepEqual(readAsked({ m: 'units', by: 'kind,gender' }, day).by, ['kind']);
  assert.deepEqual(readAsked({ by: 'kind' }, day).by, []);
});
test('rows become a table of the second division, with what is missing empty', () => {
  assert.deepEqual(pivot([['P1', 'female', 3], ['P1', 'male', null], ['P2', 'male', 4]], 2), {
    columns: ['female', 'male'],
    rows: [{ key: 'P1', cells: [3, null] }, { key: 'P2', cells: [null, 4] }],
  });
});
test('a plan may be the structure', () => {
  assert.deepEqual(queryOf(readAsked({}, day), 'TW', day, 'plan:SX-1').structure, { mode: 'planned', plan: 'SX-1' });
});
test('a figure leads to the unit below with the same division, to its years, to its people and to its page', () => {
  const q = queryOf(readAsked({ by: 'child,gender' }, day), 'TW', day);
  assert.deepEqual(doorsOf(q, ['P12', 'female']), [
    { key: 'below', to: '/statistics?unit=P12&by=child,gender' },
    { key: 'overTime', to: '/statistics?unit=P12&by=gender&step=year' },
    { key: 'people', to: '/members?unit=P12&gender=female' },
    { key: 'unit', to: '/units/P12' },
  ]);
});
test('a figure of a value that no list can be filtered by leads to no list; one of no unit leads nowhere', () => {
  const q = queryOf(readAsked({ by: 'age_band' }, day), 'P12', day);
  assert.deepEqual(doorsOf(q, ['18-30']).map((d) => d.key), ['byUnit', 'overTime', 'unit']);
  assert.deepEqual(doorsOf(queryOf(readAsked({}, day), 'TW', day), ['']), []);
});
