import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paceOf } from './pace.ts';

test('a quarter of 80,000 rows in two seconds: 10,000 a second, six seconds are left', () => {
  assert.deepEqual(paceOf(0.25, 2000, 80_000), { share: 0.25, perSecond: 10_000, secondsLeft: 6 });
});
test('nothing is guessed in the first moment, or where nothing is done or counted', () => {
  assert.equal(paceOf(0.5, 900, 100).secondsLeft, undefined);
  assert.equal(paceOf(0, 5000, 100).secondsLeft, undefined);
  assert.equal(paceOf(0.5, 5000, 0).perSecond, undefined);
});
