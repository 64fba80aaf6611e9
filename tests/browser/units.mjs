import assert from 'node:assert/strict';
import { api, assertQuiet, axe, picture, settle, signedIn, visit } from './support.mjs';

export const tests = [
  {
    name: 'tree: opens by keyboard, loads lazily and draws only what is seen',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/units?on=2023-06-30');
      await page.getByRole('treeitem', { name: /Sơn Khê/ }).first().waitFor();
      await page.focus('[role=tree]');
      for (let i = 0; i < 12; i += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
      await page.getByRole('treeitem', { name: /Đảng bộ huyện Khe 1/ }).first().waitFor();
      assert.ok((await page.locator('[role=treeitem]').count()) < 60);
      assert.match(page.url(), /at=P12/);
      await picture(page, 'tree');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/units\/P12/);
      await page.getByRole('heading', { name: 'Đảng bộ tỉnh Sơn Khê' }).waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'tree: a unit is found without diacritics and shown in its place',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/units?on=2023-06-30');
      await page.getByRole('combobox', { name: /Tìm đơn vị/ }).fill('dong 3.7');
      await page.getByRole('option', { name: /Đảng bộ xã Đồng 3\.7/ }).first().click();
      await page.locator('.tree-row.current', { hasText: 'Đồng 3.7' }).waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'tree: another day shows another structure',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/units/P12?on=2023-06-30');
      await page.getByText('Đảng bộ huyện Khe 1').first().waitFor();
      await visit(page, '/units/P12?on=2025-08-01');
      await page.getByRole('gridcell', { name: /Ban Tổ chức Tỉnh ủy/ }).first().waitFor();
      assert.equal(await page.getByText('Đảng bộ huyện Khe 1', { exact: true }).count(), 0);
      assertQuiet(page);
    },
  },
  {
    name: 'units: a change of name is kept as history',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/units/P12-BTC');
      await page.getByRole('button', { name: 'Đổi tên, cấp trên' }).click();
      await page.fill('#unit-name', 'Ban Tổ chức và Cán bộ Tỉnh ủy Sơn Khê');
      await page.fill('#unit-from', '1/10/2026');
      await page.getByRole('button', { name: 'Lưu đơn vị' }).click();
      await page.getByRole('heading', { name: 'Ban Tổ chức và Cán bộ Tỉnh ủy Sơn Khê' }).waitFor();
      await page.locator('.timeline').getByText('Ban Tổ chức Tỉnh ủy Sơn Khê', { exact: true }).waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'units: a function is added with its document; a unit is added below and ended',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/units/P12-BTC');
      await page.getByRole('button', { name: 'Thêm chức năng' }).click();
      await page.fill('#function-text', 'Tham mưu về công tác tổ chức, cán bộ');
      await page.fill('#function-document', '137-QĐ/TW@2023-12-01');
      await page.fill('#function-provision', 'Điều 5');
      await page.fill('#function-from', '1/12/2023');
      await page.locator('form').getByRole('button', { name: 'Thêm chức năng' }).click();
      await page.getByText('Tham mưu về công tác tổ chức, cán bộ').waitFor();
      await page.getByText(/137-QĐ\/TW/).first().waitFor();
      // It ends on a day and is still there on the days before.
      await page.getByRole('button', { name: 'Kết thúc chức năng: Tham mưu về công tác tổ chức, cán bộ' }).click();
      await page.fill('#function-end', '1/12/2023');
      await page.keyboard.press('Enter');
      await page.locator('form [role=alert]').waitFor();
      await page.fill('#function-end', '1/7/2025');
      assert.deepEqual(await axe(page), []);
      // Somebody else has ended it meanwhile: both days are shown, and nothing is overwritten unasked.
      const [f] = (await api(page, 'GET', '/units/P12-BTC/functions')).value.items;
      await api(page, 'POST', `/unit-functions/${f.id}/end`, { on: '2030-01-01' }, { 'If-Match': `"${f.version}"` });
      await page.keyboard.press('Enter');
      const both = page.locator('form [role=alert]');
      await both.getByRole('cell', { name: '01/01/2030' }).waitFor();
      await both.getByRole('cell', { name: '01/07/2025' }).waitFor();
      assert.deepEqual(await axe(page), []);
      await both.getByRole('button', { name: 'Lưu bản này lên trên' }).click();
      await page.getByText('Chưa ghi chức năng nào').waitFor();
      await visit(page, '/units/P12-BTC?on=2025-06-30');
      await page.getByText('01/12/2023 – 01/07/2025').waitFor();
      await visit(page, '/units/P13');
      await page.getByRole('button', { name: 'Thêm đơn vị trực thuộc' }).click();
      await page.fill('#unit-name', 'Đảng bộ xã Mới Lập');
      await page.fill('#unit-code', 'P13-X1');
      await page.fill('#unit-from', '1/1/2024');
      await page.getByRole('button', { name: 'Lưu đơn vị' }).click();
      await page.getByRole('gridcell', { name: 'Đảng bộ xã Mới Lập' }).click();
      await page.getByRole('button', { name: 'Kết thúc hoạt động' }).click();
      await page.fill('#end-on', '1/7/2025');
      await page.locator('form').getByRole('button', { name: 'Kết thúc hoạt động' }).click();
      await page.getByText('Đã kết thúc').waitFor();
      await visit(page, '/units/P13-X1?on=2025-06-30');
      await page.getByText('Đang hoạt động').waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'units: a file is matched, checked with every refused row, imported by its valid rows and undone',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/units/import');
      const head = 'Mã đơn vị;Tên đơn vị;Loại;Cấp;Thuộc về;Từ ngày;Ghi chú\n';
      const bring = (name, mimeType, buffer) => page.setInputFiles('input[type=file]', { name, mimeType, buffer });
      await bring('don-vi.csv', 'text/csv', Buffer.from(`${head}P12-X;Đảng bộ xã Thử;commune;commune;P12;1/1/2026;\nP12-Y;Sai ngày;commune;commune;P12;30/02/2026;\n`));
      // What the names of the columns say is proposed; one that nobody knows is asked for.
      await page.getByText('Còn thiếu cột bắt buộc: Mã cấp trên').waitFor();
      assert.equal(await page.getByRole('button', { name: 'Kiểm tra tệp' }).isDisabled(), true);
      assert.equal(await page.getByRole('combobox', { name: 'Tên đơn vị', exact: true }).inputValue(), 'name');
      await page.getByRole('combobox', { name: 'Thuộc về', exact: true }).selectOption('parent_code');
      assert.deepEqual(await axe(page), []);
      await page.getByRole('button', { name: 'Kiểm tra tệp' }).click();
      await page.getByText('1 lỗi ở 1 dòng').waitFor();
      await page.getByRole('cell', { name: 'Từ ngày' }).waitFor();
      assert.equal((await api(page, 'GET', '/units/P12-X')).status, 404); // nothing is stored
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải tệp lỗi (CSV)' }).click()]);
      assert.match(file.suggestedFilename(), /\.csv$/);
      const store = page.getByRole('button', { name: 'Nhập vào sổ' });
      assert.equal(await store.isDisabled(), true);
      await page.getByLabel('Chỉ nhập 1 dòng đúng').check();
      await page.getByLabel('Tên đợt nhập').fill('Đợt thử của đơn vị');
      assert.deepEqual(await axe(page), []);
      await picture(page, 'import');
      await store.click();
      await page.getByRole('heading', { name: 'Kết quả' }).waitFor();
      await page.getByText('Đã vào sổ').first().waitFor();
      assert.equal((await api(page, 'GET', '/units/P12-X')).status, 200);
      await page.getByRole('button', { name: 'Hoàn tác đợt này' }).first().click();
      await page.getByText('Đã hoàn tác đợt “Đợt thử của đơn vị”').first().waitFor();
      assert.equal((await api(page, 'GET', '/units/P12-X')).status, 404);
      // An XLSX file, by keyboard, and as last time: what this account said of such columns is remembered.
      const xlsx = Buffer.from(
        await page.evaluate(async () => [...new Uint8Array(await (await fetch('/api/v1/unit-export?format=xlsx')).arrayBuffer())]),
      );
      await page.getByRole('button', { name: 'Nhập tệp khác' }).click();
      await bring('don-vi.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', xlsx);
      await page.getByRole('button', { name: 'Kiểm tra tệp' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('Mọi dòng đúng của tệp đã có trong sổ').waitFor();
      await page.getByRole('button', { name: 'Chọn tệp khác' }).click();
      await bring('don-vi.csv', 'text/csv', Buffer.from(`${head}P12-X;Đảng bộ xã Thử;commune;commune;P12;1/1/2026;\n`));
      await page.getByText('Như lần trước bạn đã ghép').waitFor();
      assert.equal(await page.getByRole('combobox', { name: 'Thuộc về', exact: true }).inputValue(), 'parent_code');
      await settle(page);
      assertQuiet(page);
    },
  },
  {
    name: 'units: a file that a lost connection cuts off is sent again when the server is back',
    async run(machine) {
      const page = await signedIn(machine, { serviceWorkers: 'block' });
      await visit(page, '/units/import');
      let cut = true;
      await page.route('**/api/v1/unit-imports/uploads*', (route) => (cut ? route.abort('connectionreset') : route.continue()));
      await page.route('**/healthz', (route) => (cut ? route.abort('connectionreset') : route.continue()));
      await page.setInputFiles('input[type=file]', { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('code,name,kind,level,parent_code,from\nP12-Z,Thử,board,none,P12,2026-01-01\n') });
      await page.getByText('tự gửi lại khi có mạng').waitFor();
      cut = false;
      await page.getByRole('button', { name: 'Kiểm tra tệp' }).waitFor({ timeout: 20_000 });
    },
  },
  {
    name: 'jobs: one that is in the middle of a page says that it stops after it',
    async run(machine) {
      const page = await signedIn(machine, { serviceWorkers: 'block' });
      const job = { id: 7, kind: 'intake.read', title: 'Đọc văn bản', state: 'running', done: 1, total: 4, error_key: '', error: '', result: null, account_id: 1, unit_id: 0, created_at: 0, started_at: 0, ended_at: 0 };
      await page.route(/\/api\/v1\/jobs(\?|$)/, (route) => route.fulfill({ json: { items: [job] } }));
      await page.route('**/api/v1/jobs/7/cancel', (route) => route.fulfill({ json: job }));
      await visit(page, '/admin/jobs');
      await page.getByRole('button', { name: 'Dừng' }).click();
      await page.getByText('trang hay phần đang làm dở chạy nốt').waitFor();
      assert.equal(await page.getByRole('button', { name: 'Dừng' }).count(), 0);
      job.state = 'cancelled';
      await page.getByText('Đã dừng').waitFor();
      assert.equal(await page.getByText('trang hay phần đang làm dở').count(), 0);
      assertQuiet(page);
    },
  },
  {
    name: 'jobs: a live job is watched and stopped, and nothing of it is kept',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/admin/jobs');
      const before = (await api(page, 'GET', '/intake/texts?text=rat-dai')).value.items.length;
      // Two that are long and quick to read, and one that still waits behind them when it is stopped.
      await page.evaluate(async () => {
        const { csrf } = await (await fetch('/api/v1/session')).json();
        const send = (n, lines) =>
          fetch(`/api/v1/intake/texts?unit=P12&name=rat-dai-${n}.txt`, {
            method: 'POST',
            headers: { 'X-CSRF-Token': csrf, 'Content-Type': 'text/plain' },
            body: `Lần ${n}.\n`.concat('trang này để trống\n'.repeat(lines)),
          });
        await send(1, 400_000);
        await send(2, 400_000);
        await send(3, 220_000);
      });
      await page.reload();
      await page.getByRole('button', { name: 'Dừng' }).first().click(); // the newest
      await page.getByText('Đã dừng').first().waitFor({ timeout: 30_000 });
      // The others are let run out, so that no later test waits for them.
      await page.waitForFunction(async () => (await (await fetch('/api/v1/jobs')).json()).items.every((j) => j.state !== 'waiting' && j.state !== 'running'), null, { timeout: 60_000, polling: 500 });
      const kept = (await api(page, 'GET', '/intake/texts?text=rat-dai-3')).value.items.length;
      assert.equal(kept, 0);
      assert.equal(before, 0);
      assertQuiet(page);
    },
  },
];
