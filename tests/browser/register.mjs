import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
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
      await page.getByText('Bản nháp được giữ trên máy này').waitFor();
      await page.getByRole('button', { name: 'Bỏ bản nháp' }).click();
      assert.equal(await page.inputValue('#document-subject'), '');
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
      await page.locator('.grid-row.body').first().waitFor();
      await page.evaluate(() => scrollTo(0, 0));
      await picture(page, 'documents');
      // On paper every row is there, not only those in sight; grouping keeps the filter.
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      assert.equal(await page.locator('main .small-table tbody tr').count(), 21);
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await page.getByLabel('Nhóm theo…').selectOption('issuer');
      await page.waitForURL(/tallies\?.*by=issuer/);
      assert.match(page.url(), /kind=guideline/);
      await page.locator('.small-table tfoot', { hasText: '21' }).waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'list: keys and choices that follow each other at once each count, before the address has followed',
    async run(machine) {
      const page = await signedIn(machine);
      for (let i = 0; i < 6; i += 1) await addDocument(page, { subject: `về phím bấm liền nhau ${i}` });
      await visit(page, '/documents?text=li%E1%BB%81n+nhau');
      await page.locator('.grid-row.body').nth(5).waitFor();
      await page.focus('[role=grid]');
      await page.keyboard.press('ArrowDown');
      await page.waitForURL(/at=\d+/);
      await page.evaluate(async () => {
        const press = (to, event) => (to.dispatchEvent(event), new Promise((next) => queueMicrotask(next)));
        const grid = document.querySelector('[role=grid]');
        for (let i = 0; i < 3; i += 1) await press(grid, new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
        const order = document.querySelector('select[aria-label="Sắp theo"]');
        order.value = 'number';
        await press(order, new Event('change', { bubbles: true }));
      });
      await page.waitForURL(/sort=number/);
      const ids = (await api(page, 'GET', '/documents?text=li%E1%BB%81n+nhau')).value.items.map((d) => String(d.id));
      assert.equal(new URL(page.url()).searchParams.get('at'), ids[4]);
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
      await page.getByRole('button', { name: 'Hướng dẫn của tôi', exact: true }).waitFor();
      await visit(page, '/documents');
      await page.getByRole('button', { name: 'Danh sách đã lưu' }).click();
      await page.getByRole('button', { name: 'Hướng dẫn của tôi', exact: true }).click();
      await page.waitForURL(/kind=guideline/);
      assert.match(page.url(), /sort=oldest/);
      await page.getByRole('button', { name: 'Danh sách đã lưu' }).click();
      await page.getByRole('button', { name: 'Xóa danh sách đã lưu: Hướng dẫn của tôi' }).click();
      await page.getByText('Chưa lưu danh sách nào').waitFor();
      await page.locator('.ant-message').getByRole('button', { name: 'Hoàn lại' }).click();
      await page.getByRole('button', { name: 'Danh sách đã lưu' }).click();
      await page.getByRole('button', { name: 'Hướng dẫn của tôi', exact: true }).waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'list: what is seen is what is exported',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/documents?kind=guideline&cols=label,subject');
      await page.getByRole('button', { name: 'Xuất những gì đang thấy' }).click();
      const csv = async () => {
        const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
        const parts = [];
        for await (const part of await download.createReadStream()) parts.push(part);
        return Buffer.concat(parts).toString('utf8').trim().split(/\r?\n/);
      };
      const lines = await csv();
      assert.equal(lines[0].replace(/^\uFEFF/, ''), '"Số, ký hiệu",Trích yếu');
      assert.ok(lines.length > 20);
      await page.getByRole('button', { name: 'Xuất những gì đang thấy' }).click();
      const [book] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'XLSX' }).click()]);
      assert.match(book.suggestedFilename(), /\.xlsx$/);
      const file = path.join(machine.folder, 'seen.xlsx');
      await book.saveAs(file);
      const sheet = spawnSync('python3', ['-c', 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print("".join(z.read(n).decode() for n in z.namelist() if n.endswith(".xml")))', file], { encoding: 'utf8' });
      assert.match(sheet.stdout, /Số, ký hiệu/);
      assert.equal((sheet.stdout.match(/<row /g) ?? []).length, lines.length);
      // Of the rows that are selected, those and no others.
      await page.focus('[role=grid]');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await page.getByText('Đã chọn 2').waitFor();
      await page.getByRole('button', { name: 'Xuất các dòng đã chọn' }).click();
      assert.deepEqual(await csv(), [lines[0], lines[2], lines[4]]);
      assertQuiet(page);
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
    name: 'record: a relation is ended, taken back and restored; so is an alias',
    async run(machine) {
      const page = await signedIn(machine);
      const old = await addDocument(page, { subject: 'về nếp cũ', issued: '2024-01-05' });
      const fresh = await addDocument(page, { subject: 'về nếp mới', issued: '2024-06-01' });
      await api(page, 'POST', `/documents/${fresh.id}/relations`, { kind: 'replaces', target_id: old.id, source: 'Điều 9' });
      await visit(page, `/documents/${old.id}`);
      const menu = page.getByRole('button', { name: /Sửa quan hệ/ });
      await menu.click();
      await page.getByRole('menuitem', { name: 'Kết thúc quan hệ' }).click();
      await page.fill('#relation-end', '1/1/2025');
      await page.locator('form').getByRole('button', { name: 'Kết thúc quan hệ' }).click();
      await page.getByText('– 01/01/2025').first().waitFor();
      await page.locator('.page-head .tag.good').waitFor(); // in force again from that day on
      await menu.click();
      await page.getByRole('menuitem', { name: 'Bỏ vì ghi nhầm' }).click();
      await page.getByText('Chưa ghi quan hệ nào').first().waitFor();
      await page.locator('.ant-message').getByRole('button', { name: 'Hoàn lại' }).click();
      await page.getByText('được thay thế bởi').first().waitFor();
      const back = (await api(page, 'GET', `/documents/${old.id}/relations`)).value.incoming;
      assert.deepEqual(back.map((r) => [r.kind, r.to, r.source]), [['replaces', '2025-01-01', 'Điều 9']]);
      await page.getByLabel('Thêm tên gọi').fill('Nếp cũ của tỉnh');
      await page.getByRole('button', { name: 'Thêm', exact: true }).click();
      await page.getByRole('button', { name: 'Bỏ tên gọi: Nếp cũ của tỉnh' }).click();
      await page.getByText('Chưa có tên gọi khác.').waitFor();
      await page.locator('.ant-message').getByRole('button', { name: 'Hoàn lại' }).last().click();
      await page.getByRole('button', { name: 'Bỏ tên gọi: Nếp cũ của tỉnh' }).waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'record: a relation that another has ended meanwhile shows both days',
    async run(machine) {
      const page = await signedIn(machine);
      const old = await addDocument(page, { subject: 'về lệ cũ', issued: '2024-01-05' });
      const fresh = await addDocument(page, { subject: 'về lệ mới', issued: '2024-06-01' });
      await api(page, 'POST', `/documents/${fresh.id}/relations`, { kind: 'replaces', target_id: old.id, source: 'Điều 9' });
      const relation = async () => (await api(page, 'GET', `/documents/${old.id}/relations`)).value.incoming[0];
      const seen = await relation();
      await visit(page, `/documents/${old.id}`);
      await page.getByRole('button', { name: /Sửa quan hệ/ }).click();
      await page.getByRole('menuitem', { name: 'Kết thúc quan hệ' }).click();
      await page.fill('#relation-end', '1/3/2025');
      const other = await api(page, 'POST', `/document-relations/${seen.id}/end?to=2025-02-01`, undefined, { 'If-Match': `"${seen.version}"` });
      assert.equal(other.status, 204, JSON.stringify(other.value));
      await page.locator('form').getByRole('button', { name: 'Kết thúc quan hệ' }).click();
      const both = page.getByRole('alert').filter({ hasText: 'Người khác vừa sửa trước' });
      await both.waitFor();
      assert.deepEqual(await both.locator('td').allTextContents(), ['01/02/2025', '01/03/2025']);
      assert.equal((await relation()).to, '2025-02-01');
      await both.getByRole('button', { name: 'Lưu bản này lên trên' }).click();
      await page.getByText('– 01/03/2025').first().waitFor();
      assert.equal((await relation()).to, '2025-03-01');
      assertQuiet(page);
    },
  },
  {
    name: 'list: the selected are changed together after a preview, and back',
    async run(machine) {
      const page = await signedIn(machine);
      for (const n of [1, 2, 3]) await addDocument(page, { subject: `về việc gộp ${n}`, field: n === 3 ? 'Đảng viên' : '' });
      await visit(page, '/documents?text=vi%E1%BB%87c+g%E1%BB%99p&cols=label,subject,field');
      await page.waitForFunction(() => document.querySelectorAll('[role=grid] [role=row]').length >= 3);
      await page.focus('[role=grid]');
      for (let i = 0; i < 3; i += 1) {
        await page.keyboard.press('Space');
        await page.keyboard.press('ArrowDown');
      }
      await page.getByText('Đã chọn 3').waitFor();
      await page.getByRole('button', { name: 'Sửa các văn bản đã chọn' }).click();
      await page.fill('#bulk-value', 'Đảng viên');
      await page.getByText('2 văn bản sẽ đổi, 1 giữ nguyên.').waitFor();
      assert.deepEqual(await axe(page), []);
      await picture(page, 'bulk_change');
      await page.getByRole('button', { name: 'Sửa 2 văn bản' }).click();
      await page.getByText('Đã sửa 2 văn bản.').waitFor();
      const fields = async () => (await api(page, 'GET', '/documents?text=vi%E1%BB%87c%20g%E1%BB%99p')).value.items.map((d) => d.field).sort();
      assert.deepEqual(await fields(), ['Đảng viên', 'Đảng viên', 'Đảng viên']);
      await page.locator('.ant-message').getByRole('button', { name: 'Hoàn lại' }).click();
      for (let i = 0; i < 50 && (await fields())[1] !== ''; i += 1) await page.waitForTimeout(100);
      assert.deepEqual(await fields(), ['', '', 'Đảng viên']);
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
      await page.fill('#void-number', '5');
      await page.fill('#void-reason', 'Cấp nhầm, bản in đã hủy');
      await page.getByRole('button', { name: 'Hủy số' }).click();
      await page.locator('.small-table tr', { hasText: 'Cấp nhầm, bản in đã hủy' }).waitFor();
      await picture(page, 'series');
      assertQuiet(page);
    },
  },
  {
    name: 'numbers: a congress begins a term, and its papers are numbered anew',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/series?unit=P13');
      await page.getByText('Chưa ghi đại hội nào').waitFor();
      await page.getByRole('button', { name: 'Ghi một đại hội' }).click();
      await page.fill('#congress-number', '17');
      await page.fill('#congress-opened', '20/10/2020');
      await page.fill('#congress-closed', '22/10/2020');
      await page.fill('#congress-source', 'Biên bản đại hội');
      await page.locator('form').getByRole('button', { name: 'Ghi một đại hội' }).click();
      await page.locator('.small-table tr', { hasText: 'Biên bản đại hội' }).waitFor();
      const made = await addDocument(page, { owner_unit: 'P13', code: 'KL/TU', kind: 'conclusion', issued: '2021-02-01' });
      assert.deepEqual([made.number, made.term], [1, 17]);
      assert.deepEqual(await axe(page), []);
      assertQuiet(page);
    },
  },
  {
    name: 'tallies: what a text claims stands beside the count, with the difference and the rows',
    async run(machine) {
      const page = await signedIn(machine);
      for (const n of [1, 2, 3]) await addDocument(page, { subject: `về chuyên đề ${n}`, issuer: 'Ban Tổ chức Tỉnh ủy Sơn Khê', field: 'Xây dựng tổ chức' });
      await visit(page, '/documents/tallies?by=issuer&field=X%C3%A2y+d%E1%BB%B1ng+t%E1%BB%95+ch%E1%BB%A9c');
      await page.getByRole('button', { name: 'Ghi số công bố cho phép đếm này' }).click();
      await page.fill('#claim-text', 'đã ban hành 11 văn bản về xây dựng tổ chức');
      await page.fill('#claim-value', '11');
      await page.fill('#claim-source', 'Báo cáo quý I');
      await page.fill('#claim-unit', 'son khe');
      await page.getByRole('option', { name: /Đảng bộ tỉnh Sơn Khê/ }).first().click();
      await page.locator('form').getByRole('button', { name: 'Ghi số công bố cho phép đếm này' }).click();
      const row = page.locator('tr', { hasText: 'đã ban hành 11 văn bản' });
      await row.waitFor();
      assert.deepEqual(await row.locator('.number').allTextContents(), ['11', '3', '−8']);
      await picture(page, 'tallies');
      // Taken back and restored.
      await row.getByRole('button', { name: 'Bỏ số công bố: đã ban hành 11 văn bản về xây dựng tổ chức' }).click();
      await row.waitFor({ state: 'detached' });
      await page.locator('.ant-message').getByRole('button', { name: 'Hoàn lại' }).click();
      await row.waitFor();
      assert.deepEqual(await row.locator('.number').allTextContents(), ['11', '3', '−8']);
      await row.getByRole('link', { name: '3', exact: true }).click();
      await page.waitForURL(/\/documents\?.*field=/);
      await page.locator('.grid-foot', { hasText: /^3 văn bản/ }).waitFor();
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
