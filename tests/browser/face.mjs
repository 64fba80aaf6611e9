import assert from 'node:assert/strict';
import { api, assertQuiet, axe, openPage, picture, signedIn, signIn, visit } from './support.mjs';

async function everyPage(page) {
  const document = (await api(page, 'GET', '/documents?limit=1')).value.items[0];
  const text = (await api(page, 'GET', '/intake/texts?limit=1')).value.items[0];
  const series = (await api(page, 'GET', '/series')).value.items[0];
  return [
    '/', '/units?on=2023-06-30', '/units/P12?on=2023-06-30', '/units/import', '/documents', '/documents/new', '/documents/tallies',
    ...(document ? [`/documents/${document.id}`] : []), '/series', ...(series ? [`/series/${series.id}`] : []), '/intake',
    ...(text ? [`/intake/${text.id}`] : []), '/intake/facts', '/intake/attestations', '/admin', '/admin?account=1', '/admin/roles',
    '/admin/journal', '/admin/jobs', '/admin/rules', '/account', '/khong-co-trang-nay',
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
        if (whole > seen || seen > 360) wide.push(`${to}: ${whole} of ${seen}`);
      }
      assert.deepEqual(wide, []);
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
    name: 'zoom: at 200 % nothing is cut off sideways',
    async run(machine) {
      const page = await openPage(machine, { viewport: { width: 640, height: 480 }, deviceScaleFactor: 2 });
      await signIn(page);
      for (const to of ['/', '/documents', '/units', '/intake']) {
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
    name: 'face: unit and day of the context bar stay in the address from page to page',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/units?unit=P12&on=2023-06-30');
      await page.locator('.side').getByRole('link', { name: 'Văn bản' }).click();
      await page.waitForURL(/\/documents\?.*unit=P12/);
      assert.match(page.url(), /on=2023-06-30/);
      await page.getByText('Đảng bộ tỉnh Sơn Khê').first().waitFor();
      assertQuiet(page);
    },
  },
];
