import assert from 'node:assert/strict';
import { people } from './members.mjs';
import { api, assertQuiet, axe, picture, settle, signedIn, visit } from './support.mjs';

export const tests = [
  {
    name: 'plans: a merger is planned, shows what it would do while it is written, is committed with its proof and undone',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await api(page, 'POST', '/units', { code: 'P12-D2', name: 'Đảng bộ phường Đồi Thông', kind: 'commune', level: 'commune', parent_code: 'P12', from: '2000-01-01' });
      await visit(page, '/reorganisations/new');
      await page.getByLabel('Mã phương án').fill('SX-THU-1');
      await page.getByLabel('Hiệu lực từ').fill('01/12/2026');
      await page.getByLabel('Tên phương án').fill('Sắp xếp hai phường');
      await page.getByLabel('Văn bản quyết định').fill('77-QĐ/TU@2026-11-01');
      const pick = async (label, text, option) => {
        await page.getByRole('combobox', { name: label }).fill(text);
        await page.getByRole('option', { name: option }).first().click();
      };
      await pick(/^Đơn vị \(thêm/, 'suoi hoa', /phường Suối Hoa/);
      await pick(/^Đơn vị \(thêm/, 'doi thong', /phường Đồi Thông/);
      await page.getByLabel('Mã đơn vị mới').fill('P12-D9');
      await page.getByLabel('Tên đơn vị mới').fill('Đảng bộ phường Hoa Thông');
      await pick('Trực thuộc', 'son khe', /tỉnh Sơn Khê/);
      await page.getByRole('button', { name: 'Thêm bước' }).click();
      await page.getByText('Tổng trước và sau').waitFor();
      await page.getByRole('tab', { name: /^Đơn vị/ }).click();
      const side = (name) => page.getByRole('region', { name, exact: true });
      await side('Sau').getByText(/Đảng bộ phường Hoa Thông/).waitFor();
      await side('Trước').getByText(/Đảng bộ phường Đồi Thông/).waitFor();
      assert.equal(await side('Trước').getByText('P12-D9', { exact: true }).count(), 0);
      // Every branch closes and opens by key.
      const branch = side('Sau').locator('summary').first();
      await branch.focus();
      await page.keyboard.press('Enter');
      await side('Sau').getByText(/Đảng bộ phường Hoa Thông/).waitFor({ state: 'hidden' });
      await page.keyboard.press('Enter');
      await side('Sau').getByText(/Đảng bộ phường Hoa Thông/).waitFor();
      await settle(page);
      await picture(page, 'plan');
      assert.deepEqual(await axe(page), []);
      await page.getByRole('button', { name: 'Lưu phương án' }).click();
      await page.getByRole('heading', { level: 1, name: 'Sắp xếp hai phường' }).waitFor();
      await page.getByRole('button', { name: 'Thực hiện' }).click();
      await page.getByText('Bằng chứng bảo toàn').waitFor();
      assert.equal((await api(page, 'GET', '/units/P12-D9?on=2026-12-01')).status, 200);
      await page.getByRole('button', { name: 'Hoàn tác' }).click();
      await page.getByText('Đã hoàn tác').waitFor();
      assert.equal((await api(page, 'GET', '/units/P12-D9?on=2026-12-01')).status, 404);
      assertQuiet(page);
    },
  },
  {
    name: 'plans: what stands in the way is said while the plan is written',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await visit(page, '/reorganisations/new');
      await page.getByLabel('Mã phương án').fill('SX-THU-2');
      await page.getByLabel('Văn bản quyết định').fill('78-QĐ/TU@2026-11-01');
      await page.locator('#step-verb').click();
      await page.getByTitle('Kết thúc hoạt động').click();
      await page.getByRole('combobox', { name: 'Đơn vị', exact: true }).fill('suoi hoa');
      await page.getByRole('option', { name: /phường Suối Hoa/ }).first().click();
      await page.getByRole('button', { name: 'Thêm bước' }).click();
      await page.getByText('Còn vướng, chưa thực hiện được').waitFor();
      await page.getByText(/còn đơn vị trực thuộc/).first().waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'plans: who would see more needs a second person, a role passes on by name, and a dropped draft comes back',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      const plan = {
        id: 'SX-THU-3', title: 'Ban về tỉnh', decision: '79-QĐ/TU@2026-11-01', effective_on: '2026-12-01', grants: [],
        changes: [{ verb: 'end', unit: 'P12-D7' }],
      };
      await api(page, 'POST', '/units', { code: 'P12-D7', name: 'Ban Chuyên đề', kind: 'board', level: 'none', parent_code: 'P12', from: '2000-01-01' });
      assert.equal((await api(page, 'POST', '/reorganisations', plan)).status, 201);
      await visit(page, '/reorganisations/SX-THU-3');
      await page.getByRole('button', { name: 'Bỏ phương án' }).click();
      await page.getByText('Đã bỏ phương án SX-THU-3.').waitFor();
      await page.getByRole('button', { name: 'Hoàn tác' }).click();
      await visit(page, '/reorganisations/SX-THU-3');
      await page.getByRole('heading', { level: 1, name: 'Ban về tỉnh' }).waitFor();
      // Two people at once: both versions are shown.
      await page.getByRole('button', { name: 'Sửa', exact: true }).click();
      await page.getByLabel('Tên phương án').fill('Tên của tôi');
      assert.equal((await api(page, 'PUT', '/reorganisations/SX-THU-3', { ...plan, title: 'Tên của người khác' }, { 'If-Match': '"1"' })).status, 200);
      await page.getByRole('button', { name: 'Lưu phương án' }).click();
      await page.getByRole('cell', { name: 'Tên của người khác' }).waitFor();
      await page.getByRole('cell', { name: 'Tên của tôi' }).waitFor();
      assert.deepEqual(await axe(page), []);
    },
  },
];
