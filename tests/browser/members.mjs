import assert from 'node:assert/strict';
import { api, assertQuiet, axe, picture, settle, signedIn, visit } from './support.mjs';

// Two cells below the province, and a few invented people, once for all tests.
export async function people(page) {
  if ((await api(page, 'GET', '/members/SK-100')).status === 200) return;
  const unit = (code, name, kind, parent_code) => api(page, 'POST', '/units', { code, name, kind, level: kind, parent_code, from: '2000-01-01' });
  await unit('P12-D1', 'Đảng bộ phường Suối Hoa', 'commune', 'P12');
  await unit('P12-C1', 'Chi bộ Tổ dân phố 4', 'cell', 'P12-D1');
  await unit('P12-C2', 'Chi bộ Trường Trung học phổ thông Suối Hoa', 'cell', 'P12-D1');
  const names = ['Nguyễn Thị Hoa Sen', 'Trần Văn Thử', 'Lê Đức Ví Dụ', 'Phạm Minh Mẫu', 'Đỗ Thị Ân'];
  for (const [i, full_name] of names.entries()) {
    const made = await api(page, 'POST', '/members', {
      code: `SK-${100 + i}`, unit_code: i % 2 ? 'P12-C1' : 'P12-C2', joined_on: '2019-05-19', full_name, gender: i % 2 ? 'male' : 'female', birth_date: `197${i}-03-1${i}`,
      ethnicity: 'Kinh', education: 'bachelor', occupation: 'giáo viên', citizen_number: i === 0 ? '001170000123' : '',
      admitted_on: '2018-05-03', ceremony_on: '2018-05-19', official_on: i === 3 ? null : '2019-05-19', document: '12-QĐ/TU@2018-05-03',
    });
    assert.equal(made.status, 201, JSON.stringify(made.value));
  }
}

