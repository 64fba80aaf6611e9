import assert from 'node:assert/strict';
import { api, assertQuiet, axe, picture, settle, signedIn, visit } from './support.mjs';

async function addDocument(page, part) {
  const answer = await api(page, 'POST', '/documents', { kind: 'guideline', code: 'HD/TU', owner_unit: 'P12', issuer: 'Ban Thường vụ Tỉnh ủy Sơn Khê', subject: 'về một việc', issued: '2024-03-01', open_to_all: true, ...part });
  assert.equal(answer.status, 201, JSON.stringify(answer.value));
  return answer.value.document;
}

export const tests = [
  {
    name: 'register: a document is entered by its form and gets the next number',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/documents/new?unit=P12');
      await page.fill('#document-code', 'HD/TU');
      await page.fill('#document-issued', '20.2.2024');
      await page.fill('#document-subject', 'về quản lý hồ sơ đảng viên ở chi bộ <script>alert(1)</script>');
      await page.fill('#document-issuer', 'Ban Thường vụ Tỉnh ủy Sơn Khê');
      await page.click('#document-kind');
      await page.keyboard.type('Hướng dẫn');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Vào sổ' }).click();
      await page.getByRole('heading', { level: 1, name: /HD\/TU/ }).waitFor();
      assert.match(await page.textContent('.lead'), /<script>alert\(1\)<\/script>/);
      assertQuiet(page);
    },
  },
  {
    name: 'register: a number that is taken is refused with a sentence, and the draft stays',
    async run(machine) {
      const page = await signedIn(machine);
      const old = await addDocument(page, { number: 77, subject: 'về số đã có' });
      assert.equal(old.number, 77);
      await visit(page, '/documents/new?unit=P12');
      await page.click('#document-kind');
      await page.keyboard.type('Hướng dẫn');
      await page.keyboard.press('Enter');
      await page.fill('#document-number', '77');
      await page.fill('#document-code', 'HD/TU');
      await page.fill('#document-issued', '1/4/2024');
      await page.fill('#document-subject', 'về số trùng');
      await page.getByRole('button', { name: 'Vào sổ' }).click();
      await page.locator('form [role=alert], form .field-error').first().waitFor();
      await page.reload();
      await settle(page);
      assert.equal(await page.inputValue('#document-subject'), 'về số trùng');
      await page.evaluate(() => localStorage.removeItem('lienthong.draft.document'));
    },
  },
  {
    name: 'list: state is in the address; a copied address shows the same; keys move and open',
    async run(machine) {
      const page = await signedIn(machine);
      for (let i = 0; i < 25; i += 1) await addDocument(page, { subject: `về đợt sinh hoạt thứ ${i}`, issued: `2024-05-${String(1 + i).padStart(2, '0')}` });
      await visit(page, '/documents');
      await page.getByRole('searchbox', { name: 'Tìm văn bản' }).or(page.getByLabel('Tìm văn bản')).first().fill('loại:"hướng dẫn" từ:5/5/2024 sinh hoat');
      await page.keyboard.press('Enter');
      await page.waitForURL(/kind=guideline/);
      assert.match(page.url(), /from=2024-05-05/);
      await page.locator('.grid-foot', { hasText: /^21 / }).waitFor();
      const count = await page.locator('.grid-foot').textContent();
      const copy = await signedIn(machine);
      await copy.goto(page.url());
      await copy.locator('.grid-foot', { hasText: count }).waitFor();
      assert.equal(await copy.locator('.chip').count(), 2);
      await page.focus('[role=grid]');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await page.getByText('Đã chọn 1').waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/documents\/\d+/);
      await page.goBack();
      await page.waitForURL(/kind=guideline/);
      await picture(page, 'documents');
      assertQuiet(page);
    },
  },
  {
    name: 'list: a view is saved and comes back',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/documents?kind=guideline&sort=oldest');
      await page.getByRole('button', { name: 'Danh sách đã lưu' }).click();
      await page.getByLabel('Tên danh sách').fill('Hướng dẫn của tôi');
      await page.getByRole('button', { name: 'Lưu danh sách này' }).click();
      await page.getByRole('button', { name: 'Hướng dẫn của tôi' }).waitFor();
      await visit(page, '/documents');
      await page.getByRole('button', { name: 'Danh sách đã lưu' }).click();
      await page.getByRole('button', { name: 'Hướng dẫn của tôi' }).click();
      await page.waitForURL(/kind=guideline/);
      assert.match(page.url(), /sort=oldest/);
      assertQuiet(page);
    },
  },
  {
    name: 'list: what is seen is what is exported',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/documents?kind=guideline&cols=label,subject');
      await page.getByRole('button', { name: 'Xuất những gì đang thấy' }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
      const stream = await download.createReadStream();
      const parts = [];
      for await (const part of stream) parts.push(part);
      const lines = Buffer.concat(parts).toString('utf8').trim().split(/\r?\n/);
      assert.equal(lines[0].replace(/^\uFEFF/, ''), '"Số, ký hiệu",Trích yếu');
      assert.ok(lines.length > 20);
    },
  },
  {
    name: 'record: a relation is added, drawn and told from both ends; the state follows the day',
    async run(machine) {
      const page = await signedIn(machine);
      const old = await addDocument(page, { subject: 'về quy trình cũ', issued: '2024-01-05' });
      const fresh = await addDocument(page, { subject: 'về quy trình mới', issued: '2024-06-01' });
      await visit(page, `/documents/${fresh.id}`);
      await page.getByRole('button', { name: 'Thêm quan hệ' }).click();
      await page.fill('#relation-target', 've quy trinh cu');
      await page.getByRole('option', { name: /quy trình cũ/ }).first().click();
      await page.locator('form').getByRole('button', { name: 'Thêm quan hệ' }).click();
      await page.waitForSelector('svg.diagram .node');
      await picture(page, 'document');
      assert.deepEqual(await axe(page), []);
      await visit(page, `/documents/${old.id}`);
      await page.getByText('được thay thế bởi').first().waitFor();
      await page.locator('.page-head .tag.bad').waitFor();
      await visit(page, `/documents/${old.id}?on=2024-02-01`);
      await page.locator('.page-head .tag.good').waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'record: a save over an old version shows both',
    async run(machine) {
      const page = await signedIn(machine);
      const d = await addDocument(page, { subject: 'về bản đầu' });
      await visit(page, `/documents/${d.id}`);
      await page.getByRole('button', { name: 'Sửa', exact: true }).click();
      await page.fill('#document-subject', 'về bản của tôi');
      const { id, version, state, label, owner_name, term, status, timeline, files, ...fields } = d;
      const other = await api(page, 'PUT', `/documents/${id}`, { ...fields, subject: 'về bản của người khác' }, { 'If-Match': `"${version}"` });
      assert.equal(other.status, 200, JSON.stringify(other.value));
      void [state, label, owner_name, term, status, timeline, files];
      await page.getByRole('button', { name: 'Lưu văn bản' }).click();
      await page.getByText('Người khác vừa sửa trước').waitFor();
      await page.getByText('về bản của người khác').waitFor();
      await page.getByRole('button', { name: 'Lưu bản này lên trên' }).click();
      await page.locator('.lead', { hasText: 'về bản của tôi' }).waitFor();
    },
  },
  {
    name: 'numbers: one is taken, one is reserved, the series shows its gaps',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/series?unit=P12');
      await page.fill('#series-code', 'QĐ/TU');
      await page.getByRole('button', { name: 'Lấy số kế tiếp' }).click();
      await page.getByText(/Đã lấy số/).waitFor();
      await page.fill('#series-number', '9');
      await page.fill('#series-reason', 'Để dành cho quyết định của hội nghị tháng sau');
      await page.getByRole('button', { name: 'Để dành một số' }).click();
      await page.getByText(/Đã để dành số/).waitFor();
      await page.getByRole('link', { name: 'QĐ/TU' }).first().click();
      await page.waitForURL(/\/series\/\d+/);
      await page.getByText('Để dành cho quyết định của hội nghị tháng sau').waitFor();
      await picture(page, 'series');
      assertQuiet(page);
    },
  },
  {
    name: 'tallies: every number is a door to its rows',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/documents/tallies?by=kind');
      const row = page.locator('.small-table tbody tr', { hasText: 'Hướng dẫn' }).first();
      const count = (await row.locator('.number').textContent()).trim();
      await row.getByRole('link').click();
      await page.waitForURL(/kind=guideline/);
      await page.locator('.grid-foot', { hasText: new RegExp(`^${count.replace('.', '\\.')} `) }).waitFor();
      assertQuiet(page);
    },
  },
];
