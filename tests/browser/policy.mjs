import assert from 'node:assert/strict';
import { assertQuiet, settle, signedIn, visit } from './support.mjs';

export const tests = [
  {
    name: 'rules: a rule says whom it stops, after which text since when, and the stories it is tested with',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/admin/rules');
      await page.getByRole('link', { name: /^R03\. Thẩm quyền/ }).last().click();
      await page.getByRole('heading', { level: 1, name: /^R03/ }).waitFor();
      await page.getByText(/^Dừng cán bộ văn thư và người duyệt tiếp nhận/).waitFor();
      await page.getByText('06/02/2017 – 09/01/2026').waitFor();
      const story = page.getByText('R03 tỉnh ủy không thể bãi bỏ văn bản của Trung ương');
      await story.click();
      await page.getByText(/^Khi 7-QĐ\/TU bãi bỏ 24-QĐ\/TW/).waitFor();
      await visit(page, '/admin/rules/R03?on=2020-05-05');
      await page.getByText('66-QĐ/TW').first().waitFor();
      await visit(page, '/admin/rules/R99');
      await page.getByText(/Không có quy tắc R99 trong sổ/).waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'calendar: a year is entered as lines, a wrong line is named, and what was entered stands',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/admin/calendar?year=2028');
      await page.getByText('Năm 2028 chưa có lịch').waitFor();
      await page.getByRole('button', { name: 'Nhập lịch của năm' }).click();
      await page.getByLabel('Căn cứ').fill('Thông báo thử 1/TB ngày 01/12/2027');
      const days = page.getByLabel(/^Mỗi dòng một ngày/);
      await days.fill('26/01/2028 nghỉ Tết Âm lịch\n31/02/2028 nghỉ gì đó');
      await page.getByText(/^Dòng 2 chưa đọc được: 31\/02\/2028/).waitFor();
      assert.ok(await page.getByRole('button', { name: 'Lưu lịch năm 2028' }).isDisabled());
      await days.fill('26/01/2028 nghỉ Tết Âm lịch\n29/01/2028 nghỉ một thứ Bảy');
      await page.getByRole('button', { name: 'Lưu lịch năm 2028' }).click();
      await page.getByText(/Ngày 29\/01\/2028 không cần ghi/).first().waitFor();
      await days.fill('26/01/2028 nghỉ Tết Âm lịch');
      await page.getByRole('button', { name: 'Lưu lịch năm 2028' }).click();
      await page.getByRole('row', { name: /26\/01\/2028 Thứ Tư/ }).waitFor();
      await page.getByText('Nhập tại đây').waitFor();
      await settle(page);
      assertQuiet(page);
    },
  },
];