export const tests = [
  {
    name: 'members: the list filters in the address and opens a record by keyboard',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await visit(page, '/members?unit=P12');
      await page.getByText('5 người').waitFor();
      await picture(page, 'members');
      await page.getByRole('combobox', { name: 'Tư cách' }).selectOption('probationary');
      await page.getByText('1 người').waitFor();
      assert.match(page.url(), /status=probationary/);
      await page.focus('[role=grid]');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Phạm Minh Mẫu' }).waitFor();
      await page.getByText('Quá trình sinh hoạt').waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'members: a record is corrected, keeps what it was, and a number is shown only when asked for',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await visit(page, '/members/SK-100');
      await page.getByText('*********123').waitFor();
      await page.getByRole('button', { name: 'Xem đủ số' }).click();
      await page.getByText('001170000123').waitFor();
      await page.getByRole('button', { name: 'Đính chính' }).click();
      await page.getByLabel('Nghề nghiệp').fill('hiệu trưởng');
      await page.getByRole('button', { name: 'Lưu đính chính' }).click();
      await page.getByText('Nghề nghiệp: giáo viên → hiệu trưởng').waitFor();
      await settle(page);
      await picture(page, 'member');
      assert.deepEqual(await axe(page), []);
      assertQuiet(page);
    },
  },
  {
    name: 'members: two who correct one record see both values',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await visit(page, '/members/SK-102');
      await page.getByRole('button', { name: 'Đính chính' }).click();
      await page.getByLabel('Nghề nghiệp').fill('kỹ sư');
      const other = (await api(page, 'GET', '/members/SK-102')).value;
      assert.equal((await api(page, 'PATCH', '/members/SK-102', { occupation: 'bác sĩ' }, { 'If-Match': `"${other.version}"` })).status, 200);
      await page.getByRole('button', { name: 'Lưu đính chính' }).click();
      await page.getByRole('cell', { name: 'bác sĩ' }).waitFor();
      await page.getByRole('button', { name: 'Lưu bản này lên trên' }).click();
      await page.getByText('Nghề nghiệp: bác sĩ → kỹ sư').waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'members: a record is entered on behalf of another, and what is wrong is said beside its field',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await visit(page, '/members/new?unit=P12-C1');
      await page.getByLabel('Họ và tên').fill('Hoàng Thị Kiểm');
      await page.getByLabel('Ngày sinh').fill('1988');
      await page.getByLabel('Về chi bộ từ ngày').fill('03/02/2020');
      await page.getByLabel('Ngày quyết định kết nạp').fill('03/02/2017');
      await page.getByLabel('Ngày lễ kết nạp').fill('03/02/2016');
      await page.getByLabel('Ngày chính thức').fill('03/02/2018');
      await page.getByText('Nhập thay người khác').click();
      await page.getByLabel('Nhập thay cho').fill('Hoàng Thị Kiểm');
      await page.getByLabel('Ghi chú').fill('Phiếu giấy lưu tại chi bộ');
      await page.getByRole('button', { name: 'Lưu hồ sơ' }).click();
      await page.getByText(/không thể sau lễ kết nạp/).first().waitFor();
      await page.getByLabel('Ngày lễ kết nạp').fill('03/02/2017');
      await page.getByRole('button', { name: 'Lưu hồ sơ' }).click();
      await page.getByRole('heading', { level: 1, name: 'Hoàng Thị Kiểm' }).waitFor();
      await page.getByText(/thay cho Hoàng Thị Kiểm/).waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'members: who may be in the register already is told, found by a scan, merged by keyboard, and the merge undone',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      const twin = { unit_code: 'P12-C1', joined_on: '2019-05-19', full_name: 'Lương Thị Trùng', gender: 'female', birth_date: '1981-04-12', admitted_on: '2018-05-03', ceremony_on: '2018-05-19', official_on: '2019-05-19' };
      assert.equal((await api(page, 'POST', '/members', { ...twin, code: 'TR-1' })).status, 201);
      assert.equal((await api(page, 'POST', '/members', { ...twin, code: 'TR-2', full_name: 'Lương Thị Trung', unit_code: 'P12-C2', occupation: 'y tá' })).status, 201);
      await visit(page, '/members/new?unit=P12-C1');
      await page.getByLabel('Họ và tên').fill('Luong Thi Trung');
      await page.getByLabel('Ngày sinh').fill('12/04/1981');
      await page.getByText('Có thể đã có trong sổ').waitFor();
      await page.getByRole('link', { name: 'Lương Thị Trùng' }).waitFor();
      await visit(page, '/members/duplicates?unit=P12');
      await page.getByRole('button', { name: 'Rà soát' }).click();
      await page.getByText('Cùng họ tên và ngày sinh').waitFor();
      await settle(page);
      await picture(page, 'duplicates');
      assert.deepEqual(await axe(page), []);
      await page.getByRole('link', { name: 'Đối chiếu hai hồ sơ' }).focus();
      await page.keyboard.press('Enter');
      const occupation = page.getByRole('radio', { name: 'Nghề nghiệp: y tá' });
      await occupation.focus();
      await page.keyboard.press('Space');
      await settle(page);
      await picture(page, 'compare');
      assert.deepEqual(await axe(page), []);
      await page.getByRole('button', { name: 'Gộp vào TR-1' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Lương Thị Trùng' }).waitFor();
      await page.getByText('y tá').first().waitFor();
      await page.getByRole('link', { name: 'TR-2' }).click();
      await page.getByText('Đã gộp vào hồ sơ').waitFor();
      await page.getByRole('button', { name: 'Hoàn tác việc gộp' }).click();
      await page.getByText('Hoàn tác việc gộp hồ sơ.').waitFor();
      assert.equal((await api(page, 'GET', '/members/TR-1')).value.occupation, '');
      await visit(page, '/members/duplicates/TR-1/TR-2');
      await page.getByLabel('Vì sao là hai người').fill('khác quê');
      await page.getByRole('button', { name: 'Là hai người' }).click();
      await page.getByText(/đã đánh dấu là hai người/).waitFor();
      await visit(page, '/members/duplicates?unit=P12');
      await page.getByText('Không có đôi nào chờ đối chiếu').waitFor();
      await page.getByRole('checkbox', { name: 'Những đôi đã đánh dấu là hai người' }).check();
      await page.getByText(/khác quê/).waitFor();
      assertQuiet(page);
    },
  },
  {
    name: 'members: a file with foreign columns is matched, tried, imported and undone; a wrong row is named',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await visit(page, '/members/import');
      const bring = (content) => page.locator('input[type=file]').setInputFiles({ name: 'dang-vien.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
      const head = 'Số hiệu;Họ và tên;Giới tính;Ngày kết nạp;ceremony_on\n';
      await bring(`${head}NK-1;Ngô Thị Nhập;female;2024-13-01;2024-02-03\n`);
      await page.getByRole('combobox', { name: 'Số hiệu', exact: true }).selectOption('code');
      await page.getByRole('button', { name: 'Kiểm tra tệp' }).click();
      await page.getByRole('cell', { name: 'Ngày kết nạp', exact: true }).waitFor();
      assert.equal(await page.getByRole('button', { name: 'Nhập vào sổ' }).isDisabled(), true);
      await page.getByRole('button', { name: 'Chọn tệp khác' }).click();
      await bring(`${head}NK-1;Ngô Thị Nhập;female;2024-01-03;2024-02-03\n`);
      await page.getByText('Như lần trước bạn đã ghép').waitFor();
      await page.getByRole('button', { name: 'Kiểm tra tệp' }).click();
      await page.getByRole('button', { name: 'Nhập vào sổ' }).click();
      await page.getByText('Đã vào sổ').first().waitFor();
      assert.equal((await api(page, 'GET', '/members/NK-1')).status, 200);
      await page.getByRole('button', { name: 'Hoàn tác đợt này' }).first().click();
      await page.getByText('Đã hoàn tác đợt').first().waitFor();
      assert.equal((await api(page, 'GET', '/members/NK-1')).status, 404);
      assert.deepEqual(await axe(page), []);
      assertQuiet(page);
    },
  },
  {
    name: 'members: a transfer is sent from the record, waits in the inbox with its clock, and is accepted',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await visit(page, '/members/SK-104');
      await page.getByRole('button', { name: 'Làm thủ tục' }).click();
      await page.getByRole('menuitem', { name: 'Chuyển sinh hoạt', exact: true }).click();
      await page.getByRole('combobox', { name: 'Nơi đến' }).fill('to dan pho 4');
      await page.getByRole('option', { name: /Tổ dân phố 4/ }).first().click();
      await page.getByLabel('Ngày có quyết định hoặc chuyển đi').fill('02/11/2026');
      await page.getByLabel('Ngày nhận giấy giới thiệu').fill('03/11/2026');
      await page.getByRole('button', { name: 'Gửi nơi đến' }).click();
      await page.getByRole('heading', { level: 1, name: /^Chuyển sinh hoạt chính thức: Đỗ Thị Ân/ }).waitFor();
      await settle(page);
      await picture(page, 'transfer');
      assert.deepEqual(await axe(page), []);
      await page.getByRole('link', { name: 'Giấy giới thiệu chuyển sinh hoạt' }).click();
      await page.getByText('Nơi chuyển đến').waitFor();
      await visit(page, '/members/cases?unit=P12-C1&side=incoming');
      await page.getByText('Đỗ Thị Ân').first().click();
      await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click();
      await page.getByLabel('Ngày', { exact: true }).fill('10/11/2026');
      await page.getByRole('combobox', { name: 'Chi bộ tiếp nhận' }).fill('to dan pho 4');
      await page.getByRole('option', { name: /Tổ dân phố 4/ }).first().click();
      await page.getByRole('button', { name: 'Ghi bước “Tiếp nhận”' }).click();
      await page.getByText('Việc đã khép lại.').waitFor();
      assert.equal((await api(page, 'GET', '/members/SK-104')).value.unit_code, 'P12-C1');
      assertQuiet(page);
    },
  },
  {
    name: 'members: a member sees the own record and who looked, asks about a field, and sees what the cell answered',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await visit(page, '/my/record');
      await page.getByText('Tài khoản này chưa nối với hồ sơ đảng viên nào').waitFor();
      await visit(page, '/members/SK-101');
      await page.getByRole('button', { name: 'Làm thủ tục' }).click();
      await page.getByRole('menuitem', { name: 'Nối tài khoản' }).click();
      await page.getByLabel('Tên tài khoản').fill('khongco');
      await page.getByRole('button', { name: 'Nối tài khoản' }).click();
      await page.getByText(/khongco/).first().waitFor();
      await page.getByLabel('Tên tài khoản').fill('quantri');
      await page.getByRole('button', { name: 'Nối tài khoản' }).click();
      await page.getByText('Đã nối tài khoản quantri').waitFor();
      await visit(page, '/my/record');
      await page.getByText('Tuổi khi xét kết nạp').waitFor();
      await page.getByRole('listitem').filter({ hasText: 'quantri' }).first().waitFor();
      await page.getByRole('button', { name: 'Chưa đúng: Học vấn' }).click();
      await page.getByLabel('Điều chưa đúng, và đúng ra là gì').fill('Tôi học cao đẳng.');
      await page.getByRole('button', { name: 'Gửi chi bộ' }).click();
      await page.getByText('Đã hỏi, chờ trả lời').waitFor();
      await visit(page, '/members/questions?unit=P12');
      await page.getByRole('button', { name: 'Trả lời: Trần Văn Thử, Học vấn' }).click();
      await page.getByLabel('Trả lời bằng lời').fill('Chi bộ đã xem bằng và sẽ sửa.');
      // Somebody else answers meanwhile: both answers are shown.
      const asked = (await api(page, 'GET', '/member-questions?unit=P12')).value.items[0];
      assert.equal((await api(page, 'POST', `/member-questions/${asked.id}/answer`, { answer: 'Xin chờ.', accepted: false }, { 'If-Match': `"${asked.version}"` })).status, 200);
      await page.getByRole('button', { name: 'Gửi trả lời' }).click();
      await page.getByRole('cell', { name: 'Xin chờ.' }).waitFor();
      assert.deepEqual(await axe(page), []);
      await page.getByRole('button', { name: 'Lưu bản này lên trên' }).click();
      await page.getByText('Không có câu hỏi nào chờ trả lời').waitFor();
      await visit(page, '/my/record');
      await page.getByText('Chi bộ đã xem bằng và sẽ sửa.').waitFor();
      await page.getByText('Sẽ đính chính').waitFor();
      await picture(page, 'own_record');
      assert.deepEqual(await axe(page), []);
      assertQuiet(page);
    },
  },
];
