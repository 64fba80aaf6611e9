import assert from 'node:assert/strict';
import { startLine } from './machine.mjs';
import { people } from './members.mjs';
import { api, assertQuiet, axe, dropFiles, openPage, picture, signedIn, signIn, visit } from './support.mjs';

async function everyPage(page) {
  const document = (await api(page, 'GET', '/documents?limit=1')).value.items[0];
  const text = (await api(page, 'GET', '/intake/texts?text=nghi_quyet&limit=1')).value.items[0];
  const series = (await api(page, 'GET', '/series')).value.items[0];
  const member = (await api(page, 'GET', '/members?limit=1')).value.items[0];
  return [
    '/', '/units?on=2023-06-30', '/units/P12?on=2023-06-30', '/units/import', '/reorganisations', '/reorganisations/new', '/members', '/members/new', '/members/fields', '/members/import', '/members/cases', '/members/due', '/members/duplicates', '/members/questions', '/my/record', '/members/admit', '/statistics', '/statistics?unit=P12&by=gender,status', '/statistics?unit=P12&by=none&step=year&period=2020-01-01..2026-06-30', '/statistics/targets?unit=P12', '/statistics/targets?unit=TW&m=admissions&edit=P12&goal=6000000&by=2030-12-31', ...(member ? [`/members/${member.code}`] : []), '/documents', '/documents/new', '/documents/tallies',
    ...(document ? [`/documents/${document.id}`] : []), '/series', ...(series ? [`/series/${series.id}`] : []), '/intake',
    ...(text ? [`/intake/${text.id}`] : []), '/intake/facts', '/intake/attestations', '/admin', '/admin?account=1', '/admin/roles',
    '/admin/journal', '/admin/jobs', '/admin/rules', '/admin/rules/R03', '/admin/calendar', '/account', '/khong-co-trang-nay',
  ];
}
const remember = (page, settings) => page.addInitScript((s) => localStorage.setItem('lienthong.settings', JSON.stringify(s)), settings);

