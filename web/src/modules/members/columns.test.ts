import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headOf } from './columns.ts';

test('the names of the first line, whatever separates them', () => {
  assert.deepEqual(headOf('﻿code,full_name\r\nSK-1,Trần'), ['code', 'full_name']);
  assert.deepEqual(headOf('Mã;"Họ và tên";Giới\n'), ['Mã', 'Họ và tên', 'Giới']);
  assert.deepEqual(headOf(''), []);
});
