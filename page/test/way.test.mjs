// A clerk's whole way: last month's hồ sơ dropped, this month's figures typed and pasted, the
// pages looked at, both files taken. They equal the command line's byte for byte, and nothing
// leaves the page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibility, download, example, go, load, october, open, outside, paste, putRight, rendered, settled, text } from './page.mjs';

let way;
before(async () => { way = await open(); });
after(() => way.browser.close());

async function step(name) {
  await go(way.page, name);
  assert.deepEqual(await accessibility(way.page), [], name);
}

test('a second month, from double-click to both files', async () => {
  const { page } = way;
  const figures = await october(page);
  assert.deepEqual(await accessibility(page), [], 'Chọn việc');
  await page.locator('#tep-ho-so').setInputFiles(example('my-duc-2026-09'));
  await page.getByRole('button', { name: 'Làm tháng tiếp theo' }).first().click();
  await page.getByRole('heading', { name: 'Số liệu' }).waitFor();
  assert.deepEqual(await accessibility(page), [], 'Số liệu');

  // One figure is typed letter by letter, the others are pasted.
  const cells = page.locator('section.grid').filter({ hasText: 'Điểm công bố' }).locator('td input');
  await cells.first().pressSequentially(figures.diem.cong_khai_minh_bach.dat);
  const groups = Object.values(figures.diem).map((group) => group.dat);
  await paste(page, await cells.first().getAttribute('aria-label'), groups.join('\r\n') + '\r\n');
  await page.locator('#o-xep_hang-hang').fill(figures.xep_hang.hang);
  await page.locator('#o-xep_hang-tren').fill(figures.xep_hang.tren);
  // The counts stand in the order of the set of indicators.
  for (const [key, value] of Object.entries(figures.so_dem)) await page.locator(`#o-so_dem-${key}`).fill(value);
  const lines = figures.so_lieu.chi_tieu.nhom.flatMap((group) => group.dong);
  const first = page.locator('section.grid').filter({ hasText: 'Phụ lục' }).locator('td input').first();
  await paste(page, await first.getAttribute('aria-label'), lines.map((line) => `${line.so_lieu}\t${line.tren}`).join('\n'));
  await page.locator('#o-so_lieu-chi_tieu-ngay_chot').fill(figures.so_lieu.chi_tieu.ngay_chot);
  await settled(page);

  await step('Văn bản');
  await page.locator('#o-van_ban-ngay').fill(figures.van_ban.ngay);
  await settled(page);

  await step('Xem và soát');
  const wrong = await page.locator('.finding').allTextContents();
  assert.deepEqual(wrong, []);
  assert.equal(await page.locator('svg.page').count(), 3);
  // A figure that was computed tells how, and from which fields.
  const words = page.locator('svg.page').first();
  const box = await words.boundingBox();
  const at = await page.evaluate(() => {
    const drawing = JSON.parse(window.vanthu.shown.documents[0].pages[0]);
    const one = drawing.words.find((words) => words[8] !== null && drawing.sources[words[8]].kind === 'computed');
    return [(one[6] + one[7]) / 2 / drawing.w, (one[4] + one[5] / 2) / drawing.h];
  });
  await words.click({ position: { x: at[0] * box.width, y: at[1] * box.height } });
  await page.getByText('Cách tính:').waitFor();
  assert.deepEqual(await accessibility(page), [], 'một con số');

  await step('Lấy về');
  const wanted = rendered('my-duc-2026-10');
  for (const name of ['thong-bao.docx', 'thong-bao.pdf']) {
    const bytes = await download(page, `Tải ${name}`);
    assert.ok(bytes.equals(wanted(name)), `${name} is that of the command line`);
  }
  const archive = await download(page, 'Tải tất cả (.zip)');
  assert.equal(archive.subarray(0, 2).toString(), 'PK');
});

