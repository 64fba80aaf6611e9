import assert from 'node:assert/strict';
import { assertQuiet, axe, picture, settle, signedIn, visit } from './support.mjs';
import { people } from './members.mjs';

export const tests = [
  {
    name: 'statistics: a figure says in words what it counts, adds up to the whole unit, and its address shows it again',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await visit(page, '/statistics');
      await page.getByText('Chọn đơn vị ở thanh trên để xem số liệu').waitFor();
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
      await visit(page, '/statistics?unit=P12');
      await page.getByRole('button', { name: 'Đảng bộ phường Suối Hoa' }).click();
      await page.waitForURL(/unit=P12-D1/);
      await page.getByRole('button', { name: 'Chi bộ Tổ dân phố 4' }).waitFor();
      await visit(page, '/units/P12');
      const value = async (name) => Number(await page.getByRole('row', { name }).getByRole('cell').textContent());
      await page.getByRole('row', { name: /Đầu kỳ \d/ }).waitFor();
      const sum = (await value(/Đầu kỳ/)) + (await value(/Kết nạp/)) + (await value(/Chuyển đến/)) + (await value(/Tăng do sắp xếp/)) - (await value(/Ra khỏi Đảng/)) - (await value(/Chuyển đi/)) - (await value(/Giảm do sắp xếp/));
      assert.equal(await value(/Cuối kỳ/), sum);
      assertQuiet(page);
    },
  },
];
