import assert from 'node:assert/strict';
import { api, assertQuiet, axe, demoText, dropFiles, picture, settle, signedIn, visit } from './support.mjs';

const first = '01_nghi_quyet_15.txt';

async function openReview(page, name) {
  await visit(page, '/intake');
  await page.locator('.grid-row.body', { hasText: name }).first().click();
  await page.waitForSelector('.review');
  await settle(page);
}
const card = (page) => page.locator('.item.selected');
const textId = (page) => Number(/intake\/(\d+)/.exec(page.url())[1]);

async function items(page) {
  const all = [];
  for (let cursor = ''; cursor !== null; ) {
    const part = (await api(page, 'GET', `/intake/texts/${textId(page)}/items?limit=1000${cursor && `&cursor=${cursor}`}`)).value;
    all.push(...part.items);
    cursor = part.next;
  }
  return all;
}

// A text of many pages of items, taken in once.
async function openLong(page) {
  const name = 'rat_dai.txt';
  const known = (await api(page, 'GET', `/intake/texts?text=${name}`)).value.items;
  let id = known[0]?.id;
  if (id === undefined) {
    await visit(page, '/intake?unit=P12');
    await page.waitForSelector('.drop');
    const lines = Array.from({ length: 3000 }, (_, i) => `Ngày ${1 + (i % 28)}/3/2024, chi bộ ${i + 1} có ${i + 10} đảng viên.`);
    await dropFiles(page, [{ name, content: `BÁO CÁO\n\n${lines.join('\n')}\n` }]);
    const link = page.locator('.panel, li, .upload', { hasText: name }).getByRole('link', { name: 'Duyệt các mục' }).first();
    await link.waitFor({ timeout: 60_000 });
    id = Number(/intake\/(\d+)/.exec(await link.getAttribute('href'))[1]);
  }
  await visit(page, `/intake/${id}`);
  await page.waitForSelector('.source-text .piece');
  await settle(page);
}
const refuse = (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify({ title: 'Hỏng giữa chừng', detail: 'Máy chủ chưa trả lời được.' }) });