test('what is wrong is told, shown on the page, led to its field, and let stand with a reason', async () => {
  const { page } = way;
  await step('Số liệu');
  const total = page.locator('#o-diem-tong-dat');
  const right = await total.inputValue();
  await total.fill('93,00');
  await settled(page);
  await step('Xem và soát');
  const finding = page.locator('.finding').filter({ hasText: '6 nhóm điểm cộng lại' });
  await finding.getByText('Điểm từng nhóm ›').first().waitFor();
  await finding.getByRole('button', { name: 'Vì sao?' }).click();
  await finding.locator('.why').filter({ hasText: 'SUM-01' }).waitFor();
  await finding.getByRole('button', { name: 'Chỉ trên trang' }).click();
  await page.locator('svg.page .pointed').first().waitFor();
  await step('Lấy về');
  await page.getByText('Còn lỗi nên chưa in được').waitFor();
  await step('Xem và soát');
  await finding.getByRole('button', { name: 'Đã xem, vẫn giữ…' }).click();
  await finding.getByLabel('Lý do').fill('Cổng công bố như vậy');
  await finding.getByRole('button', { name: 'Giữ và ghi lý do' }).click();
  await finding.waitFor({ state: 'detached' });
  await page.getByText('điều đã xem và giữ').waitFor();
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await finding.getByRole('button', { name: 'Đến chỗ sửa' }).click();
  await putRight(page, right);
});

test('a closed tab and a broken worker lose nothing', async () => {
  const { page } = way;
  const before = await text(page);
  await page.evaluate(() => window.vanthu.desk.worker.onerror(new Event('error')));
  assert.equal(await text(page), before);
  await load(page);
  await page.getByRole('listitem').filter({ hasText: '2026-10' }).getByRole('button', { name: 'Mở để xem, sửa' }).click();
  await page.locator('svg.page').first().waitFor();
  assert.equal(await text(page), before);
});

