// A clerk rewrites sentences of the template: for one hồ sơ, for the office; what is marked is put
// back, what would break the template is refused, and the files are those of the command line.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessibility, download, go, load, openExample, root, settled, vanthu } from './page.mjs';

let way;
before(async () => { way = await openExample(); });
after(() => way.browser.close());

const axe = async (where) => assert.deepEqual(await accessibility(way.page), [], where);
const printed = () => way.page.evaluate(() => window.vanthu.shown.documents[0].pages.flatMap((page) =>
  JSON.parse(page).words.flatMap((words) => words[9].filter((_, at) => at % 2 === 1))).join('').replace(/\s+/g, ' '));

/** Clicks on the first words of the page that hold a text. */
async function click(text) {
  const { page } = way;
  const [number, x, y] = await page.evaluate((text) => {
    for (const [number, json] of window.vanthu.shown.documents[0].pages.entries()) {
      const drawing = JSON.parse(json);
      const one = drawing.words.find((words) => words[9].filter((_, at) => at % 2 === 1).join('').includes(text));
      if (one) return [number, (one[6] + one[7]) / 2 / drawing.w, (one[4] + one[5] / 2) / drawing.h];
    }
    throw new Error(text);
  }, text);
  const svg = page.locator('svg.page').nth(number);
  await svg.scrollIntoViewIfNeeded();
  const box = await svg.boundingBox();
  await svg.click({ position: { x: x * box.width, y: y * box.height } });
}

test('a sentence that is clicked on the page is rewritten for this hồ sơ alone', async () => {
  const { page } = way;
  const before = await printed();
  await click('Trên đây');
  const editor = page.locator('.editor');
  await editor.waitFor();
  await axe('Sửa câu chữ');
  assert.ok((await editor.textContent()).includes('Trên đây là kết quả'));
  // Values stand as what is filled in; the keyboard goes over them and cannot break them.
  await editor.getByRole('button', { name: 'Giá trị tháng 10 năm 2026' }).waitFor();
  const slot = editor.getByRole('textbox').first();
  await slot.focus();
  await page.keyboard.press('Home');
  await page.keyboard.type('Nay <b>xin</b> {{ x }} ');
  await page.keyboard.press('Enter');
  await editor.getByRole('button', { name: 'Lưu cho riêng hồ sơ này' }).click();
  await editor.waitFor({ state: 'detached' });
  await settled(page);
  assert.ok((await printed()).includes('Nay <b>xin</b> {{ x }} Trên đây là kết quả tháng 10 năm 2026.'));
  await page.getByText('Mẫu riêng của hồ sơ này').waitFor();
  await page.getByText('Đã sửa 1 câu').waitFor();
  await axe('câu đã sửa');
  await page.getByRole('button', { name: /^Lấy lại câu gốc/ }).click();
  await settled(page);
  await page.getByText('Đã sửa 1 câu').waitFor({ state: 'detached' });
  assert.equal(await printed(), before);
  // Each of both is a step of undoing.
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await settled(page);
  assert.ok((await printed()).includes('Nay <b>xin</b>'));
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await settled(page);
  assert.equal(await printed(), before);
  await page.getByText('Mẫu có sẵn của chương trình').waitFor();
});

test('a value is moved and taken out whole, a condition stays', async () => {
  const { page } = way;
  await click('thông báo kết quả');
  const editor = page.locator('.editor');
  const chip = editor.getByRole('button', { name: 'Giá trị tháng 10 năm 2026' });
  await chip.click();
  await editor.getByRole('button', { name: '← Sang trái' }).click();
  await page.keyboard.press('Alt+ArrowLeft');
  let text = (await editor.locator('.sentence').textContent()).replace(/\s+/g, ' ');
  assert.match(text, /thông báo ?tháng 10 năm 2026 ?kết quả/);
  await page.keyboard.press('Delete');
  text = (await editor.locator('.sentence').textContent()).replace(/\s+/g, ' ');
  assert.ok(!text.includes('tháng 10 năm 2026'), text);
  assert.ok(text.includes('nếu có co_quan.thuoc'), text);
  await axe('một ô giá trị');
  await page.keyboard.press('Escape');
  await editor.waitFor({ state: 'detached' });
});

test('the office has its own template, which the command line reads too', async () => {
  const { page } = way;
  await page.getByRole('button', { name: /^Sửa câu: Kết quả đánh giá/ }).click();
  const editor = page.locator('.editor');
  await editor.getByRole('textbox').first().focus();
  await page.keyboard.press('Home');
  await page.keyboard.type('Tình hình, ');
  await editor.getByRole('button', { name: 'Lưu cho mẫu của cơ quan' }).click();
  await editor.waitFor({ state: 'detached' });
  await settled(page);
  await page.getByText('Mẫu của cơ quan, dùng cho mọi văn bản').waitFor();
  await axe('mẫu của cơ quan');
  const folder = mkdtempSync(join(tmpdir(), 'vanthu-'));
  mkdirSync(join(folder, 'mau'));
  writeFileSync(join(folder, 'mau/thong-bao-xa.md'), await download(page, 'Tải mẫu của cơ quan (thong-bao-xa.md)'));
  vanthu('render', join(root, 'examples/my-duc-2026-10'), '--out', join(folder, 'ra'), '--template-dir', join(folder, 'mau'));
  await go(page, 'Lấy về');
  for (const name of ['thong-bao.docx', 'thong-bao.pdf']) {
    assert.ok((await download(page, `Tải ${name}`)).equals(readFileSync(join(folder, 'ra', name))), name);
  }
  // It is there again when the page is opened again.
  await load(page);
  await page.getByRole('listitem').filter({ hasText: 'my-duc-2026-10' }).getByRole('button', { name: 'Mở để xem, sửa' }).click();
  await page.locator('svg.page').first().waitFor();
  assert.ok((await printed()).includes('Tình hình, '));
});

