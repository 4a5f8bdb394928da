// For everybody: the whole way by the keyboard alone, every screen for axe in light and dark, at twice
// the size and at a phone's width, the printed page, the tour.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { accessibility, example, file, go, load, october, open, putRight, rendered, settled } from './page.mjs';

let way;
before(async () => { way = await open(); });
after(() => way.browser.close());

const SCREENS = ['Số liệu', 'Văn bản', 'Xem và soát', 'Lấy về'];

/** Presses Tab until what has the focus is as wanted, as who has no mouse. */
async function tabTo(selector) {
  const { page } = way;
  for (let presses = 0; presses < 400; presses++) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} cannot be reached by Tab`);
}
/** The same for a button, by its words. */
async function tabToButton(name) {
  const { page } = way;
  for (let presses = 0; presses < 400; presses++) {
    if (await page.evaluate((name) => document.activeElement?.matches('button, summary') && document.activeElement.textContent.trim().startsWith(name), name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`“${name}” cannot be reached by Tab`);
}
const press = async (name) => { await tabToButton(name); await way.page.keyboard.press('Enter'); };

test('a second month by the keyboard alone', async () => {
  const { page } = way;
  await press('Không cần');
  await tabTo('#tep-ho-so');
  // A browser that is busy may let the first press pass.
  let chooser;
  page.once('filechooser', (opened) => { chooser = opened; });
  for (let tries = 0; tries < 5 && !chooser; tries++) {
    await page.keyboard.press('Enter');
    await page.waitForTimeout(2000);
  }
  assert.ok(chooser, 'the key opens the list of files');
  await chooser.setFiles(example('my-duc-2026-09'));
  await page.getByRole('button', { name: 'Làm tháng tiếp theo' }).first().waitFor();
  await press('Làm tháng tiếp theo');
  await page.getByRole('heading', { name: 'Số liệu' }).waitFor();
  const figures = await october(page);
  // Down the column of points, as in Excel.
  await tabTo('section.grid td input');
  for (const group of Object.values(figures.diem)) {
    await page.keyboard.type(group.dat);
    await page.keyboard.press('ArrowDown');
  }
  const type = async (id, text) => { await tabTo(`#o-${id}`); await page.keyboard.type(text); };
  await type('xep_hang-hang', figures.xep_hang.hang);
  await type('xep_hang-tren', figures.xep_hang.tren);
  for (const [key, value] of Object.entries(figures.so_dem)) await type(`so_dem-${key}`, value);
  await type('so_lieu-chi_tieu-ngay_chot', figures.so_lieu.chi_tieu.ngay_chot);
  for (const [group, { dong }] of figures.so_lieu.chi_tieu.nhom.entries()) {
    for (const [row, line] of dong.entries()) {
      await type(`so_lieu-chi_tieu-nhom-${group}-dong-${row}-so_lieu`, line.so_lieu);
      await type(`so_lieu-chi_tieu-nhom-${group}-dong-${row}-tren`, line.tren);
    }
  }
  await settled(page);
  await press('Tiếp: Văn bản');
  await type('van_ban-ngay', figures.van_ban.ngay);
  await settled(page);
  await press('Tiếp: Xem và soát');
  assert.deepEqual(await page.locator('.finding').allTextContents(), []);
  // Any figure of the pages, and where it comes from.
  await press('Mọi con số');
  await tabTo('.figures button');
  await page.keyboard.press('Enter');
  await page.locator('.picked').waitFor();
  await press('Đóng');
  await press('Tiếp: Lấy về');
  const wanted = rendered('my-duc-2026-10');
  for (const name of ['thong-bao.docx', 'thong-bao.pdf']) {
    await page.getByRole('button', { name: `Tải ${name}` }).waitFor();
    await tabToButton(`Tải ${name}`);
    const [saved] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    assert.ok(readFileSync(await saved.path()).equals(wanted(name)), name);
  }
});

test('a mistake is found, kept and put right by the keyboard alone', async () => {
  const { page } = way;
  await press('2. Số liệu');
  await tabTo('#o-diem-tong-dat');
  const right = await page.inputValue('#o-diem-tong-dat');
  await page.keyboard.type('93,00');
  await settled(page);
  await press('4. Xem và soát');
  await press('Vì sao?');
  await page.locator('.why').first().waitFor();
  await press('Đến chỗ sửa');
  await putRight(page, right);
});

/** What has the focus when all that a press does at once is done, before another key can come. */
const leadsTo = (words) => way.page.evaluate(async (words) => {
  [...document.querySelectorAll('button')].find((one) => one.textContent.trim().startsWith(words)).click();
  for (let turn = 0; turn < 20; turn++) await null;
  return document.activeElement.id;
}, words);