export const tests = [
  ...['light', 'dark'].map((theme) => ({
    name: `face: axe finds nothing serious on any page, ${theme}`,
    async run(machine) {
      const page = await openPage(machine);
      await remember(page, { theme });
      await signIn(page);
      const found = [];
      for (const to of await everyPage(page)) {
        await visit(page, to);
        for (const v of await axe(page)) found.push(`${to}: ${v}`);
      }
      assert.deepEqual(found, []);
      assertQuiet(page);
      if (theme === 'dark') {
        await visit(page, '/');
        await picture(page, 'home_dark');
      }
    },
  })),
  {
    name: 'face: high contrast, large text and English are clean too',
    async run(machine) {
      const page = await openPage(machine);
      await remember(page, { theme: 'light', contrast: 'more', size: 'large', language: 'en' });
      await signIn(page);
      const found = [];
      for (const to of ['/', '/documents', '/account']) {
        await visit(page, to);
        for (const v of await axe(page)) found.push(`${to}: ${v}`);
      }
      assert.deepEqual(found, []);
      assert.equal(await page.getAttribute('html', 'lang'), 'en');
      assertQuiet(page);
    },
  },
  {
    name: 'phone: no page is wider than 360 px, the bottom bar leads on, targets are large',
    async run(machine) {
      const page = await openPage(machine, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
      await signIn(page);
      const wide = [];
      for (const to of await everyPage(page)) {
        await visit(page, to);
        const [whole, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        if (whole > seen || seen > 360) {
          const over = await page.evaluate(() => [...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > 361 && !e.closest('.table-scroll')).map((e) => `${e.tagName}.${e.className}`)[0]);
          wide.push(`${to}: ${whole} of ${seen}, ${over}`);
        }
      }
      assert.deepEqual(wide, []);
      // The tab of the page is in sight, however many stand before it.
      await visit(page, '/admin/rules');
      const tab = await page.locator('.tabs-links [aria-current=page]').boundingBox();
      assert.ok(tab.x >= 0 && tab.x + tab.width <= 361, JSON.stringify(tab));
      // No word of the program's own: every state of a source is said.
      assert.doesNotMatch(await page.textContent('main'), /\bended\b/);
      await visit(page, '/');
      await picture(page, 'phone_home');
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('.bottom a, .bottom button, .head button, .head a')].filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44).map((e) => e.textContent),
      );
      assert.deepEqual(small, []);
      await page.locator('.bottom').getByRole('link', { name: 'Văn bản' }).click();
      await page.waitForURL(/\/documents/);
      await page.locator('.grid-row.body').first().waitFor();
      await picture(page, 'phone_documents');
      assertQuiet(page);
    },
  },
  {
    name: 'weak signal: without the server pages show what the device saw, drafts stay, and all goes on when it is back',
    async run(machine) {
      const line = await startLine(machine.address);
      const page = Object.assign(await openPage(machine), { address: line.address });
      await signIn(page);
      await page.evaluate(async () => void (await navigator.serviceWorker.ready));
      const document = (await api(page, 'GET', '/documents?limit=1')).value.items[0];
      await visit(page, '/documents'); // the second visit
      await page.locator('.grid-row.body').first().waitFor();
      await visit(page, `/documents/${document.id}`);
      await visit(page, '/documents/new?unit=P12');
      await visit(page, '/intake?unit=P12');
      await line.cut();
      await page.goto(`${page.address}/documents`);
      await page.getByText('Không có kết nối với máy chủ.').waitFor();
      await page.getByText('Đang hiện những gì máy này đã thấy').waitFor();
      await page.locator('.grid-row.body').first().waitFor();
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(await page.evaluate(() => [...document.images].filter((i) => i.naturalWidth === 0).map((i) => i.src)), []);
      await picture(page, 'offline');
      // What is typed is kept, and nothing pretends to be stored.
      await page.goto(`${page.address}/documents/new?unit=P12`);
      await page.fill('#document-subject', 'về việc viết lúc mất mạng');
      await page.getByRole('button', { name: 'Vào sổ' }).click();
      await page.locator('form [role=alert]').waitFor();
      await page.reload();
      await page.waitForFunction(() => document.querySelector('#document-subject')?.value === 'về việc viết lúc mất mạng');
      // A file waits and goes by itself.
      await page.goto(`${page.address}/intake?unit=P12`);
      await page.waitForSelector('.drop');
      await dropFiles(page, [{ name: 'mat-mang.txt', content: 'BÁO CÁO\nĐến ngày 30/6/2024, có 12 chi bộ sinh hoạt chuyên đề.\n' }]);
      await page.locator('.tag.bad').waitFor();
      await line.mend();
      await page.locator('.tag.good').first().waitFor({ timeout: 20_000 });
      await page.waitForFunction(() => !document.querySelector('.offline'));
      // Signing out leaves nothing of what was seen or typed.
      await page.getByRole('button', { name: /Tài khoản của tôi/ }).click();
      await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
      await page.waitForSelector('#name');
      await page.waitForFunction(async () => {
        const kept = await (await caches.open('lienthong-seen')).keys();
        return kept.every((r) => r.url.endsWith('/session')) && !Object.keys(localStorage).some((k) => k.startsWith('lienthong.draft.'));
      });
      await line.stop();
    },
  },
  {
    name: 'weak signal: an upload that breaks off says so, keeps its file, and is sent again by a button',
    async run(machine) {
      const line = await startLine(machine.address);
      const page = Object.assign(await openPage(machine), { address: line.address });
      await signIn(page);
      await visit(page, '/intake?unit=P12');
      await page.waitForSelector('.drop');
      line.cutAfter(200_000);
      await dropFiles(page, [{ name: 'dut-giua-chung.txt', content: 'Dòng này không có gì để đọc.\n'.repeat(30_000) }]);
      const row = page.locator('li.panel', { hasText: 'dut-giua-chung.txt' });
      await row.getByText('Mất kết nối giữa chừng').waitFor();
      assert.deepEqual(await axe(page), []);
      assert.equal((await api(await signedIn(machine), 'GET', '/intake/texts?text=dut-giua-chung')).value.items.length, 0);
      // The page does not notice by itself that the server is back, or it would be faster than the button.
      await page.route('**/healthz', (route) => route.abort());
      await line.mend();
      await row.getByRole('button', { name: 'Gửi lại từ đầu' }).click();
      await row.locator('.tag.good').waitFor({ timeout: 30_000 });
      assert.equal((await api(page, 'GET', '/intake/texts?text=dut-giua-chung')).value.items.length, 1);
      await line.stop();
    },
  },
  {
    name: 'zoom: at 200 % nothing is cut off sideways',
    async run(machine) {
      const page = await openPage(machine, { viewport: { width: 640, height: 480 }, deviceScaleFactor: 2 });
      await signIn(page);
      for (const to of ['/', '/documents', '/units', '/intake', '/statistics?unit=P12&by=child,gender', '/statistics/targets?unit=P12', '/my/record', '/members/questions']) {
        await visit(page, to);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, to);
      }
    },
  },
  {
    name: 'palette: Ctrl K finds pages, units and documents and goes there by keyboard',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/');
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Tìm và đi tới' }).fill('son khe');
      await page.getByRole('option', { name: /Đảng bộ tỉnh Sơn Khê/ }).first().waitFor();
      await picture(page, 'palette');
      assert.deepEqual(await axe(page), []);
      await page.getByRole('combobox', { name: 'Tìm và đi tới' }).fill('nhat ky');
      await page.getByRole('option', { name: /Nhật ký/ }).first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/admin\/journal/);
      assertQuiet(page);
    },
  },
  {
    name: 'face: unit, period and structure of the context bar stay in the address from page to page',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/units?unit=P12&on=2023-06-30');
      await page.locator('.side').getByRole('link', { name: 'Văn bản' }).click();
      await page.waitForURL(/\/documents\?.*unit=P12/);
      assert.match(page.url(), /on=2023-06-30/);
      await page.getByText('Đảng bộ tỉnh Sơn Khê').first().waitFor();
      const bar = page.getByRole('region', { name: 'Phạm vi' });
      await bar.getByRole('button', { name: '30/06/2023' }).click();
      await page.getByLabel('Hoặc trong kỳ').selectOption('2023-Q1');
      await page.getByLabel('Năm', { exact: true }).selectOption('2024');
      await page.waitForURL(/period=2024-Q1/);
      assert.doesNotMatch(page.url(), /[?&]on=/);
      await page.keyboard.press('Escape');
      await bar.getByRole('button', { name: 'Quý I/2024' }).waitFor();
      await bar.getByRole('button', { name: 'theo cơ cấu khi đó' }).click();
      await page.getByLabel('Theo cơ cấu của ngày').fill('01/07/2025');
      await page.getByLabel('Theo cơ cấu của ngày').press('Enter');
      await bar.getByRole('button', { name: 'theo cơ cấu ngày 01/07/2025' }).waitFor();
      assert.deepEqual(await axe(page), []);
      await page.locator('.side').getByRole('link', { name: 'Số liệu' }).click();
      await page.getByText(/31\/03\/2024.*01\/07\/2025/).first().waitFor();
      assert.match(page.url(), /period=2024-Q1/);
      // A plan may be the structure too.
      const plan = { id: 'SX-BAR', title: 'Đổi tên một ban', decision: '14-QĐ/TU@2026-01-05', effective_on: '2027-01-01', grants: [], changes: [{ verb: 'rename', unit: 'P12-BTC', name: 'Ban Tổ chức - Nội chính Tỉnh ủy Sơn Khê' }] };
      assert.equal((await api(page, 'POST', '/reorganisations', plan)).status, 201);
      await visit(page, '/units');
      await bar.getByRole('button', { name: 'theo cơ cấu khi đó' }).click();
      await page.getByRole('combobox', { name: 'Hoặc theo một phương án sắp xếp' }).fill('sx-bar');
      await page.getByRole('option', { name: /SX-BAR/ }).click();
      await bar.getByRole('button', { name: 'theo phương án SX-BAR' }).waitFor();
      assert.match(page.url(), /s=plan%3ASX-BAR/);
      assertQuiet(page);
    },
  },
  {
    name: 'face: the overview counts what falls due and waits, and every number is a door',
    async run(machine) {
      const page = await signedIn(machine);
      await people(page);
      await visit(page, '/?unit=P12');
      await page.getByText('Đảng bộ tỉnh Sơn Khê · Chào').waitFor();
      const members = (await api(page, 'GET', '/members?unit=P12&limit=1')).value.total;
      await page.getByRole('link', { name: `Đảng viên ${members}`, exact: true }).waitFor();
      await page.getByRole('link', { name: /^Tổ chức cơ sở, chi bộ yếu kém \d+$/ }).waitFor();
      const due = page.getByRole('link', { name: /^Xét công nhận chính thức, đã quá hạn.* \d+$/ });
      assert.match(await due.textContent(), /quá hạn\d+$/);
      await picture(page, 'overview');
      assert.deepEqual(await axe(page), []);
      await due.click();
      await page.waitForURL(/\/members\/due\?.*kind=late_recognition/);
      assert.match(page.url(), /unit=P12/);
      await page.getByText('Phạm Minh Mẫu').waitFor();
      await visit(page, '/?unit=P12');
      await page.getByRole('link', { name: /^Tăng năm/ }).click();
      await page.waitForURL(/\/statistics\/targets\?.*unit=P12/);
      assertQuiet(page);
    },
  },
  {
    name: 'face: a unit page says what became of a unit and on which day, and whose place its heir took',
    async run(machine) {
      const page = await signedIn(machine);
      for (const [code, name] of [['P12-L1', 'Đảng bộ phường Liên Sơn'], ['P12-L2', 'Đảng bộ phường Hoa Khê']])
        await api(page, 'POST', '/units', { code, name, kind: 'commune', level: 'commune', parent_code: 'P12', from: '2000-01-01' });
      const heir = { code: 'P12-L9', name: 'Đảng bộ phường Liên Hoa', kind: 'commune', level: 'commune', parent_code: 'P12' };
      const made = await api(page, 'POST', '/reorganisations', { id: 'SX-KT', title: 'Hợp nhất hai phường Liên Hoa', decision: '12-NQ/TU@2026-01-05', effective_on: '2026-02-01', grants: [], changes: [{ verb: 'merge', from: ['P12-L1', 'P12-L2'], into: heir }] });
      assert.equal(made.status, 201, JSON.stringify(made.value));
      const done = await api(page, 'POST', '/reorganisations/SX-KT/commit', undefined, { 'If-Match': `"${made.value.item.version}"` });
      assert.equal(done.status, 200, JSON.stringify(done.value));
      await visit(page, '/units/P12-L1');
      const panel = page.locator('section.panel', { hasText: 'Kế tục' });
      await panel.getByText('từ 01/02/2026').waitFor();
      assert.deepEqual(await axe(page), []);
      await panel.getByRole('link', { name: 'Đảng bộ phường Liên Hoa', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Đảng bộ phường Liên Hoa' }).waitFor();
      await panel.getByRole('link', { name: 'Đảng bộ phường Hoa Khê' }).waitFor();
      assertQuiet(page);
    },
  },
];