export const tests = [
  {
    name: 'intake: texts are dropped in, several at once, and read',
    always: true,
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/intake?unit=P12');
      await page.waitForSelector('.drop');
      await dropFiles(page, [demoText(first), demoText('08_ket_luan_so_ket.txt'), demoText('05_bao_cao_quy_1_2024.txt')]);
      await page.waitForFunction(() => document.querySelectorAll('.tag.good').length >= 3, null, { timeout: 60_000 });
      await picture(page, 'intake');
      assert.deepEqual(await axe(page), []);
      await page.getByRole('link', { name: 'Duyệt các mục' }).first().click();
      await page.waitForSelector('.source-text .piece');
      assertQuiet(page);
    },
  },
  {
    name: 'intake: a text with a secrecy stamp is refused with a sentence and nothing is kept',
    async run(machine) {
      const page = await signedIn(machine);
      await visit(page, '/intake?unit=P12');
      await page.waitForSelector('.drop');
      await dropFiles(page, [{ name: 'thu.txt', content: 'TỈNH ỦY SƠN KHÊ\n\nTUYỆT MẬT\n\nSố 01-BC/TU\n\nBÁO CÁO\nvề một việc thử nghiệm\n' }]);
      await page.locator('.tag.bad').waitFor();
      assert.ok((await page.locator('.field-error').first().textContent()).length > 20);
      const list = await api(page, 'GET', '/intake/texts?text=thu.txt');
      assert.equal(list.value.items.length, 0);
    },
  },
  {
    name: 'intake review: selecting on either side shows the other, by mouse',
    async run(machine) {
      const page = await signedIn(machine);
      await openReview(page, first);
      const piece = page.locator('.source-text .piece').nth(3);
      const id = await piece.getAttribute('data-item');
      await piece.click();
      await page.locator(`.item.selected[data-testid="item-${id}"]`).waitFor();
      const other = page.locator('.item:not(.selected)').nth(2);
      const otherId = (await other.getAttribute('data-testid')).slice(5);
      await other.click({ position: { x: 200, y: 12 } });
      await page.locator(`.piece.selected[data-item="${otherId}"]`).first().waitFor();
      assert.match(page.url(), new RegExp(`item=${otherId}`));
      await picture(page, 'review');
      assert.deepEqual(await axe(page), []);
      assertQuiet(page);
    },
  },
  {
    name: 'intake review: accepting, rejecting and moving by keyboard',
    async run(machine) {
      const page = await signedIn(machine);
      await openReview(page, first);
      const before = await items(page);
      const waiting = before.filter((i) => i.state === 'waiting').length;
      const selected = Number((await card(page).getAttribute('data-testid')).slice(5));
      await page.keyboard.press('ArrowDown');
      await page.waitForFunction((id) => document.querySelector('.item.selected')?.dataset.testid !== `item-${id}`, selected);
      await page.keyboard.press('r');
      await page.getByText('Đã từ chối').first().waitFor();
      await page.waitForFunction(() => document.querySelector('.item.selected .ant-btn-primary'));
      const figure = before.find((i) => i.type === 'figure' && i.state === 'waiting' && i.id !== selected);
      await page.locator(`[data-testid="item-${figure.id}"]`).click({ position: { x: 120, y: 12 } });
      await page.locator(`.item.selected[data-testid="item-${figure.id}"]`).waitFor();
      await page.keyboard.press('a');
      await page.locator(`[data-testid="item-${figure.id}"] .tag.good`).waitFor();
      const after = await items(page);
      assert.equal(after.find((i) => i.id === figure.id).state, 'accepted');
      assert.ok(after.filter((i) => i.state === 'waiting').length <= waiting - 2);
      assertQuiet(page);
    },
  },
  {
    name: 'intake review: a key that follows a click at once means the item that was clicked',
    async run(machine) {
      const page = await signedIn(machine);
      await openReview(page, first);
      const last = (await items(page)).filter((i) => i.type === 'figure').at(-1);
      await page.locator(`[data-testid="item-${last.id}"]`).evaluate(async (card) => {
        card.click();
        await new Promise((next) => queueMicrotask(next));
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'e', bubbles: true }));
      });
      await page.locator(`[data-testid="item-${last.id}"] [data-testid=span-editor]`).waitFor();
      await page.keyboard.press('Escape');
      assertQuiet(page);
    },
  },
  {
    name: 'intake review: a span is corrected by keyboard',
    async run(machine) {
      const page = await signedIn(machine);
      await openReview(page, first);
      const target = (await items(page)).find((i) => i.type === 'figure' && i.state === 'waiting');
      await page.locator(`[data-testid="item-${target.id}"]`).click({ position: { x: 120, y: 12 } });
      await page.keyboard.press('e');
      await page.waitForSelector('[data-testid=span-editor]');
      await page.keyboard.press('Control+ArrowRight');
      const moved = await page.textContent('[data-testid=span-editor]');
      assert.ok(moved.length > target.words.length, `${moved} | ${target.words}`);
      await page.keyboard.press('Shift+Control+ArrowLeft');
      await page.keyboard.press('Shift+Control+ArrowRight');
      assert.equal(await page.textContent('[data-testid=span-editor]'), moved);
      await page.getByRole('button', { name: 'Lưu bản sửa' }).click();
      await page.locator(`[data-testid="item-${target.id}"]`).getByText('Đã sửa và chấp nhận').waitFor();
      const now = (await items(page)).find((i) => i.id === target.id);
      assert.equal(now.words, moved);
      assert.equal(now.state, 'corrected');
      assertQuiet(page);
    },
  },
  {
    name: 'intake review: a span is corrected by mouse, by selecting words and by dragging an end',
    async run(machine) {
      const page = await signedIn(machine);
      await openReview(page, first);
      const target = (await items(page)).find((i) => i.type === 'figure' && i.state === 'waiting');
      await page.locator(`[data-testid="item-${target.id}"]`).click({ position: { x: 120, y: 12 } });
      const piece = page.locator(`.piece.selected[data-item="${target.id}"]`).first();
      await piece.waitFor();
      const box = await piece.boundingBox();
      await page.mouse.move(box.x + 2, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width + 60, box.y + box.height / 2, { steps: 6 });
      await page.mouse.up();
      await page.waitForSelector('[data-testid=span-editor]');
      const selected = await page.textContent('[data-testid=span-editor]');
      assert.ok(selected.length > target.words.length, `${selected} | ${target.words}`);
      const handle = await page.locator('.handle.end').boundingBox();
      await page.mouse.move(handle.x, handle.y + 8);
      await page.mouse.down();
      await page.mouse.move(handle.x - 25, handle.y + 8, { steps: 5 });
      await page.mouse.up();
      const dragged = await page.textContent('[data-testid=span-editor]');
      assert.ok(dragged.length < selected.length, `${dragged} | ${selected}`);
      await picture(page, 'review_correct');
      assert.deepEqual(await axe(page), []);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('[data-testid=span-editor]'));
      assertQuiet(page);
    },
  },
  {
    name: 'intake review: two reviewers on one item, the later one is told',
    async run(machine) {
      const page = await signedIn(machine);
      await openReview(page, first);
      const target = (await items(page)).find((i) => i.type === 'figure' && i.state === 'waiting');
      await page.locator(`[data-testid="item-${target.id}"]`).click({ position: { x: 120, y: 12 } });
      await page.locator(`.item.selected[data-testid="item-${target.id}"]`).waitFor();
      const other = await api(page, 'POST', `/intake/items/${target.id}/decision`, { action: 'reject', version: target.version });
      assert.equal(other.status, 200);
      await page.keyboard.press('a');
      await page.getByText('Người khác vừa quyết mục này').waitFor();
      assert.equal((await items(page)).find((i) => i.id === target.id).state, 'rejected');
    },
  },
  {
    name: 'intake review: what the reader missed is added, by keyboard and by mouse; a decision is undone',
    async run(machine) {
      const page = await signedIn(machine);
      await openReview(page, first);
      const before = (await items(page)).length;
      // By keyboard: the words are typed, the span is moved by keys.
      await page.keyboard.press('n');
      await page.waitForSelector('[data-testid=add-item]');
      await page.locator('#add-words').fill('không có lời này đâu');
      await page.keyboard.press('Enter');
      await page.getByText('Không có lời này trong văn bản').waitFor();
      await page.locator('#add-words').fill('QUYẾT NGHỊ');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => /quyết nghị/i.test(document.querySelector('[data-testid=span-editor]').textContent));
      await page.selectOption('#add-type', 'task');
      await page.focus('[data-testid=span-editor]');
      await page.keyboard.press('Control+ArrowRight');
      const words = await page.textContent('[data-testid=span-editor]');
      assert.equal(await page.inputValue('#field-summary'), words.replace(/\s+/g, ' '));
      await page.fill('#field-owner', 'Ban Tổ chức Tỉnh ủy');
      assert.deepEqual(await axe(page), []);
      await page.getByRole('button', { name: 'Thêm và chấp nhận' }).click();
      await page.locator('.item.selected', { hasText: 'người duyệt thêm' }).waitFor();
      const added = (await items(page)).find((i) => i.method === 'by_hand');
      assert.deepEqual([added.type, added.state, added.words, added.canonical.owner], ['task', 'accepted', words, 'Ban Tổ chức Tỉnh ủy']);
      // By mouse: words that belong to no item are selected in the source.
      const plain = page.locator('.source-text [data-at]:not(.piece)').filter({ hasText: /^NGHỊ QUYẾT$/ }).first();
      await plain.scrollIntoViewIfNeeded();
      const box = await plain.boundingBox();
      await page.mouse.move(box.x + 3, box.y + 10);
      await page.mouse.down();
      await page.mouse.move(box.x + 90, box.y + 10, { steps: 6 });
      await page.mouse.up();
      await page.waitForSelector('[data-testid=add-item]');
      await page.selectOption('#add-type', 'organisation');
      await picture(page, 'review_add');
      await page.getByRole('button', { name: 'Thêm và chấp nhận' }).click();
      await page.waitForFunction(() => !document.querySelector('[data-testid=add-item]'));
      assert.equal((await items(page)).length, before + 2);
      // A decision is undone by a key.
      const target = (await items(page)).find((i) => i.type === 'date' && i.state === 'waiting');
      await page.locator(`[data-testid="item-${target.id}"]`).click({ position: { x: 120, y: 12 } });
      await page.locator(`.item.selected[data-testid="item-${target.id}"]`).waitFor();
      await page.keyboard.press('r');
      await page.getByText('Vừa quyết 1 mục.').waitFor();
      await page.keyboard.press('z');
      await page.waitForFunction(() => !document.body.textContent.includes('Vừa quyết 1 mục.'));
      assert.equal((await items(page)).find((i) => i.id === target.id).state, 'waiting');
      assertQuiet(page);
    },
  },
  {
    name: 'intake review: a decision is undone on a phone',
    async run(machine) {
      const page = await signedIn(machine, { viewport: { width: 360, height: 740 }, hasTouch: true });
      await openReview(page, '08_ket_luan_so_ket.txt');
      const target = (await items(page)).find((i) => i.type === 'date' && i.state === 'waiting');
      await visit(page, `/intake/${textId(page)}?item=${target.id}`);
      await card(page).getByRole('button', { name: 'Từ chối' }).click();
      const undo = page.getByRole('button', { name: 'Hoàn lại' });
      await undo.waitFor();
      const box = await undo.boundingBox();
      const bar = await page.locator('.bottom').boundingBox();
      assert.ok(box.y >= 0 && box.y + box.height <= bar.y, `out of sight, at ${box.y}`);
      await undo.click();
      await undo.waitFor({ state: 'detached' });
      assert.equal((await items(page)).find((i) => i.id === target.id).state, 'waiting');
      assert.deepEqual(await axe(page), []);
      assertQuiet(page);
    },
  },
  {
    name: 'intake review: a very long text opens at once, is loaded part by part, and every item of it can be reached and decided',
    async run(machine) {
      const page = await signedIn(machine);
      let letters = 0; // of all that the page asks about the text
      page.on('response', (answer) => {
        if (/\/intake\/texts\/\d+/.test(answer.url())) void answer.text().then((body) => (letters += body.length), () => {});
      });
      await openLong(page);
      const opened = letters;
      const known = await items(page);
      assert.ok(known.length > 3000, `only ${known.length} items`);
      assert.ok(opened < JSON.stringify(known).length / 2, `${opened} letters were loaded to open the page`);
      await page.getByText(`Đã đọc được (${new Intl.NumberFormat('vi').format(known.length)})`).first().waitFor();
      const drawn = () => page.locator('.item').count();
      assert.ok((await drawn()) < 1000);
      const isSelected = (item) => page.locator(`.item.selected[data-testid="item-${item.id}"]`).waitFor();
      const key = async (name, from, to) => {
        await isSelected(from);
        await page.keyboard.press(name);
        await isSelected(to);
      };
      // Far away by its address: the list and the text are there, and it is accepted; the next one follows.
      const figures = known.filter((i) => i.type === 'figure');
      const far = figures[Math.floor(figures.length * 0.7)];
      await visit(page, `/intake/${textId(page)}?item=${far.id}`);
      await isSelected(far);
      await page.locator(`.source-text [data-item="${far.id}"]`).first().waitFor();
      const at = known.indexOf(known.find((i) => i.id === far.id));
      await key('a', far, known[at + 1]);
      await page.locator(`[data-testid="item-${far.id}"] .tag.good`).waitFor();
      assert.equal((await api(page, 'GET', `/intake/texts/${textId(page)}/items?item=${far.id}&limit=1`)).value.items[0].state, 'accepted');
      await key('ArrowUp', known[at + 1], known[at]);
      await key('ArrowUp', known[at], known[at - 1]);
      // Going on by the wheel draws and loads more, above too.
      const pane = page.locator('.items-pane .pane-body');
      const place = () => page.locator('.item').first().getAttribute('aria-posinset').then(Number);
      for (let i = 0, was = await place(); i < 4; i += 1, was = await place()) {
        await pane.evaluate((p) => p.scrollTo(0, 0));
        await page.waitForFunction((n) => Number(document.querySelector('.item').getAttribute('aria-posinset')) < n, was);
      }
      // The next part of the text, and an item in it, which is not in the list at hand.
      await visit(page, `/intake/${textId(page)}?item=${known[0].id}`);
      await isSelected(known[0]);
      await page.getByRole('button', { name: 'Phần sau của văn bản' }).click();
      const there = known.find((i) => i.start > 60_000);
      await page.locator(`.source-text [data-item="${there.id}"]`).first().click();
      await isSelected(there);
      // Turned away from it, the form of an item turns back to its words.
      await page.getByRole('button', { name: 'Phần trước của văn bản' }).click();
      await page.locator(`.source-text [data-item="${known[0].id}"]`).first().waitFor();
      await page.keyboard.press('e');
      await page.locator('[data-testid=span-editor]', { hasText: there.words }).waitFor();
      await page.keyboard.press('Escape');
      // What is added can be looked for in another part.
      await page.keyboard.press('n');
      await page.locator('#add-words').fill('BÁO CÁO');
      await page.keyboard.press('Enter');
      await page.getByText('hoặc mở phần khác').waitFor();
      await page.getByRole('button', { name: 'Phần trước của văn bản' }).click();
      await page.locator(`.source-text [data-item="${known[0].id}"]`).first().waitFor();
      await page.locator('#add-words').press('Enter');
      await page.locator('[data-testid=span-editor]', { hasText: 'BÁO CÁO' }).waitFor();
      await page.keyboard.press('Escape');
      // Among those that wait, the last one leads to the first.
      await visit(page, `/intake/${textId(page)}?state=waiting&type=figure&item=${figures.at(-1).id}`);
      await key('a', figures.at(-1), figures[0]);
      assertQuiet(page);
    },
  },
  {
    name: 'intake review: a page of items that fails is asked for once, and again by hand; what is open stays open',
    async run(machine) {
      const page = await signedIn(machine, { serviceWorkers: 'block' });
      await openLong(page);
      const known = await items(page);
      const far = known[Math.floor(known.length / 2)];
      const more = /\/items\?.*cursor=/;
      const refused = [];
      await page.route(more, (route) => {
        refused.push(route.request().url());
        return refuse(route);
      });
      await visit(page, `/intake/${textId(page)}?item=${far.id}`);
      const again = page.locator('.items-pane').getByRole('button', { name: 'Thử lại' });
      const pane = page.locator('.items-pane .pane-body');
      for (let i = 0; i < 20 && (await again.count()) === 0; i += 1) {
        await pane.evaluate((p) => p.scrollTo(0, p.scrollHeight));
        await page.waitForTimeout(100);
      }
      await again.waitFor();
      await settle(page); // nothing is asked any more
      assert.equal(new Set(refused).size, refused.length, 'a page was asked for again');
      // A form that is open keeps what is typed, whatever fails meanwhile.
      await page.keyboard.press('n');
      await page.selectOption('#add-type', 'task');
      await page.fill('#field-owner', 'Ban Tổ chức Tỉnh ủy');
      const lists = /\/items\?.*state=waiting/;
      await page.route(lists, refuse);
      await page.selectOption('select[aria-label="Trạng thái"]', 'waiting');
      await again.waitFor();
      assert.equal(await page.inputValue('#field-owner'), 'Ban Tổ chức Tỉnh ủy');
      await page.unroute(lists);
      await page.unroute(more);
      await again.click();
      await again.waitFor({ state: 'detached' });
      assert.equal(await page.inputValue('#field-owner'), 'Ban Tổ chức Tỉnh ủy');
      assertQuiet(page);
    },
  },
  {
    name: 'intake review: what is decided before its list has come is followed by the next one',
    async run(machine) {
      const page = await signedIn(machine, { serviceWorkers: 'block' });
      await openLong(page);
      const known = await items(page);
      await visit(page, `/intake/${textId(page)}?item=${known[0].id}`);
      await page.locator(`.item.selected[data-testid="item-${known[0].id}"]`).waitFor();
      await page.getByRole('button', { name: 'Phần sau của văn bản' }).click();
      const at = known.findIndex((i) => i.start > 60_000 && i.state === 'waiting');
      const there = known[at];
      const next = known.slice(at + 1).find((i) => i.state === 'waiting');
      const list = (url) => url.searchParams.get('item') === String(there.id) && url.searchParams.has('begin');
      const held = [];
      await page.route(list, (route) => void held.push(route));
      const asked = page.waitForRequest((r) => list(new URL(r.url())));
      await page.locator(`.source-text [data-item="${there.id}"]`).first().click();
      await asked;
      await page.keyboard.press('r');
      await page.locator(`.item.selected[data-testid="item-${next.id}"]`).waitFor();
      for (const route of held) await route.abort().catch(() => undefined);
      assert.equal((await items(page))[at].state, 'rejected');
    },
  },
  {
    name: 'intake review: all certain items are accepted at once and found in the register',
    async run(machine) {
      const page = await signedIn(machine);
      await openReview(page, first);
      await page.keyboard.press('Shift+A');
      await page.waitForFunction(() => document.querySelectorAll('.item .tag.good').length > 4, null, { timeout: 30_000 });
      const now = await items(page);
      const accepted = now.filter((i) => i.type === 'document' && i.state === 'accepted' && i.document_id);
      assert.ok(accepted.length > 0, 'no document was accepted');
      await visit(page, '/documents?text=24-Q%C4%90%2FTW');
      await page.locator('.grid-row.body').filter({ has: page.getByText('24-QĐ/TW', { exact: true }) }).first().click();
      await page.getByRole('heading', { level: 1, name: /24-QĐ\/TW/ }).waitFor();
      await visit(page, '/intake/facts');
      assert.ok((await page.locator('.grid-row.body').count()) > 0);
      assertQuiet(page);
    },
  },
  {
    name: 'intake review: an undo that breaks off can go on',
    async run(machine) {
      const page = await signedIn(machine, { serviceWorkers: 'block' });
      await openReview(page, '05_bao_cao_quy_1_2024.txt');
      const waiting = async () => (await items(page)).filter((i) => i.state === 'waiting').length;
      const before = await waiting();
      await page.keyboard.press('Shift+A');
      const note = page.locator('.pane-notice, .pane-foot').getByText(/^Vừa quyết \d+ mục\.$/);
      await note.waitFor();
      const decided = Number(/\d+/.exec(await note.textContent())[0]);
      assert.ok(decided > 2, `only ${decided} were decided`);
      let n = 0;
      const decisions = /\/decision$/;
      await page.route(decisions, (route) => (++n === 2 ? route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify({ detail: 'Máy chủ chưa trả lời được.' }) }) : route.continue()));
      await page.keyboard.press('z');
      await page.getByText('Máy chủ chưa trả lời được.').waitFor();
      await note.waitFor();
      const left = Number(/\d+/.exec(await note.textContent())[0]);
      assert.ok(left > 0 && left < decided, `${left} of ${decided} are left`);
      await page.unroute(decisions);
      await page.keyboard.press('z');
      await page.getByRole('button', { name: 'Hoàn lại' }).waitFor({ state: 'detached' });
      assert.equal(await waiting(), before);
      assertQuiet(page);
    },
  },
  {
    name: 'intake review: reading again overrides no decision',
    async run(machine) {
      const page = await signedIn(machine);
      await openReview(page, first);
      const before = await items(page);
      await page.getByRole('button', { name: 'Đọc lại' }).click();
      await settle(page);
      const after = await items(page);
      for (const i of before.filter((x) => x.state !== 'waiting')) assert.equal(after.find((x) => x.id === i.id)?.state, i.state);
      assertQuiet(page);
    },
  },
];
