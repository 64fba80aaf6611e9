import assert from 'node:assert/strict';
import { people } from './members.mjs';
import { api, assertQuiet, axe, picture, signedIn, visit } from './support.mjs';

const plan = (id, day) => ({
  id, title: 'Sắp xếp hai trung tâm', decision: '79-QĐ/TU@2024-12-01', effective_on: day,
  changes: [{ verb: 'merge', from: [`${id}-A`, `${id}-B`], into: { code: `${id}-C`, name: 'Trung tâm Hợp nhất', kind: 'public_service_unit', level: 'none', parent_code: 'P12' } }],
});

async function planned(page, id, day) {
  for (const letter of ['A', 'B'])
    assert.equal((await api(page, 'POST', '/units', { code: `${id}-${letter}`, name: `Trung tâm ${letter}`, kind: 'public_service_unit', level: 'none', parent_code: 'P12', from: '2000-01-01' })).status, 201);
  return api(page, 'POST', '/reorganisations', plan(id, day));
}
const commit = async (page, id) => {
  const { value } = await api(page, 'GET', `/reorganisations/${id}`);
  const done = await api(page, 'POST', `/reorganisations/${id}/commit`, {}, { 'If-Match': `"${value.item.version}"` });
  assert.equal(done.status, 200, JSON.stringify(done.value));
};

export const tests = [
  {
    name: 'outcomes: a target of fewer units shows what plans did, what open ones would do, and is changed and removed',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await planned(page, 'SX-G1', '2025-01-01');
      await visit(page, '/statistics/reductions?unit=P12');
      await page.getByRole('button', { name: 'Đặt chỉ tiêu' }).click();
      await page.getByLabel('Giảm bao nhiêu').fill('3');
      await page.getByLabel('Từ ngày').fill('01/01/2025');
      await page.getByLabel('Đến hết ngày').fill('31/12/2025');
      await page.getByLabel('Căn cứ').fill('Kế hoạch năm 2025');
      await page.getByRole('button', { name: 'Lưu' }).click();
      await page.getByRole('heading', { name: /giảm 3 \(Đơn vị sự nghiệp công lập\)/ }).waitFor();
      await page.locator('dd', { hasText: '0 / 3' }).waitFor();
      await page.getByRole('link', { name: /SX-G1/ }).waitFor();
      await commit(page, 'SX-G1');
      await visit(page, '/statistics/reductions?unit=P12');
      await page.locator('dd', { hasText: '1 / 3' }).waitFor();
      await page.getByRole('cell', { name: 'Đã thực hiện' }).waitFor();
      await picture(page, 'reductions');
      assert.deepEqual(await axe(page), []);
      const stored = async () => (await api(page, 'GET', '/reductions?unit=P12')).value.items[0];
      const edit = ({ unit_code, kind, fewer, from, to, basis }) => ({ unit_code, kind, fewer, from, to, basis });
      await page.getByRole('button', { name: 'Sửa' }).click();
      await page.getByLabel('Giảm bao nhiêu').fill('1');
      // Two people at once: both versions, in the words of the form.
      let held = await stored();
      assert.equal((await api(page, 'PUT', `/reductions/${held.id}`, { ...edit(held), kind: 'board', to: '2025-12-01' }, { 'If-Match': `"${held.version}"` })).status, 200);
      await page.getByRole('button', { name: 'Lưu' }).click();
      await page.getByRole('cell', { name: '30/11/2025' }).waitFor();
      await page.getByRole('cell', { name: '31/12/2025' }).waitFor();
      await page.getByRole('cell', { name: 'Đơn vị sự nghiệp công lập' }).waitFor();
      assert.deepEqual(await axe(page), []);
      await page.getByRole('button', { name: 'Lưu bản này lên trên' }).click();
      await page.getByText('Đã đủ').waitFor();
      // What somebody else removed meanwhile is told, and not made anew.
      await page.getByRole('button', { name: 'Sửa' }).click();
      await page.getByLabel('Căn cứ').fill('Căn cứ mới');
      held = await stored();
      assert.equal((await api(page, 'DELETE', `/reductions/${held.id}`, undefined, { 'If-Match': `"${held.version}"` })).status, 204);
      await page.getByRole('button', { name: 'Lưu' }).click();
      await page.getByRole('alert').waitFor();
      assert.equal(await stored(), undefined);
      assert.equal(await page.getByLabel('Căn cứ').inputValue(), 'Căn cứ mới');
      assert.equal((await api(page, 'POST', '/reductions', edit(held))).status, 201);
      await visit(page, '/statistics/reductions?unit=P12');
      await page.getByText('Đã đủ').waitFor();
      await page.getByRole('button', { name: 'Bỏ' }).click();
      await page.getByText('Chưa có chỉ tiêu giảm đầu mối').waitFor();
      await page.getByRole('button', { name: 'Hoàn lại' }).click();
      await page.locator('dd', { hasText: '1 / 1' }).waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'outcomes: a committed plan has a sheet of before and after, which goes out as XLSX',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await planned(page, 'SX-G2', '2025-07-01');
      await commit(page, 'SX-G2');
      await visit(page, '/statistics/plans/SX-G2');
      await page.getByText(/2 đơn vị trước và 1 đơn vị sau ngày 01\/07\/2025/).waitFor();
      const row = page.getByRole('row', { name: /Đơn vị sự nghiệp công lập/ });
      assert.match(await row.innerText(), /2\s+1\s/);
      await page.getByText('chưa đến').first().waitFor();
      await picture(page, 'sheet');
      assert.deepEqual(await axe(page), []);
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải XLSX' }).click()]);
      assert.equal(file.suggestedFilename(), 'truoc-va-sau-SX-G2.xlsx');
      assertQuiet(page);
    },
  },
];