test('whoever types fast finds the focus where a press leads to, and it stays there', async () => {
  const { page } = way;
  await go(page, 'Số liệu');
  const right = await page.inputValue('#o-diem-tong-dat');
  await page.fill('#o-diem-tong-dat', '93,00');
  await settled(page);
  assert.equal(await leadsTo('4. Xem và soát'), 'noi-dung');
  // Both findings that this makes are about the total.
  assert.equal(await page.locator('.finding').count(), 2);
  assert.equal(await leadsTo('Đến chỗ sửa'), 'o-diem-tong-dat');
  await page.waitForTimeout(300);
  await putRight(page, right);
  assert.equal(await leadsTo('3. Văn bản'), 'noi-dung');
});

test('every field has its line of help, and everything a name', async () => {
  const { page } = way;
  for (const name of ['Số liệu', 'Văn bản']) {
    await go(page, name);
    for (const one of await page.locator('details').all()) await one.evaluate((one) => { one.open = true; });
    const silent = await page.locator('.field').evaluateAll((fields) => fields.filter((one) => !one.querySelector('.help')?.textContent.trim()).map((one) => one.querySelector('label').textContent));
    assert.deepEqual(silent, [], name);
    assert.deepEqual(await accessibility(page), [], `${name}, all unfolded`);
  }
});

for (const colorScheme of ['light', 'dark']) {
  for (const [size, viewport] of [['1366 × 768', { width: 1366, height: 768 }], ['200 %', { width: 683, height: 384 }], ['a phone', { width: 360, height: 740 }]]) {
    test(`axe finds nothing on any screen, and nothing is cut off: ${colorScheme}, ${size}`, async () => {
      const { page } = way;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      for (const name of ['Chọn việc', ...SCREENS]) {
        await go(page, name);
        assert.deepEqual(await accessibility(page), [], name);
        const wide = await page.evaluate(() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll('main *, header *')].filter((one) => one.getBoundingClientRect().right > width + 1).slice(0, 5).map((one) => one.outerHTML.slice(0, 120));
        });
        assert.deepEqual(wide, [], `${name} is wider than the window`);
      }
    });
  }
}

test('a printed page is the document', async () => {
  const { page } = way;
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1366, height: 768 });
  await go(page, 'Xem và soát');
  const pages = await page.locator('svg.page').count();
  const printed = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  assert.equal(printed.match(/\/Type\s*\/Page\b/g).length, pages);
  const sizes = [...printed.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [Math.round(width), Math.round(height)]);
  const wanted = await page.evaluate(() => window.vanthu.shown.documents.flatMap((one) => one.pages.map((page) => JSON.parse(page))).map(({ w, h }) => [Math.round(w / 120), Math.round(h / 120)]));
  for (const [at, [width, height]] of wanted.entries()) {
    assert.ok(Math.abs(sizes[at][0] - width) < 3 && Math.abs(sizes[at][1] - height) < 3, `page ${at + 1}: ${sizes[at]}, not ${width},${height}`);
  }
});

test('the tour goes a minute through the screens, by the keyboard, and leaves nothing behind', async () => {
  const { page } = way;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(() => localStorage.clear());
  await load(page);
  const before = await page.evaluate(() => [...window.vanthu.folders.keys()].sort());
  await press('Xem hướng dẫn một phút');
  for (let step = 1; step <= 6; step++) {
    await page.getByRole('heading', { name: `${step}/6.` }).waitFor();
    await settled(page);
    await page.waitForFunction(() => document.activeElement.id === 'huong-dan');
    assert.deepEqual(await accessibility(page), [], `step ${step}`);
    if (step === 3) await page.locator('.finding').filter({ hasText: '6 nhóm điểm cộng lại' }).waitFor();
    if (step === 4) await page.getByText('Cách tính:').first().waitFor();
    if (step < 6) await press('Tiếp');
  }
  await press('Xong, làm văn bản của tôi');
  await page.getByRole('heading', { name: 'Làm văn bản tháng' }).waitFor();
  assert.deepEqual(await page.evaluate(() => [...window.vanthu.folders.keys()].sort()), before);
  await load(page);
  assert.equal(await page.locator('.invitation').count(), 0, 'it is not offered again');
  // It can be left at any step.
  await page.getByRole('button', { name: 'Xem hướng dẫn một phút' }).click();
  await page.getByRole('heading', { name: '1/6.' }).waitFor();
  await page.waitForFunction(() => document.activeElement.id === 'huong-dan');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Làm văn bản tháng' }).waitFor();
});

test('nothing went wrong', () => assert.deepEqual(way.errors, []));

test('who has no script, or too old a browser for ours, reads what to do', async () => {
  const context = await way.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(file);
  const hint = page.getByText('bản của hai năm gần đây');
  assert.equal(await hint.isVisible(), false, 'the hint comes only after a while');
  await hint.waitFor();
  await context.close();
});
