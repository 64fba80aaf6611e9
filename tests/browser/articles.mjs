import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './machine.mjs';
import { api, assertQuiet, dropFiles, signedIn, visit } from './support.mjs';

const folder = process.env.LIENTHONG_SHARED ?? path.join(root, '..', 'shared');

export const tests = [
  {
    name: 'articles: the five source articles go in through the browser, are accepted, and the registers answer',
    async run(machine) {
      const seeds = path.join(folder, 'seeds');
      if (!fs.existsSync(seeds)) return 'the articles are not beside this checkout';
      const names = fs.readdirSync(seeds).filter((n) => n.endsWith('.txt')).sort();
      assert.equal(names.length, 5);
      const page = await signedIn(machine);
      await visit(page, '/intake?unit=TW');
      await page.waitForSelector('.drop');
      await dropFiles(page, names.map((name) => ({ name, content: fs.readFileSync(path.join(seeds, name)) })));
      await page.waitForFunction((n) => document.querySelectorAll('.tag.good').length >= n, names.length, { timeout: 60_000 });
      const texts = (await api(page, 'GET', '/intake/texts?limit=100')).value.items.filter((t) => names.includes(t.name));
      assert.equal(texts.length, 5);
      for (const text of texts) {
        await visit(page, `/intake/${text.id}`);
        await page.waitForSelector('.item.selected');
        await page.keyboard.press('Shift+A');
        await page.waitForFunction(() => document.querySelectorAll('.item .tag.good').length > 3, null, { timeout: 30_000 });
      }
      // Which document reviews which, and since when it is known.
      const found = (await api(page, 'GET', `/documents/find?text=${encodeURIComponent('50-KL/TW')}`)).value.items;
      assert.ok(found.length > 0, '50-KL/TW is not in the register');
      await visit(page, `/documents/${found[0].id}`);
      await page.getByRole('heading', { level: 1, name: /50-KL\/TW/ }).waitFor();
      await page.locator('.small-table tr', { hasText: 'sơ kết' }).filter({ hasText: '18-NQ/TW' }).first().waitFor();
      // Issued by whom.
      const by = (await api(page, 'GET', '/documents/tally?by=issuer')).value.rows;
      assert.ok(by.some((r) => r.name === 'Bộ Chính trị' && r.count > 0), JSON.stringify(by));
      // The article's three numbers stand beside the register's own, each a door to its rows.
      const claims = [['Ban Chấp hành Trung ương', 11], ['Bộ Chính trị', 32], ['Ban Bí thư', 22]];
      for (const [issuer, value] of claims) {
        const made = await api(page, 'POST', '/document-claims', { unit: 'TW', text: `${issuer} đã ban hành ${value} văn bản`, value, query: { issuer, term: 13 }, source: names[0] });
        assert.equal(made.status, 201, JSON.stringify(made.value));
      }
      for (const [issuer, value] of claims) {
        await visit(page, '/documents/tallies?by=issuer&term=13');
        const row = page.locator('tr', { hasText: `${issuer} đã ban hành ${value} văn bản` });
        const [claimed, counted, difference] = (await row.locator('.number').allTextContents()).map((x) => Number(x.replace('−', '-').replace('+', '')));
        assert.equal(claimed, value);
        assert.equal(difference, counted - value);
        await row.locator('.number a').click();
        await page.waitForURL(/\/documents\?.*issuer=/);
        await page.locator(counted > 0 ? '.grid-foot' : '.state-box').filter({ hasText: counted > 0 ? new RegExp(`^${counted} văn bản`) : /Không có văn bản nào khớp/ }).waitFor();
      }
      // Who is attested in which office on which day.
      await visit(page, '/intake/attestations');
      await page.locator('.grid-row.body').first().waitFor();
      const attested = (await api(page, 'GET', '/intake/attestations?limit=100')).value.items;
      assert.ok(attested.some((a) => a.office !== '' && a.day));
      assertQuiet(page);
      return undefined;
    },
  },
];