test('a template of an older edition is told, and can be given up', async () => {
  const { page } = way;
  await page.evaluate(async () => {
    const { vanthu } = window;
    const path = 'mau-co-quan/thong-bao-xa.md';
    const text = new TextDecoder().decode(await vanthu.desk.bytes(path)).replace(/ban: .*/, 'ban: 000000000000');
    await vanthu.put(path, new TextEncoder().encode(text));
    await vanthu.refresh();
  });
  await page.getByRole('button', { name: 'Sửa câu chữ của mẫu…' }).click();
  await page.getByText('Mẫu này sửa từ bản cũ').waitFor();
  await axe('mẫu cũ');
  await page.getByRole('button', { name: 'Bỏ những câu đã sửa…' }).click();
  await page.getByRole('button', { name: 'Bỏ', exact: true }).click();
  await settled(page);
  await page.getByText('Mẫu có sẵn của chương trình').waitFor();
  assert.ok(!(await printed()).includes('Tình hình, '));
});

test('what cannot be written is refused, and nothing is saved over', async () => {
  const { page } = way;
  const before = await printed();
  await page.getByRole('button', { name: /^Sửa câu: Kết quả đánh giá/ }).click();
  const editor = page.locator('.editor');
  await editor.getByRole('textbox').first().focus();
  await page.keyboard.type('{% if %}');
  await editor.getByRole('button', { name: 'Lưu cho riêng hồ sơ này' }).click();
  await editor.getByRole('alert').waitFor();
  await axe('chưa lưu');
  assert.equal(await printed(), before);
  await page.keyboard.press('Escape');
});

test('words of one hồ sơ become the office’s', async () => {
  const { page } = way;
  await page.getByRole('button', { name: /^Sửa câu: Trên đây/ }).click();
  await page.locator('.editor').getByRole('textbox').first().focus();
  await page.keyboard.type('Tóm lại, ');
  await page.getByRole('button', { name: 'Lưu cho riêng hồ sơ này' }).click();
  await page.getByText('Mẫu riêng của hồ sơ này').waitFor();
  await page.getByRole('button', { name: 'Dùng cho mọi văn bản của cơ quan' }).click();
  await page.getByText('Mẫu của cơ quan, dùng cho mọi văn bản').waitFor();
  await settled(page);
  assert.ok((await printed()).includes('Tóm lại, '));
});

test('the head of a Biểu that is clicked on the page is rewritten, which the command line prints too', async () => {
  const { page } = way;
  const folder = mkdtempSync(join(tmpdir(), 'vanthu-'));
  for (const name of ['ho-so.yaml', 'so-lieu.xlsx']) {
    const bytes = [...readFileSync(join(root, 'examples/tuan-giao-2023-09', name))];
    await page.evaluate(([name, bytes]) => window.vanthu.put(`tuan-giao/${name}`, Uint8Array.from(bytes)), [name, bytes]);
  }
  await page.evaluate(() => window.vanthu.open('tuan-giao', 'xem'));
  await page.locator('svg.page').first().waitFor();
  await click('STT');
  const editor = page.locator('.editor');
  await editor.waitFor();
  assert.equal((await editor.locator('.sentence').textContent()).trim(), 'STT');
  await axe('đầu cột');
  await editor.getByRole('textbox').first().focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('<i>Số</i>');
  await editor.getByRole('button', { name: 'Lưu cho riêng hồ sơ này' }).click();
  await editor.waitFor({ state: 'detached' });
  await settled(page);
  await page.getByText('Biểu riêng của hồ sơ này').waitFor();
  await go(page, 'Lấy về');
  for (const [name, bytes] of await page.evaluate(async () => Promise.all([...window.vanthu.names.get('tuan-giao')].map(async (name) => [name, [...(await window.vanthu.bytes(name))]])))) {
    writeFileSync(join(folder, name), Buffer.from(bytes));
  }
  vanthu('render', folder, '--out', join(folder, 'ra'));
  for (const name of ['bao-cao.docx', 'bao-cao.pdf']) {
    assert.ok((await download(page, `Tải ${name}`)).equals(readFileSync(join(folder, 'ra', name))), name);
  }
  await go(page, 'Xem và soát');
  await page.getByRole('button', { name: 'Sửa câu chữ của mẫu' }).click();
  await page.getByRole('button', { name: 'Bỏ những câu đã sửa…' }).click();
  await page.getByRole('button', { name: 'Bỏ', exact: true }).click();
  await page.getByText('Biểu riêng của hồ sơ này').waitFor({ state: 'detached' });
});

test('nothing went wrong', () => assert.deepEqual(way.errors, []));
