import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { admin, startEmpty } from './machine.mjs';
import { api, assertQuiet, axe, openPage, picture, settle, signedIn, signIn, visit } from './support.mjs';

export const officer = { name: 'canbo.vanthu', full: 'Lý Thị Hoa', password: 'mười hai con suối chảy về khe' };

// RFC 6238, for the second factor.
function oneTimeCode(secret) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/[\s=]/g, '')].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export const tests = [
  {
    name: 'sign-in: a wrong password is refused with a sentence, the right one opens the page that was asked for',
    always: true,
    async run(machine) {
      const page = await openPage(machine);
      await page.goto(`${machine.address}/documents?kind=resolution`);
      await page.waitForURL(/sign-in/);
      await page.fill('#name', admin.name);
      await page.fill('#password', 'không phải mật khẩu này');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[role=alert]');
      assert.match(await page.textContent('[role=alert]'), /\p{L}{2,}/u);
      assert.deepEqual(await axe(page), []);
      await picture(page, 'sign_in');
      await page.fill('#password', admin.password);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/documents\?kind=resolution/);
      assertQuiet(page);
    },
  },
  {
    name: 'accounts: an administrator creates an officer, whose one-time link sets a password',
    always: true,
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/admin');
      await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
      await page.fill('#account-name', officer.name);
      await page.fill('#account-full', officer.full);
      await page.fill('#account-unit', 'son khe');
      await page.getByRole('option', { name: /Đảng bộ tỉnh Sơn Khê/ }).first().click();
      await page.click('#account-role');
      await page.getByTitle('Cán bộ văn thư').click();
      await page.locator('form').getByRole('button', { name: 'Tạo tài khoản' }).click();
      const link = await page.getByLabel('Liên kết dùng một lần').inputValue();
      assert.match(link, /\/link#.{20,}/);
      const other = await openPage(machine);
      await other.goto(link);
      await other.fill('#new-password', officer.password);
      await other.fill('#new-password-2', officer.password);
      await other.getByRole('button', { name: 'Đặt mật khẩu và vào' }).click();
      await other.waitForSelector('.shell');
      assert.match(await other.textContent('.lead'), /Lý Thị Hoa/);
      // No administration for an officer.
      assert.equal(await other.getByRole('link', { name: 'Quản trị' }).count() <= 1, true);
      await visit(page, '/admin?search=hoa');
      await page.getByText(officer.name).first().waitFor();
      assertQuiet(page);
      assertQuiet(other);
    },
  },
  {
    name: 'second factor: it is turned on by scanning, asked for at the next sign-in, and turned off',
    async run(machine) {
      const page = await openPage(machine);
      await signIn(page, officer);
      await visit(page, '/account');
      await page.fill('#totp-password', officer.password);
      await page.getByRole('button', { name: 'Bật xác thực hai bước' }).click();
      await page.waitForSelector('svg.qr path, svg.qr rect');
      const secret = (await page.textContent('.mono')).replace(/\s/g, '');
      await page.fill('#totp-code', oneTimeCode(secret));
      await page.getByRole('button', { name: 'Xác nhận' }).click();
      await page.waitForSelector('.codes li');
      const codes = await page.locator('.codes li').allTextContents();
      assert.ok(codes.length >= 8);
      const again = await openPage(machine);
      await again.goto(`${machine.address}/sign-in`);
      await again.fill('#name', officer.name);
      await again.fill('#password', officer.password);
      await again.keyboard.press('Enter');
      await again.fill('#code', codes[0]);
      await again.keyboard.press('Enter');
      await again.waitForSelector('.shell');
      await visit(again, '/account');
      await again.fill('#factor-password', officer.password);
      await again.getByRole('button', { name: 'Tắt xác thực hai bước' }).click();
      await again.waitForSelector('#totp-password');
      assertQuiet(page);
      assertQuiet(again);
    },
  },
  {
    name: 'my account: a token is shown once and works; a session ends with sign-out',
    async run(machine) {
      const page = await openPage(machine);
      await signIn(page);
      await visit(page, '/account');
      await page.fill('#token-name', 'Bảng tính của phòng');
      await page.getByRole('button', { name: 'Tạo mã truy cập' }).click();
      const token = await page.getByLabel('Mã truy cập API').inputValue();
      const answer = await fetch(`${machine.address}/api/v1/documents`, { headers: { Authorization: `Bearer ${token}` } });
      assert.equal(answer.status, 200);
      await page.getByRole('button', { name: /Tài khoản của tôi/ }).click();
      await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
      await page.waitForSelector('#name');
      assert.equal((await api(page, 'GET', '/documents')).status, 401);
      assertQuiet(page);
    },
  },
  {
    name: 'accounts: people stand by given name, and by account name when asked',
    async run(machine) {
      const page = await signedIn(machine);
      for (const [name, full_name] of [['thu.a', 'Vi Văn Thử Ươm'], ['thu.b', 'Đỗ Thị Thử Ấm'], ['thu.c', 'Bế Thị Thử Đào'], ['thu.d', 'Hà Văn Thử Dung']]) {
        const made = await api(page, 'POST', '/accounts', { name, full_name, unit_code: 'P12' });
        assert.equal(made.status, 201, JSON.stringify(made.value));
      }
      await visit(page, '/admin?search=thu.');
      const names = () => page.locator('.grid-row.body [role=gridcell]:first-child').allTextContents();
      await page.locator('.grid-row.body').nth(3).waitFor();
      assert.deepEqual(await names(), ['thu.b', 'thu.d', 'thu.c', 'thu.a']);
      await page.getByLabel('Sắp theo').selectOption('account');
      await page.waitForURL(/sort=account/);
      await page.waitForFunction(() => document.querySelector('.grid-row.body [role=gridcell]').textContent === 'thu.a');
      await settle(page);
      assert.deepEqual(await names(), ['thu.a', 'thu.b', 'thu.c', 'thu.d']);
      assertQuiet(page);
    },
  },
  {
    name: 'journal: it verifies as whole and shows what was done',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/admin/journal');
      await page.getByRole('button', { name: 'Kiểm tra nhật ký' }).click();
      await page.getByText('Còn nguyên vẹn').first().waitFor();
      assert.ok((await page.locator('[role=row]').count()) > 3);
      await page.locator('.grid-row.body').first().click();
      await page.waitForSelector('.ant-drawer pre');
      await settle(page);
      await page.keyboard.press('Escape');
      // What was done is asked for in words.
      await page.getByLabel('Việc', { exact: true }).selectOption({ label: 'Cấp vai trò' });
      await page.waitForURL(/verb=identity\.role_granted/);
      await settle(page);
      await page.locator('.grid-row.body', { hasText: 'Vai trò' }).first().waitFor();
      assert.deepEqual(await page.locator('.grid-row.body').filter({ hasNotText: 'Cấp vai trò' }).count(), 0);
      assert.deepEqual(await axe(page), []);
      assertQuiet(page);
    },
  },
  {
    name: 'accounts: many from a file, tried first; every refused row is told; a link opens',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/admin');
      await page.getByRole('button', { name: 'Tạo nhiều từ tệp' }).click();
      const hint = await page.locator('.drop').textContent();
      const columns = ['name', 'full_name', 'unit_code', 'role', 'from', 'to'];
      for (const column of columns) assert.ok(hint.includes(column), hint);
      const csv = `${columns.join(',')}\nvan.an,Hà Văn An,P12,document_officer,2024-01-01,\nthi.binh,Lò Thị Bình,P12,,,\nsai.vai,Vi Văn Sai,P12,king,,\nsai.don.vi,Vi Văn Lạc,P999,leader,,\n`;
      await page.setInputFiles('.drop input[type=file]', { name: 'tai-khoan.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
      await page.getByRole('button', { name: 'Xem thử' }).click();
      await page.getByText(/4 dòng/).waitFor();
      assert.equal(await page.locator('li', { hasText: '▲' }).count(), 2);
      assert.equal((await api(page, 'GET', '/accounts?search=van.an')).value.items.length, 0);
      await page.getByRole('button', { name: 'Tạo các tài khoản' }).click();
      await page.getByText('Mỗi liên kết chỉ hiện lần này').waitFor();
      const link = await page.locator('.small-table td.mono').first().textContent();
      const other = await openPage(machine);
      await other.goto(link);
      await other.getByText('Ít nhất 8 ký tự').waitFor();
      await other.fill('#new-password', 'ngắn quá');
      await other.fill('#new-password-2', 'ngắn quá');
      await other.getByRole('button', { name: 'Đặt mật khẩu và vào' }).click();
      await other.locator('.shell, .field-error').first().waitFor();
      assert.deepEqual((await api(page, 'GET', '/accounts?search=van.an')).value.items.map((a) => a.roles), [['document_officer']]);
      assertQuiet(page);
    },
  },
  {
    name: 'second factor: who must have one scans the picture before going on, and keeps recovery codes',
    async run(machine) {
      const page = await signedIn(machine);
      const made = (await api(page, 'POST', '/accounts', { name: 'kiem.toan', full_name: 'Nông Thị Kiểm', unit_code: 'P12', grant: { role: 'auditor', unit_code: 'P12' } })).value;
      await visit(page, '/admin/roles');
      const box = page.getByLabel(/bước: Kiểm toán/);
      await box.check();
      await page.getByRole('button', { name: 'Lưu cài đặt' }).click();
      await page.waitForFunction(() => !document.querySelector('.page-head .ant-btn-loading'));
      const other = await openPage(machine);
      await other.goto(new URL(made.link, machine.address).toString());
      await other.fill('#new-password', 'suối chảy qua mười hai bản');
      await other.fill('#new-password-2', 'suối chảy qua mười hai bản');
      await other.getByRole('button', { name: 'Đặt mật khẩu và vào' }).click();
      await other.getByRole('button', { name: 'Bật xác thực hai bước' }).click();
      await other.waitForSelector('svg.qr path, svg.qr rect');
      assert.deepEqual(await axe(other), []);
      const secret = (await other.textContent('.mono')).replace(/\s/g, '');
      await other.fill('#totp-code', '000000');
      await other.getByRole('button', { name: 'Xác nhận' }).click();
      await other.locator('[role=alert]').waitFor();
      await other.fill('#totp-code', oneTimeCode(secret));
      await other.getByRole('button', { name: 'Xác nhận' }).click();
      await other.waitForSelector('.codes li');
      assert.ok((await other.locator('.codes li').count()) >= 8);
      await other.getByRole('button', { name: 'Đã cất mã' }).click();
      await other.waitForSelector('.shell');
      await visit(other, '/admin/journal');
      const [download] = await Promise.all([other.waitForEvent('download'), other.getByRole('button', { name: 'Xuất chữ ký cuối' }).click()]);
      assert.match(download.suggestedFilename(), /\.json$/);
      const box2 = page.getByLabel(/bước: Kiểm toán/);
      await box2.uncheck();
      await page.getByRole('button', { name: 'Lưu cài đặt' }).click();
      assertQuiet(page);
      assertQuiet(other);
    },
  },
  {
    name: 'first start: the printed link makes the first administrator, once',
    async run(machine) {
      const fresh = await startEmpty(machine);
      try {
        const page = Object.assign(await openPage(machine), { address: fresh.address });
        await page.goto(fresh.link);
        await page.fill('#link-name', 'nguoi.dau');
        await page.fill('#link-full', 'Ma Văn Đầu');
        await page.fill('#new-password', admin.password);
        await page.fill('#new-password-2', admin.password);
        assert.deepEqual(await axe(page), []);
        await page.getByRole('button', { name: 'Đặt mật khẩu và vào' }).click();
        await page.waitForSelector('.shell');
        // An empty store says what to do first on every page.
        for (const to of ['/', '/units', '/documents', '/series', '/intake', '/intake/facts', '/intake/attestations', '/documents/tallies', '/admin/jobs']) {
          await visit(page, to);
          assert.equal(await page.locator('[role=alert]').count(), 0, to);
          assert.ok((await page.locator('main').textContent()).length > 60, to);
        }
        const again = Object.assign(await openPage(machine), { address: fresh.address });
        await again.goto(fresh.link);
        await again.locator('.state-box').waitFor();
        assertQuiet(page);
      } finally {
        await fresh.stop();
      }
    },
  },
];
