// A clerk's whole way in Firefox, by WebDriver BiDi: last month's hồ sơ, this month's figures pasted,
// both files taken, the same bytes as the command line's; a sentence rewritten; a lô into one archive;
// nothing leaves the page.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { unzipSync } from 'fflate';
import puppeteer from 'puppeteer-core';
import { example, load, october, outside, rendered, root, settled, text, vanthu } from './page.mjs';

const program = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
const skip = existsSync(program) ? false : `Firefox NOT CHECKED: there is no ${program}`;
const downloads = mkdtempSync(join(tmpdir(), 'vanthu-firefox-'));
const requests = [];
const errors = [];
let browser;
let page;

before(async () => {
  if (skip) return;
  browser = await puppeteer.launch({
    browser: 'firefox', executablePath: program, headless: true, defaultViewport: null, args: ['--width=1366', '--height=768'], timeout: 120_000, protocolTimeout: 300_000,
    extraPrefsFirefox: { 'browser.download.folderList': 2, 'browser.download.dir': downloads, 'browser.download.always_ask_before_handling_new_types': false, 'browser.helperApps.neverAsk.saveToDisk': 'application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'browser.download.open_pdf_attachments_inline': false },
  });
  page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
});
after(() => browser?.close());

/** A button by its words, or a part of them. */
const press = async (name) => (await page.waitForSelector(`::-p-xpath(//button[contains(., "${name}")])`)).click();
/** A value as if it were typed. */
const fill = (selector, value) => page.$eval(selector, (field, value) => {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('focusout', { bubbles: true }));
}, value);
const key = async (letter) => {
  await page.keyboard.down('Control');
  await page.keyboard.press(letter);
  await page.keyboard.up('Control');
};
/** Copies a text and pastes it into the first cell of a table, by the keyboard. */
async function paste(title, text) {
  await page.evaluate((text) => {
    const copied = document.body.appendChild(Object.assign(document.createElement('textarea'), { id: 'chep', value: text }));
    copied.focus();
    copied.select();
  }, text);
  await key('c');
  await page.evaluate((title) => {
    document.getElementById('chep').remove();
    [...document.querySelectorAll('section.grid')].find((one) => one.textContent.includes(title)).querySelector('td input').focus();
  }, title);
  await key('v');
}
/** A file that was saved, once it is whole. */
async function saved(name) {
  for (let tries = 0; tries < 300; tries++) {
    if (existsSync(join(downloads, name)) && !existsSync(join(downloads, `${name}.part`))) {
      const bytes = readFileSync(join(downloads, name));
      if (bytes.length > 0) return bytes;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${name} was not saved`);
}

test('the page is ready', { skip }, async (t) => {
  await load(page);
  t.diagnostic(`ready in Firefox after ${await page.evaluate(() => document.body.dataset.ready)} ms`);
});

test('a second month, from double-click to both files', { skip }, async () => {
  await (await page.$('#tep-ho-so')).uploadFile(example('my-duc-2026-09'));
  await press('Làm tháng tiếp theo');
  await page.waitForSelector('section.grid');
  const figures = await october(page);
  await paste('Điểm công bố', Object.values(figures.diem).map((group) => group.dat).join('\r\n'));
  await fill('#o-xep_hang-hang', figures.xep_hang.hang);
  await fill('#o-xep_hang-tren', figures.xep_hang.tren);
  for (const [key, value] of Object.entries(figures.so_dem)) await fill(`#o-so_dem-${key}`, value);
  const lines = figures.so_lieu.chi_tieu.nhom.flatMap((group) => group.dong);
  await paste('Phụ lục', lines.map((line) => `${line.so_lieu}\t${line.tren}`).join('\n'));
  await fill('#o-so_lieu-chi_tieu-ngay_chot', figures.so_lieu.chi_tieu.ngay_chot);
  await settled(page);
  await press('Văn bản');
  await page.waitForSelector('#o-van_ban-ngay');
  await fill('#o-van_ban-ngay', figures.van_ban.ngay);
  await settled(page);
  await press('Xem và soát');
  await page.waitForSelector('svg.page');
  assert.deepEqual(await page.$$eval('.finding', (all) => all.map((one) => one.textContent)), []);
  assert.equal((await page.$$('svg.page')).length, 3);
  await press('Lấy về');
  const wanted = rendered('my-duc-2026-10');
  for (const name of ['thong-bao.docx', 'thong-bao.pdf']) {
    await press(`Tải ${name}`);
    assert.ok((await saved(name)).equals(wanted(name)), `${name} is that of the command line`);
  }
});

test('a closed tab loses nothing', { skip }, async () => {
  const before = await text(page);
  await load(page);
  await page.evaluate(() => window.vanthu.open([...window.vanthu.folders.keys()].find((one) => one.includes('2026-10')), 'xem'));
  await page.waitForSelector('svg.page');
  assert.equal(await text(page), before);
});

const printed = () => page.evaluate(() => window.vanthu.shown.documents[0].pages.flatMap((page) =>
  JSON.parse(page).words.flatMap((words) => words[9].filter((_, at) => at % 2 === 1))).join(''));

test('a sentence is rewritten by the keyboard: words, a value moved and taken out', { skip }, async () => {
  // A file that was saved opens before the page.
  await page.bringToFront();
  await press('Sửa câu chữ của mẫu');
  await (await page.waitForSelector('::-p-xpath(//li[contains(., "Trên đây")]//button[.="Sửa"])')).click();
  await page.waitForSelector('.editor');
  await page.focus('.editor [role=textbox]');
  await page.keyboard.press('Home');
  await page.keyboard.type('Nay <b>xin</b> báo: ');
  // Over the words to the value, which is moved and taken out as a whole.
  await page.focus('.editor button.chip');
  const value = await page.$eval('.editor button.chip', (chip) => chip.textContent);
  await page.keyboard.press('Enter');
  await press('← Sang trái');
  await page.keyboard.down('Alt');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.up('Alt');
  assert.ok((await page.$eval('.editor .sentence', (one) => one.textContent)).includes(value));
  await page.keyboard.press('Delete');
  await press('Lưu cho riêng hồ sơ này');
  await page.waitForFunction(() => !document.querySelector('.editor'));
  await settled(page);
  const said = await printed();
  assert.ok(/Nay\s*<b>xin<\/b>\s*báo:\s*Trên\s*đây/.test(said), said);
  await press('Lấy lại câu gốc');
  await settled(page);
  await page.waitForFunction(() => !document.body.textContent.includes('Đã sửa 1 câu'));
  assert.ok(!(await printed()).includes('Nay'));
});

test('a lô goes into one archive, where the browser writes into no folder', { skip }, async () => {
  const table = 'tests/so-lieu/cong-dvcqg-2025-10-cap-tinh.xlsx';
  await press('Chọn việc');
  await (await page.waitForSelector('#tep-lo')).uploadFile(join(root, table));
  await page.waitForFunction(() => document.body.textContent.includes('Bảng số liệu:'));
  await page.type('::-p-xpath(//label[contains(., "Tháng của lô")]//input)', '2025-10');
  await press('Tạo lô');
  await page.waitForSelector('#o-ho_so-van_ban-ngay');
  await fill('#o-ho_so-van_ban-ngay', '2025-11');
  await settled(page);
  await press('Lấy về');
  await page.waitForFunction(() => document.body.textContent.includes('không ghi thẳng vào thư mục được'));
  await press('Làm tất cả, vào một tệp .zip');
  await page.waitForFunction(() => document.body.textContent.includes('Đã làm xong'));
  const [folder, lot] = await page.evaluate(async () => [window.vanthu.folder, new TextDecoder().decode(await window.vanthu.bytes('lo.yaml'))]);
  await press('Tải tất cả (.zip)');
  const files = unzipSync(await saved(`${folder}.zip`));
  const here = join(downloads, 'lo');
  mkdirSync(here);
  writeFileSync(join(here, 'lo.yaml'), lot);
  copyFileSync(join(root, table), join(here, table.split('/').pop()));
  vanthu('batch', here, '--out', join(here, 'ra'));
  const documents = Object.keys(files).filter((path) => !path.startsWith('bao-cao-lo'));
  assert.equal(documents.length, 68);
  for (const path of documents) assert.ok(Buffer.from(files[path]).equals(readFileSync(join(here, 'ra', path))), path);
});

test('nothing was asked of anybody, and nothing went wrong', { skip }, () => {
  assert.deepEqual(outside(requests), []);
  assert.deepEqual(errors, []);
});
