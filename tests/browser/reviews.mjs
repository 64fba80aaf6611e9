import assert from 'node:assert/strict';
import { api, assertQuiet, axe, picture, settle, signedIn, visit } from './support.mjs';

// Two cells of their own, so that no other test changes who stands there: one of one member, one of three.
async function cells(page) {
  if ((await api(page, 'GET', '/units/P12-Y1')).status === 200) return;
  const made = async (path, record) => {
    const answer = await api(page, 'POST', path, record);
    assert.equal(answer.status, 201, JSON.stringify(answer.value));
  };
  const unit = (code, name, kind, parent_code) => made('/units', { code, name, kind, level: kind, parent_code, from: '2000-01-01' });
  await unit('P12-Y', 'Đảng bộ phường Đồi Sim', 'commune', 'P12');
  await unit('P12-Y1', 'Chi bộ Tổ dân phố 8', 'cell', 'P12-Y');
  await unit('P12-Y3', 'Chi bộ Tổ dân phố 9', 'cell', 'P12-Y');
  const names = ['Tạ Thị Giả', 'Lý Văn Định', 'Mai Thị Thử', 'Hồ Văn Nghiệm'];
  for (const [i, full_name] of names.entries())
    await made('/members', {
      code: `YK-${i}`, unit_code: i ? 'P12-Y3' : 'P12-Y1', joined_on: '2019-05-19', full_name, gender: i % 2 ? 'male' : 'female', birth_date: `198${i}-03-12`,
      admitted_on: '2018-05-03', ceremony_on: '2018-05-19', official_on: '2019-05-19', document: '12-QĐ/TU@2018-05-03',
    });
}

export const tests = [
  {
    name: 'reviews: a weak cell is listed with its reason, gets a plan, a step is reported, the plan is concluded and opened again',
    async run(machine) {
      const page = await signedIn(machine);
      await cells(page);
      await visit(page, '/weak?unit=P12');
      await page.getByRole('row', { name: /Chi bộ Tổ dân phố 8/ }).waitFor();
      await page.getByRole('combobox', { name: 'Tiêu chí' }).selectOption('few_official');
      assert.match(page.url(), /mark=few_official/);
      await settle(page);
      await picture(page, 'weak');
      assert.deepEqual(await axe(page), []);
      await page.focus('[role=grid]');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Chi bộ Tổ dân phố 8' }).waitFor();
      await page.getByText('Có 1 đảng viên chính thức, ít hơn 3.').waitFor();
      await page.getByRole('button', { name: 'Lập kế hoạch củng cố' }).click();
      await page.getByLabel('Mục tiêu củng cố').fill('Có thêm đảng viên chính thức');
      await page.getByRole('combobox', { name: 'Đơn vị chủ trì' }).fill('doi sim');
      await page.getByRole('option', { name: /phường Đồi Sim/ }).first().click();
      await page.getByLabel('Văn bản').fill('9-QĐ/TU@2026-01-15');
      await page.getByLabel('Hạn hoàn thành').fill('31/12/2099');
      await page.getByLabel('Tạo nguồn, kết nạp đảng viên').check();
      await page.locator('form').getByRole('button', { name: 'Lập kế hoạch củng cố' }).click();
      await page.getByRole('heading', { level: 1, name: 'Kế hoạch củng cố: Chi bộ Tổ dân phố 8' }).waitFor();
      await page.getByRole('button', { name: 'Báo tình trạng: Tạo nguồn, kết nạp đảng viên' }).click();
      await page.locator('#report-state').selectOption('done');
      await page.getByLabel('Ghi chú về công việc').fill('Đã giới thiệu hai quần chúng');
      await page.locator('form').getByRole('button', { name: 'Báo tình trạng' }).click();
      await page.getByText(/Báo việc/).waitFor();
      await settle(page);
      await picture(page, 'remedy');
      assert.deepEqual(await axe(page), []);
      await page.getByRole('button', { name: 'Kết luận' }).click();
      await page.getByLabel('Văn bản').fill('10-KL/TU@2026-10-15');
      await page.locator('form').getByRole('button', { name: 'Kết luận' }).click();
      await page.getByRole('button', { name: 'Mở lại' }).click();
      await page.getByLabel('Hạn mới').fill('31/12/2098');
      await page.getByLabel('Lý do').fill('Kết quả chưa vững');
      await page.locator('form').getByRole('button', { name: 'Mở lại' }).click();
      await page.getByRole('button', { name: 'Gia hạn' }).waitFor();
      await visit(page, '/remedies?unit=P12');
      await page.getByRole('row', { name: /Có thêm đảng viên chính thức/ }).waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'reviews: a superior judges a cell weak by a document; its unit page says so; a conflict shows what is stored',
    async run(machine) {
      const page = await signedIn(machine);
      await cells(page);
      await visit(page, '/weak/P12-Y3');
      await page.getByText('Vào ngày này tổ chức không yếu kém theo tiêu chí nào.').waitFor();
      await page.getByRole('button', { name: 'Xếp yếu kém' }).click();
      await page.getByLabel('Căn cứ xếp yếu kém').selectOption('no_regular_meetings');
      await page.getByLabel('Văn bản').fill('không rõ số');
      await page.locator('form').getByRole('button', { name: 'Xếp yếu kém' }).click();
      await page.locator('#judge-document-error').waitFor();
      await page.getByLabel('Văn bản').fill('45-QĐ/TU@2026-01-15');
      await page.locator('form').getByRole('button', { name: 'Xếp yếu kém' }).click();
      await page.getByText(/Cấp trên xếp yếu kém từ .*: không duy trì được sinh hoạt định kỳ/).waitFor();
      await visit(page, '/units/P12-Y3');
      await page.getByText(/không duy trì được sinh hoạt định kỳ/).waitFor();
      const held = (await api(page, 'GET', '/units/P12-Y3/review')).value.judgements[0];
      assert.equal((await api(page, 'POST', `/weak-judgements/${held.id}/end`, { document: '8-QĐ/TU@2026-02-01', on: '2026-02-01' }, { 'If-Match': '"7"' })).status, 409);
      assertQuiet(page);
    },
  },
];