test('a workbook is looked at, its columns are shown, and its points are used', async () => {
  const { page } = way;
  await step('Số liệu');
  const rows = ['BẢNG ĐIỂM THÁNG 10', 'Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;Dịch vụ công trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ',
    'Xã Mỹ Đức;17,80;19,89;9,00;9,45;17,33;20,30', 'Xã <b>Bình</b> & “An”;17;19;9;9;17;20'];
  const table = { name: 'bang diem.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
  await page.locator('#tep-so-lieu').setInputFiles(table);
  await page.getByText('đã thấy').waitFor();
  assert.equal(await page.locator('#cot-tien_do').inputValue(), 'Tiến độ giải quyết');
  await page.getByLabel('Đơn vị của văn bản').selectOption('Xã Mỹ Đức');
  await settled(page);
  await page.getByRole('button', { name: 'Lấy điểm từ bảng này' }).click();
  await page.getByText('Hồ sơ đang lấy điểm từ bảng này').waitFor();
  await settled(page);
  assert.deepEqual(await accessibility(page), [], 'bảng');
  assert.deepEqual(await page.evaluate(() => window.vanthu.faults.map((one) => one.message)), []);
  assert.equal(await page.locator('.sheet b').count(), 0, 'what a file says is text');
});

test('tables that wait are handed to no hồ sơ that was there before, and one that is taken leaves the others', async () => {
  const { page, browser } = await open();
  const rows = ['Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;Dịch vụ công trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ', 'Xã Mỹ Thiện;17;19;9;9;17;20', 'Xã Hậu Mỹ;16;18;9;9;17;20'];
  for (const name of ['điểm xã.csv', 'điểm khác.csv']) {
    await page.locator('#tep-ho-so').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
    await page.getByText(`“${name}”`).first().waitFor();
  }
  await page.getByText('Đã nhận bảng số liệu “điểm xã.csv”, “điểm khác.csv”').waitFor();
  await page.getByRole('button', { name: 'Mở ví dụ' }).click();
  await page.getByRole('heading', { level: 1, name: 'Xem và soát' }).waitFor();
  await settled(page);
  await go(page, 'Chọn việc');
  await page.getByText('Đã nhận bảng số liệu “điểm xã.csv”, “điểm khác.csv”').waitFor();
  await page.getByLabel('Tháng của lô').fill('2026-11');
  await page.getByRole('button', { name: 'Tạo lô' }).click();
  // Who stays at the first step while the lô is made is not led away from it.
  await page.waitForFunction(() => window.vanthu.folder?.startsWith('lo-') && (window.vanthu.go('chon'), true));
  await settled(page);
  await page.getByText('Đã nhận bảng số liệu “điểm khác.csv”').waitFor();
  await browser.close();
});

test('a table that is dropped first waits for the document that it is for', async () => {
  const { page } = await open();
  const rows = ['Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;Dịch vụ công trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ', 'Xã Mỹ Thiện;17;19;9;9;17;20', 'Xã Hậu Mỹ;16;18;9;9;17;20'];
  await page.locator('#tep-ho-so').setInputFiles({ name: 'tháng 11.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await page.getByText('Đã nhận bảng số liệu “tháng 11.csv”').waitFor();
  assert.equal(await page.evaluate(() => window.vanthu.folders.size), 0, 'nothing is kept that belongs to no hồ sơ');
  await page.locator('input[name=mau][value="thong-bao-xa"]').check();
  await page.getByRole('textbox', { name: 'Kỳ', exact: true }).fill('11/2026');
  await page.getByRole('button', { name: 'Tạo hồ sơ' }).click();
  await page.getByRole('heading', { level: 1, name: 'Số liệu' }).waitFor();
  await page.getByLabel('Đơn vị của văn bản').selectOption('Xã Mỹ Thiện');
  await settled(page);
  await page.getByRole('button', { name: 'Lấy điểm từ bảng này' }).click();
  await page.getByText('Hồ sơ đang lấy điểm từ bảng này').waitFor();
  assert.deepEqual(await accessibility(page), [], 'bảng thả trước');
  const [workbook] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải so-lieu.xlsx về để điền' }).click()]);
  assert.equal(workbook.suggestedFilename(), 'so-lieu.xlsx');
  await page.getByRole('button', { name: 'Văn bản này không có phụ lục' }).click();
  await settled(page);
  assert.equal(await page.evaluate(() => window.vanthu.tree.map.find(([key]) => key === 'so_lieu')?.[1].map), undefined);
  // What most documents leave blank is folded, and who adds a line types it next.
  await go(page, 'Văn bản');
  assert.equal(await page.locator('#o-van_ban-khan').isVisible(), false);
  await page.locator('#o-noi_nhan-gui-them').click();
  await page.waitForFunction(() => document.activeElement?.id === 'o-noi_nhan-gui-0');
  await page.context().browser().close();
});

test('of several files of which it is not plain what they are for, each is asked about', async () => {
  const { page } = way;
  await step('Số liệu');
  const table = (name, points) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`Đơn vị;Công khai, minh bạch\nXã Mỹ Đức;${points}`) });
  await page.locator('#tep-so-lieu').setInputFiles([table('một.csv', '17'), table('hai.csv', '18')]);
  await page.getByText('“một.csv” dùng làm gì?').waitFor();
  await page.getByRole('button', { name: 'Số liệu tháng này, thay “bang diem.csv”' }).click();
  await page.getByText('“hai.csv” dùng làm gì?').waitFor();
  await page.getByRole('button', { name: 'Không dùng' }).click();
  await settled(page);
  assert.match(await text(page, 'bang diem.csv'), /17$/);
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await settled(page);
});

test('whatever is typed is shown as text', async () => {
  const { page } = way;
  const hostile = `<img src=x onerror=alert(1)> "'&; --> ]]> \${1} {{ 2 }} javascript:`;
  await step('Văn bản');
  await page.locator('#o-nguoi_ky-ho_ten').fill(hostile);
  await page.locator('#o-co_quan-dia_danh').fill(hostile);
  await settled(page);
  await step('Xem và soát');
  assert.equal(await page.locator('main img, aside img, main script, aside script').count(), 0);
  assert.equal(await page.evaluate(() => window.vanthu.tree.map.find(([key]) => key === 'nguoi_ky')[1].map.find(([key]) => key === 'ho_ten')[1].v), hostile);
});

