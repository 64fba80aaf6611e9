import assert from 'node:assert/strict';
import fs from 'node:fs';
import { api, assertQuiet, axe, picture, settle, signedIn, visit } from './support.mjs';
import { people } from './members.mjs';

export const tests = [
  {
    name: 'statistics: a figure says in words what it counts, adds up to the whole unit, and its address shows it again',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await visit(page, '/statistics');
      await page.getByText(/^Số đảng viên của Ban Chấp hành Trung ương/).waitFor(); // the highest that the account sees
      await visit(page, '/statistics?unit=P12&by=gender,status&on=2024-06-30');
      await page.getByText(/^Số đảng viên của Đảng bộ tỉnh Sơn Khê/).waitFor();
      const cells = async (name) => (await page.getByRole('row', { name }).getByRole('cell').allTextContents()).map(Number);
      const [women, men, whole] = [await cells(/^Nữ/), await cells(/^Nam/), await cells(/^Cả đơn vị/)];
      assert.deepEqual(whole, women.map((n, i) => n + men[i]));
      await page.getByLabel('Theo thời gian').selectOption('year');
      await page.waitForURL(/step=year/);
      await settle(page);
      await page.getByRole('columnheader', { name: '30/06/2024' }).waitFor();
      await picture(page, 'statistics');
      assert.deepEqual(await axe(page), []);
      assertQuiet(page);
    },
  },
  {
    name: 'statistics: a row opens the unit below, and the unit page balances its year',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await visit(page, '/statistics?unit=P12&m=units');
      await page.getByLabel('Chia theo', { exact: true }).selectOption('kind');
      await page.getByRole('rowheader', { name: 'Chi bộ', exact: true }).waitFor();
      await visit(page, '/statistics?unit=P12');
      await page.getByRole('button', { name: 'Đảng bộ phường Suối Hoa', exact: true }).click();
      await page.waitForURL(/unit=P12-D1/);
      await page.getByRole('button', { name: 'Chi bộ Tổ dân phố 4', exact: true }).waitFor();
      await visit(page, '/units/P12');
      const value = async (name) => Number(await page.getByRole('row', { name }).getByRole('cell').textContent());
      await page.getByRole('row', { name: /Đầu kỳ \d/ }).waitFor();
      const sum = (await value(/Đầu kỳ/)) + (await value(/Kết nạp/)) + (await value(/Chuyển đến/)) + (await value(/Tăng do sắp xếp/)) - (await value(/Ra khỏi Đảng/)) - (await value(/Chuyển đi/)) - (await value(/Giảm do sắp xếp/));
      assert.equal(await value(/Cuối kỳ/), sum);
      assertQuiet(page);
    },
  },
  {
    name: 'statistics: every number is a door, by keyboard too, and the answer goes out as XLSX with its sentence',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await visit(page, '/statistics?unit=P12&by=child,gender');
      await page.getByRole('button', { name: /^\d+, Đảng bộ phường Suối Hoa, Nữ/ }).focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('link', { name: 'Cùng câu hỏi, trong đơn vị này' }).waitFor();
      await picture(page, 'statistics_doors');
      assert.deepEqual(await axe(page), []);
      await dialog.getByRole('link', { name: 'Danh sách hiện nay' }).click();
      await page.waitForURL(/\/members\?.*unit=P12-D1/);
      assert.match(page.url(), /gender=female/);
      await page.getByText('Nguyễn Thị Hoa Sen').waitFor();
      await visit(page, '/statistics?unit=P12&by=child');
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Xuất XLSX' }).click()]);
      assert.match(file.suggestedFilename(), /^so-lieu-P12-members\.xlsx$/);
      const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Xuất CSV' }).click()]);
      const text = fs.readFileSync(await csv.path(), 'utf8');
      assert.match(text, /Đảng bộ phường Suối Hoa/);
      assert.match(text, /Số đảng viên của Đảng bộ tỉnh Sơn Khê/);
      assertQuiet(page);
    },
  },
  {
    name: 'statistics: who may not see records is told the figures of the last month’s end, not refused',
    async run(machine) {
      const page = await signedIn(machine, { serviceWorkers: 'block' });
      await people(page);
      await page.route('**/api/v1/session', async (route) => {
        const answer = await route.fetch();
        const session = await answer.json();
        await route.fulfill({ response: answer, json: { ...session, permissions: session.permissions.filter((p) => p !== 'members_read') } });
      });
      await visit(page, '/statistics?unit=P12');
      await page.getByText('Số liệu đến cuối tháng gần nhất').waitFor();
      const asked = await page.getByText(/^Số đảng viên của Đảng bộ tỉnh Sơn Khê/).textContent();
      const day = /(\d\d)\/(\d\d)\/(\d{4})/.exec(asked);
      assert.equal(new Date(Date.UTC(Number(day[3]), Number(day[2]) - 1, Number(day[1]) + 1)).getUTCDate(), 1);
      assertQuiet(page);
    },
  },
  {
    name: 'statistics: targets are given to the units below with what is left in sight, two who change one see both, and a goal says what it needs',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      const year = new Date().getUTCFullYear() + 1;
      await visit(page, `/statistics/targets?unit=TW&m=admissions&period=${year}`);
      await page.getByRole('button', { name: 'Đặt chỉ tiêu: Ban Chấp hành Trung ương Đảng' }).click();
      await page.getByLabel('Chỉ tiêu', { exact: true }).fill('1.200');
      await page.getByRole('button', { name: 'Lưu chỉ tiêu' }).click();
      await page.getByRole('button', { name: 'Đặt chỉ tiêu: Đảng bộ tỉnh Sơn Khê' }).click();
      await page.getByLabel('Chỉ tiêu', { exact: true }).fill('300');
      await page.getByText('Sau khi giao còn lại 900.').waitFor();
      await page.getByRole('button', { name: 'Lưu chỉ tiêu' }).click();
      await page.getByText('Còn lại chưa giao').waitFor();
      await page.locator('dd', { hasText: '900' }).waitFor();
      await page.getByRole('button', { name: 'Đổi chỉ tiêu: Đảng bộ tỉnh Sơn Khê' }).click();
      await page.getByLabel('Chỉ tiêu', { exact: true }).fill('310');
      const other = await api(page, 'PUT', `/targets/P12/${year}/admissions`, { value: 305, reason: '' }, { 'If-Match': '"1"' });
      assert.equal(other.status, 200, JSON.stringify(other.value));
      await page.getByRole('button', { name: 'Lưu chỉ tiêu' }).click();
      await page.getByRole('cell', { name: '305' }).waitFor();
      assert.deepEqual(await axe(page), []);
      await page.getByRole('button', { name: 'Lưu bản này lên trên' }).click();
      await page.locator('dd', { hasText: '890' }).waitFor();
      await page.getByLabel('Để có bao nhiêu đảng viên').fill('6.000.000');
      await page.getByLabel('Vào ngày', { exact: true }).fill('31/12/2035');
      await page.getByRole('button', { name: 'Tính' }).click();
      await page.getByText(/mỗi năm cần tăng thực/).waitFor();
      assert.match(page.url(), /goal=6000000/);
      // A year that has figures, set afterwards with its reason.
      for (const [code, value] of [['TW', 6], ['P12', 5]])
        assert.equal((await api(page, 'PUT', `/targets/${code}/2018/admissions`, { value, reason: 'Ghi lại chỉ tiêu đã giao' })).status, 200);
      await visit(page, '/statistics/targets?unit=TW&m=admissions&period=2018');
      await page.getByText('0/1 đơn vị đạt').waitFor();
      await picture(page, 'targets');
      // A rate counts who reached it, and says how.
      await visit(page, '/statistics/targets?unit=P12&period=2024');
      await page.getByText(/Cách đếm: một đơn vị đạt khi tỷ lệ tăng/).waitFor();
      assert.deepEqual(await axe(page), []);
      assertQuiet(page);
    },
  },
];
