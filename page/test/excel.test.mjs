// A hồ sơ that is one Excel workbook: opened as it is dropped, worked on, saved again; the files are
// those of the command line, and what is no hồ sơ is told as that.
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessibility, download, example, go, open, outside, rendered, root, settled, vanthu } from './page.mjs';

let way;
before(async () => { way = await open(); });
after(() => way.browser.close());

const folder = mkdtempSync(join(tmpdir(), 'vanthu-excel-'));
/** An example in the form of one workbook, without its YAML. */
function book(name) {
  const out = join(folder, name);
  cpSync(join(root, 'examples', name), out, { recursive: true });
  vanthu('convert', out);
  rmSync(join(out, 'ho-so.yaml'));
  return join(out, 'ho-so.xlsx');
}
const drop = (paths) => way.page.locator('#tep-ho-so').setInputFiles(paths);
const dropped = () => way.page.locator('section').filter({ has: way.page.locator('#tep-ho-so') });

/** All files of the open hồ sơ, as the page makes them, are those that the command line made. */
async function compare(wanted) {
  const { page } = way;
  await go(page, 'Lấy về');
  const buttons = page.getByRole('button', { name: /^Tải .*\.(docx|pdf)$/ });
  await buttons.first().waitFor();
  for (const button of await buttons.allTextContents()) {
    assert.ok((await download(page, button)).equals(wanted(button.replace('Tải ', ''))), button);
  }
}

test('a workbook is opened, and its files are those of the command line', async () => {
  const { page } = way;
  await drop(book('my-duc-2026-09'));
  await dropped().getByText('“ho-so.xlsx” được chuyển thành ho-so.yaml').waitFor();
  assert.deepEqual(await accessibility(page), [], 'Chọn việc');
  await dropped().getByRole('button', { name: 'Mở để xem, sửa' }).click();
  await page.locator('svg.page').first().waitFor();
  assert.equal(await page.evaluate(() => window.vanthu.folder), 'thong-bao-xa-2026-09');
  await compare(rendered('my-duc-2026-09'));
  assert.deepEqual(await accessibility(page), [], 'Lấy về');
});

test('what is changed on the page is in the workbook that is saved', async () => {
  const { page } = way;
  await go(page, 'Văn bản');
  await page.locator('#o-nguoi_ky-ho_ten').fill('Trần Thị <b>Bình</b>');
  await settled(page);
  await go(page, 'Lấy về');
  const saved = join(folder, 'my-duc-2026-09', 'ho-so.xlsx');
  writeFileSync(saved, await download(page, 'Tải ho-so.xlsx'));
  const out = join(folder, 'ra');
  vanthu('render', saved, '--out', out);
  await compare((name) => readFileSync(join(out, name)));
});

test('a copy under the name that a browser gives it is opened with its table', async () => {
  const { page } = way;
  const name = 'tuan-giao-2023-09';
  const copy = join(folder, 'ho-so (1).xlsx');
  copyFileSync(book(name), copy);
  await go(page, 'Chọn việc');
  await drop([copy, join(folder, name, 'so-lieu.xlsx')]);
  await dropped().getByText('“ho-so (1).xlsx” được chuyển').waitFor();
  await dropped().getByRole('button', { name: 'Mở để xem, sửa' }).click();
  await page.locator('svg.page').first().waitFor();
  await compare(rendered(name));
});

test('a table, and two hồ sơ in one folder, are told', async () => {
  const { page } = way;
  await go(page, 'Chọn việc');
  await drop(join(root, 'tests/so-lieu/cong-dvcqg-2025-10-cap-tinh.xlsx'));
  await page.getByText('Đã nhận bảng số liệu “cong-dvcqg-2025-10-cap-tinh.xlsx”').waitFor();
  assert.deepEqual(await accessibility(page), [], 'bảng số liệu');
  await page.getByRole('button', { name: 'Bỏ bảng này' }).click();
  await drop([join(folder, 'my-duc-2026-09/ho-so.xlsx'), example('my-duc-2026-09')]);
  await page.getByText('có cả ho-so.yaml và ho-so.xlsx').waitFor();
  const wrong = join(folder, 'sai');
  cpSync(join(root, 'examples/my-duc-2026-09'), wrong, { recursive: true });
  const yaml = readFileSync(example('my-duc-2026-09'), 'utf8');
  writeFileSync(join(wrong, 'ho-so.yaml'), yaml.replace(/dat: .*/, 'dat: nhiều'));
  vanthu('convert', wrong);
  await drop(join(wrong, 'ho-so.xlsx'));
  // Else it is still the one before that is opened.
  await dropped().getByText('“ho-so.xlsx” được chuyển').waitFor();
  await dropped().getByRole('button', { name: 'Mở để xem, sửa' }).last().click();
  const finding = page.locator('.finding').filter({ hasText: 'nhiều' }).first();
  await finding.getByText('Điểm từng nhóm ›').waitFor();
  assert.deepEqual(await accessibility(page), [], 'một chỗ sai');
});

test('nothing was asked of anybody, and nothing went wrong', () => {
  assert.deepEqual(outside(way.requests), []);
  assert.deepEqual(way.errors, []);
});
