import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldError, readProblem } from './problem.ts';

test('what is wrong with a field is said beside it, in its own words', () => {
  const refused = readProblem(400, { detail: 'Một số mục chưa đúng.', field: 'account', key: 'request.fields', problems: [{ field: 'account', key: 'members.account_unknown', sentence: 'Không có tài khoản này.' }] });
  assert.equal(fieldError(refused, 'account'), 'Không có tài khoản này.');
  assert.equal(fieldError(refused, 'name'), undefined);
});
test('a refusal of one field alone is said beside it too', () => {
  assert.equal(fieldError(readProblem(400, { detail: 'Cần có lý do.', field: 'reason' }), 'reason'), 'Cần có lý do.');
});
