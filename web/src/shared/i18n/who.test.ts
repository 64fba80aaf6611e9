import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatActor, formatAgent } from './who.ts';

test('somebody at the machine is said in words, an account by its name', () => {
  assert.equal(formatActor('os:root'), 'máy chủ (root)');
  assert.equal(formatActor('os:root', 'en'), 'server (root)');
  assert.equal(formatActor('vanthu.tw'), 'vanthu.tw');
});

test('a browser is named as its owner names it', () => {
  assert.equal(formatAgent('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'), 'Chrome, Linux');
  assert.equal(formatAgent('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0'), 'Edge, Windows');
  assert.equal(formatAgent('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'), 'Safari, iPhone');
  assert.equal(formatAgent('curl/8.9.1'), 'curl/8.9.1');
});
