import assert from 'node:assert/strict';
import { people } from './members.mjs';
import { api, assertQuiet, axe, openPage, picture, settle, signedIn, visit } from './support.mjs';

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
      await page.getByText('Tổng phải giữ nguyên').waitFor();
      assert.equal(await page.getByText('khớp').count(), 0); // what is compared with itself is no proof
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
      await page.evaluate(() => scrollTo(0, 0));
      await picture(page, 'plan');
      assert.deepEqual(await axe(page), []);
      await page.getByRole('button', { name: 'Lưu phương án' }).click();
      await page.getByRole('heading', { level: 1, name: 'Sắp xếp hai phường' }).waitFor();
      await page.getByRole('button', { name: 'Thực hiện' }).click();
      await page.getByText('Bằng chứng bảo toàn').waitFor();
      await page.getByText('khớp').first().waitFor();
      await page.getByRole('heading', { name: 'Từng đơn vị' }).waitFor();
      await side('Trước').getByText(/Đảng bộ phường Đồi Thông/).waitFor();
      assert.match(await page.getByRole('link', { name: 'Trước và sau sắp xếp' }).getAttribute('href'), /^\/statistics\/plans\/SX-THU-1/);
      assert.match(await page.getByRole('link', { name: 'Số liệu theo phương án này' }).getAttribute('href'), /s=plan(:|%3A)SX-THU-1/);
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
    name: 'plans: a dropped draft comes back, and two who change a plan see both versions',
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
      await page.getByRole('button', { name: 'Hoàn lại' }).click();
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
  {
    name: 'plans: a role passes on by name; as somebody would see more, it is committed when a second person approved',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      const account = async (name, role, unit_code) => {
        const made = await api(page, 'POST', '/accounts', { name, full_name: 'Lê Thị Thử', unit_code, grant: { role, unit_code } });
        assert.equal(made.status, 201, JSON.stringify(made.value));
        return made.value;
      };
      for (const code of ['P12-D3', 'P12-D4'])
        assert.equal((await api(page, 'POST', '/units', { code, name: `Đảng bộ phường ${code}`, kind: 'commune', level: 'commune', parent_code: 'P12', from: '2000-01-01' })).status, 201);
      await account('bithu.d3', 'unit_secretary', 'P12-D3');
      const second = await account('lanhdao.p12', 'leader', 'P12');
      const into = { code: 'P12-D8', name: 'Đảng bộ phường Tám', kind: 'commune', level: 'commune', parent_code: 'P12' };
      const plan = { id: 'SX-THU-4', title: 'Thêm quyền xem', decision: '80-QĐ/TU@2026-11-01', effective_on: '2026-11-01', grants: [], changes: [{ verb: 'merge', from: ['P12-D3', 'P12-D4'], into }] };
      assert.equal((await api(page, 'POST', '/reorganisations', plan)).status, 201);
      await visit(page, '/reorganisations/SX-THU-4');
      const commit = page.getByRole('button', { name: 'Thực hiện' });
      await commit.waitFor(); // without the role nobody sees more
      await page.getByRole('button', { name: 'Sửa', exact: true }).click();
      await page.getByLabel('Tài khoản', { exact: true }).fill('bithu.d3');
      await page.getByRole('button', { name: 'Thêm vai trò' }).click();
      await page.getByText('bithu.d3 · Bí thư đơn vị → P12-D8').waitFor();
      await page.getByRole('button', { name: 'Lưu phương án' }).click();
      await page.getByText(/^Người thứ hai phải duyệt/).waitFor();
      assert.equal(await commit.count(), 0);
      await page.getByRole('tab', { name: /^Ai xem thêm/ }).click();
      await page.getByRole('listitem').filter({ hasText: 'bithu.d3' }).filter({ hasText: 'xem thêm' }).waitFor();
      assert.deepEqual(await axe(page), []);
      const other = await openPage(machine);
      await other.goto(new URL(second.link, machine.address).toString());
      await other.fill('#new-password', 'rừng thông xanh bên hồ 1987');
      await other.fill('#new-password-2', 'rừng thông xanh bên hồ 1987');
      await other.getByRole('button', { name: 'Đặt mật khẩu và vào' }).click();
      await other.waitForSelector('.shell');
      await visit(other, '/reorganisations/SX-THU-4');
      await other.getByRole('button', { name: 'Duyệt' }).click();
      await other.getByText('Đã duyệt').waitFor();
      await visit(page, '/reorganisations/SX-THU-4');
      await commit.click();
      await page.getByText('Bằng chứng bảo toàn').waitFor();
      const held = (await api(page, 'GET', '/grants?unit=P12-D8')).value.items;
      assert.deepEqual(held.map((g) => [g.account_name, g.role]), [['bithu.d3', 'unit_secretary']]);
      assertQuiet(page);
      assertQuiet(other);
    },
  },
  {
    name: 'plans: a list that is cut says how many there are',
    async run(machine) {
      const page = await signedIn(machine, { serviceWorkers: 'block' });
      await people(page);
      const plan = { id: 'SX-THU-5', title: 'Cắt', decision: '81-QĐ/TU@2026-11-01', effective_on: '2026-12-01', grants: [], changes: [{ verb: 'rename', from: 'P12-D1', name: 'Đảng bộ phường Suối Mới' }] };
      assert.equal((await api(page, 'POST', '/reorganisations', plan)).status, 201);
      await page.route('**/reorganisations/SX-THU-5/preview', async (route) => {
        const response = await route.fetch();
        const preview = await response.json();
        await route.fulfill({ response, json: { ...preview, units: { ...preview.units, changed: 5000 } } });
      });
      await visit(page, '/reorganisations/SX-THU-5?tab=unitsTab');
      await page.getByText('1 dòng đầu trong 5.000').waitFor();
      await page.getByRole('tab', { name: 'Đơn vị 5.000' }).waitFor();
      assertQuiet(page);
    },
  },
];
