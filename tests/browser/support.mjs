// What the tests share: pages that collect what the console complains of, sign-in, axe, pictures.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { admin, axeSource, root } from './machine.mjs';

// Network answers of 4xx are written to the console by the browser; tests that provoke one say so.
const expected = /the server responded with a status of (400|401|403|404|409|422|413)/;

export async function openPage(machine, options = {}) {
  const context = await machine.browser.newContext({ viewport: { width: 1360, height: 850 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = [];
  page.on('console', (m) => {
    if ((m.type() === 'error' || /Content Security Policy/.test(m.text())) && !expected.test(m.text())) complaints.push(m.text().slice(0, 300));
  });
  page.on('pageerror', (e) => complaints.push(String(e).slice(0, 300)));
  return Object.assign(page, { complaints, address: machine.address });
}

export async function signIn(page, account = admin) {
  await page.goto(`${page.address}/sign-in`);
  await page.fill('#name', account.name);
  await page.fill('#password', account.password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.shell');
}

// A page in the administrator's session, which is opened once for all tests.
export async function signedIn(machine, options = {}) {
  if (!machine.session) {
    const page = await openPage(machine);
    await signIn(page);
    machine.session = (await page.context().storageState()).cookies;
    await page.context().close();
  }
  return openPage(machine, { ...options, storageState: { cookies: machine.session, origins: [] } });
}

export async function visit(page, to) {
  await page.goto(page.address + to);
  await settle(page);
}

// Nothing is loading any more.
export async function settle(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
}

export function assertQuiet(page) {
  assert.deepEqual(page.complaints, [], 'the console complained');
}

export async function axe(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }));
  return result.violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id} (${v.impact}) ×${v.nodes.length}: ${v.nodes[0].html.slice(0, 160)} — ${v.nodes[0].failureSummary.split('\n')[1] ?? ''}`);
}

export async function picture(page, name) {
  if (process.env.LIENTHONG_PICTURES !== '1') return;
  const folder = path.join(root, 'docs', 'pictures');
  fs.mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

// One call of the API in the session of the page.
export async function api(page, method, to, body, headers = {}) {
  if (!page.url().startsWith(page.address)) await page.goto(`${page.address}/`);
  return page.evaluate(
    async ({ method, to, body, headers }) => {
      const session = await (await fetch('/api/v1/session')).json();
      const answer = await fetch(`/api/v1${to}`, {
        method,
        headers: { 'X-CSRF-Token': session.csrf, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, value: text ? JSON.parse(text) : null };
    },
    { method, to, body, headers },
  );
}

export async function dropFiles(page, files) {
  const data = files.map((f) => ({ name: f.name, base64: Buffer.from(f.content).toString('base64') }));
  const transfer = await page.evaluateHandle((list) => {
    const t = new DataTransfer();
    for (const f of list) t.items.add(new File([Uint8Array.from(atob(f.base64), (c) => c.charCodeAt(0))], f.name));
    return t;
  }, data);
  await page.dispatchEvent('.drop', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer });
}

export const demoText = (name) => ({ name, content: fs.readFileSync(path.join(root, 'data', 'demo', 'texts', name)) });