test('a new hồ sơ is made, with what it still needs said at the fields', async () => {
  const { page } = way;
  await go(page, 'Chọn việc');
  await page.getByRole('radio', { name: /Thông báo kết quả tháng của một xã/ }).check();
  await page.getByLabel('Kỳ', { exact: true }).fill('2026-11');
  assert.deepEqual(await accessibility(page), [], 'Văn bản mới');
  await page.getByRole('button', { name: 'Tạo hồ sơ' }).click();
  await page.getByRole('heading', { name: 'Văn bản', exact: true }).waitFor();
  // What is blank is told at its own field, by the field's name.
  for (const [id, name] of [['co_quan-ten', 'Tên đầy đủ'], ['co_quan-ky_hieu', 'Chữ viết tắt trong số, ký hiệu'], ['co_quan-dia_danh', 'Địa danh ghi trước ngày tháng'], ['nguoi_ky-chuc_vu', 'Chức vụ']]) {
    const field = page.locator('.field').filter({ has: page.locator(`#o-${id}`) });
    assert.match(await field.locator('.said').innerText(), new RegExp(`ô “${await field.locator('label').evaluate((label) => label.firstChild.textContent)}” để trống`), name);
  }
  await page.locator('#o-co_quan-ten').fill('Ủy ban nhân dân xã Bình An');
  await settled(page);
  assert.equal(await page.locator('.field').filter({ has: page.locator('#o-co_quan-ten') }).locator('.said').count(), 0);
  assert.deepEqual(await accessibility(page), [], 'Văn bản');
  // No key of the file is told where a field has a name, and each finding leads to the field that it is about.
  await step('Xem và soát');
  const told = await page.locator('.finding').allInnerTexts();
  assert.ok(told.length > 4);
  assert.deepEqual(told.filter((words) => /“\w+: …”|hóa “/.test(words)), []);
  const ways = await page.evaluate(() => window.vanthu.faults.map((fault) => [/^khóa “(\w+)” để trống/i.exec(fault.message)?.[1], window.vanthu.wayOfRemark(fault)?.at(-1)]));
  for (const [key, led] of ways) if (key) assert.equal(led, key);
  // A list without a line leads to where one is added, points to their first cell.
  for (const [words, id] of [['Các nơi nhận', 'o-noi_nhan-gui-them'], ['không có điểm', 'o-diem-cong_khai_minh_bach-dat']]) {
    await go(page, 'Xem và soát');
    await page.locator('.finding').filter({ hasText: words }).getByRole('button', { name: 'Đến chỗ sửa' }).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), id);
  }
});

test('every document that can be chosen has its picture', async () => {
  const { page } = way;
  await go(page, 'Chọn việc');
  assert.equal(await page.locator('input[name=mau]').count(), await page.evaluate(() => window.vanthu.catalogue.templates.length));
  const without = () => [...document.querySelectorAll('.picture')].filter((one) => !one.querySelector('svg, .news')).map((one) => one.textContent);
  for (let tries = 0; tries < 120 && (await page.evaluate(without)).length > 0; tries++) await page.waitForTimeout(500);
  assert.deepEqual(await page.evaluate(without), []);
});

test('the files of every example are those of the command line', async () => {
  const { page } = way;
  const names = await page.evaluate(() => [...new Set([...window.vanthu.examples.keys()].map((path) => path.split('/')[0]))]);
  assert.ok(names.length > 7);
  for (const name of names) {
    const wanted = rendered(name);
    const made = await page.evaluate(async (name) => {
      const { desk, examples } = window.vanthu;
      for (const [path, bytes] of examples) await desk.put(path, bytes);
      const { files } = await desk.ask('make', name);
      return Promise.all(files.map(async (file) => [file, [...(await desk.made(file))]]));
    }, name);
    assert.ok(made.length > 0, name);
    for (const [file, bytes] of made) assert.ok(Buffer.from(bytes).equals(wanted(file)), `${name}/${file}`);
  }
});

test('nothing was asked of anybody, and nothing went wrong', () => {
  assert.deepEqual(outside(way.requests), []);
  assert.deepEqual(way.errors, []);
});
