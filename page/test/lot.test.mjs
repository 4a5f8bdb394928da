// A clerk's way for a whole province: the portal's export dropped, a lô made of it, its units
// looked at, all of them made, and every file the command line's byte for byte.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { unzipSync } from 'fflate';
import { accessibility, download, go, load, open, outside, root, serve, settled, vanthu } from './page.mjs';

const table = join(root, 'tests/so-lieu/cong-dvcqg-2025-10-cap-tinh.xlsx');
let way;
before(async () => { way = await open(); });
after(() => way.browser.close());

async function step(name) {
  await go(way.page, name);
  await way.page.getByRole('heading', { level: 1, name }).waitFor();
  assert.deepEqual(await accessibility(way.page), [], name);
}

/** What `batch` writes for a lô in a folder: bytes by path. */
function batch(folder) {
  const out = mkdtempSync(join(tmpdir(), 'vanthu-'));
  try { vanthu('batch', join(folder, 'lo.yaml'), '--out', out); } catch (error) { if (error.status !== 1) throw error; }
  const found = new Map();
  const walk = (below) => {
    for (const name of readdirSync(join(out, below)).filter((name) => name !== '.vanthu')) {
      const path = below ? `${below}/${name}` : name;
      if (statSync(join(out, path)).isDirectory()) walk(path);
      else found.set(path, readFileSync(join(out, path)));
    }
  };
  walk('');
  return found;
}

/** The lô on the page, in a folder of the disk. */
async function onDisk() {
  const folder = mkdtempSync(join(tmpdir(), 'vanthu-lo-'));
  const files = await way.page.evaluate(async () => {
    const { vanthu } = window;
    return Promise.all([...vanthu.names.get(vanthu.folder)].map(async (name) => [name, [...(await vanthu.bytes(name))]]));
  });
  for (const [name, bytes] of files) writeFileSync(join(folder, name), Buffer.from(bytes));
  return folder;
}

/** What the report says but for the run itself and the program that made it. */
function report(bytes) {
  const { run, lot: { program, ...lot }, ...rest } = JSON.parse(bytes);
  assert.ok(run.written > 0 && program);
  return { lot, ...rest };
}

/** Holds an archive or a folder against what the command line writes. */
function compare(files, wanted) {
  assert.deepEqual(Object.keys(files).sort(), [...wanted.keys()].sort());
  for (const [path, bytes] of wanted) {
    if (path === 'bao-cao-lo.json') assert.deepEqual(report(Buffer.from(files[path])), report(bytes));
    else if (path !== 'bao-cao-lo.xlsx') assert.ok(Buffer.from(files[path]).equals(bytes), path);
  }
}

const done = () => way.page.getByRole('heading', { name: /Đã làm xong|Đã dừng giữa chừng/ }).waitFor();

test('a lô is made of the portal’s export, and all its files are those of the command line', async () => {
  const { page } = way;
  await page.locator('#tep-lo').setInputFiles(table);
  await page.getByText('Bảng số liệu:').waitFor();
  await page.getByLabel('Tháng của lô').fill('2025-10');
  assert.deepEqual(await accessibility(page), [], 'Chọn việc');
  await page.getByRole('button', { name: 'Tạo lô' }).click();
  await page.getByRole('heading', { level: 1, name: 'Văn bản' }).waitFor();
  await page.locator('#o-ho_so-van_ban-ngay').fill('2025-11');
  await settled(page);
  assert.deepEqual(await page.evaluate(() => window.vanthu.faults.map((one) => one.message)), []);
  await step('Số liệu');
  await page.getByText('Bảng có 34 đơn vị.').waitFor();
  await step('Văn bản');
  await step('Xem và soát');
  assert.equal(await page.locator('.units tbody tr').count(), 34);
  await page.getByRole('button', { name: /Phú Thọ/ }).click();
  await page.locator('svg.page').first().waitFor();
  await page.getByRole('heading', { level: 2, name: /Phú Thọ/ }).waitFor();
  assert.match(await page.locator('svg.page').first().getAttribute('aria-label'), /PHÚ THỌ/);
  assert.deepEqual(await accessibility(page), [], 'một đơn vị');

  await step('Lấy về');
  await page.getByRole('button', { name: 'Làm tất cả, vào một tệp .zip' }).click();
  await done();
  assert.deepEqual(await accessibility(page), [], 'Đã làm xong');
  const wanted = batch(await onDisk());
  assert.equal(wanted.size, 34 * 2 + 2);
  compare(unzipSync(await download(page, 'Tải tất cả (.zip)')), wanted);
  const book = await download(page, 'Tải bao-cao-lo.xlsx');
  assert.equal(book.subarray(0, 2).toString(), 'PK');
});

test('the same archive again is the same, but for its report', async () => {
  const { page } = way;
  const first = unzipSync(await download(page, 'Tải tất cả (.zip)'));
  await page.getByRole('button', { name: 'Làm lại, vào một tệp .zip' }).click();
  await done();
  const second = unzipSync(await download(page, 'Tải tất cả (.zip)'));
  assert.deepEqual(Object.keys(second), Object.keys(first));
  for (const [path, bytes] of Object.entries(first)) if (!path.startsWith('bao-cao-lo')) assert.ok(Buffer.from(bytes).equals(Buffer.from(second[path])), path);
});

test('a run can be stopped, and what was made is there with its report', async () => {
  const { page } = way;
  // So that the run is slow enough to be stopped by hand.
  await page.evaluate(() => {
    const { desk } = window.vanthu;
    const { ask } = desk;
    desk.ask = async (call, ...args) => {
      if (call === 'lot_make') await new Promise((go) => setTimeout(go, 100));
      return ask.call(desk, call, ...args);
    };
    window.restore = () => { desk.ask = ask; };
  });
  await page.getByRole('button', { name: 'Làm lại, vào một tệp .zip' }).click();
  await page.getByRole('progressbar').waitFor();
  await page.waitForFunction(() => window.vanthu.lots.run.made.size > 2);
  assert.deepEqual(await accessibility(page), [], 'đang làm');
  await page.getByRole('button', { name: 'Dừng' }).click();
  await page.getByRole('heading', { name: 'Đã dừng giữa chừng' }).waitFor();
  await page.evaluate(() => window.restore());
  const files = unzipSync(await download(page, 'Tải tất cả (.zip)'));
  const told = JSON.parse(Buffer.from(files['bao-cao-lo.json']));
  const made = told.units.filter((unit) => unit.status === 'done');
  assert.ok(made.length > 2 && made.length < 34);
  assert.equal(Object.keys(files).length, made.length * 2 + 2);
  assert.match(told.units.at(-1).faults[0].message, /chưa làm/);
});

test('a unit at which the program breaks off is refused, and the others are made', async () => {
  const { page } = way;
  await page.evaluate(() => {
    const { desk } = window.vanthu;
    const { ask } = desk;
    desk.ask = async (call, ...args) => {
      const answer = ask.call(desk, call, ...args);
      if (call === 'lot_make' && args[0] === 3) desk.worker.onerror(new Event('error'));
      return answer;
    };
    window.restore = () => { desk.ask = ask; };
  });
  await page.getByRole('button', { name: 'Làm lại, vào một tệp .zip' }).click();
  await page.getByRole('heading', { name: 'Đã làm xong' }).waitFor();
  await page.evaluate(() => window.restore());
  const made = await page.evaluate(() => [...window.vanthu.lots.run.made.values()].map((unit) => unit.status));
  assert.equal(made.filter((status) => status === 'done').length, 33);
  assert.equal(made[3], 'refused');
});

test('rows that are wrong are listed with the reason, mended by a file dropped anew, and the others are made', async () => {
  const { page } = way;
  await go(page, 'Chọn việc');
  const heads = 'Đơn vị;Công khai, minh bạch;Tiến độ giải quyết;Dịch vụ công trực tuyến;Thanh toán trực tuyến;Mức độ hài lòng;Số hóa hồ sơ';
  const rows = (second) => [heads, 'Xã An Bình;17,8;19,89;9;9,45;17,33;20,3', `Xã <b>Bình</b> & “An”;16,1;${second};8;9,1;16,2;19,4`, 'Xã Chi Lăng;17,8;18;9;9,45;17,33;20,3'].join('\n');
  const file = (second) => ({ name: 'diem xa.csv', mimeType: 'text/csv', buffer: Buffer.from(rows(second)) });
  await page.locator('#tep-lo').setInputFiles(file('18'));
  await page.getByLabel('Tháng của lô').fill('2025-10');
  await page.getByRole('button', { name: 'Tạo lô' }).click();
  await page.getByRole('heading', { level: 1, name: 'Văn bản' }).waitFor();
  await page.locator('#o-ho_so-van_ban-ngay').fill('5/11/2025');
  await settled(page);
  await step('Số liệu');
  await page.locator('#tep-so-lieu-lo').setInputFiles(file('mười'));
  await page.waitForFunction(() => window.vanthu.lots.units.some((unit) => unit.faults.length > 0));
  await settled(page);
  await step('Lấy về');
  await page.getByRole('button', { name: 'Làm tất cả, vào một tệp .zip' }).click();
  await done();
  await page.getByText('1 đơn vị bị từ chối').waitFor();
  assert.deepEqual(await accessibility(page), [], 'bị từ chối');
  compare(unzipSync(await download(page, 'Tải tất cả (.zip)')), batch(await onDisk()));
  await page.getByRole('button', { name: /Bình/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Xem và soát' }).waitFor();
  await page.locator('.finding').filter({ hasText: 'mười' }).first().waitFor();
  await page.getByRole('button', { name: 'diem xa.csv, ô C3' }).first().click();
  await page.locator('.finding td.own').filter({ hasText: 'mười' }).waitFor();
  await page.getByRole('button', { name: 'Bị từ chối (1)' }).click();
  assert.equal(await page.locator('.units tbody tr').count(), 1);
  assert.equal(await page.locator('main b, aside b').count(), 0, 'what a file says is text');
  assert.deepEqual(await accessibility(page), [], 'đơn vị bị từ chối');
  await page.locator('#tep-so-lieu-lo').setInputFiles(file('18'));
  await page.getByRole('button', { name: 'Bị từ chối (0)' }).waitFor();
  await step('Lấy về');
  await page.getByRole('button', { name: 'Làm tất cả, vào một tệp .zip' }).click();
  await done();
  assert.equal(await page.evaluate(() => window.vanthu.lots.run.made.size), 3);
});

test('files go into a folder that the user names, whole, and the folder is known the next time', async (test) => {
  // From a web server, where the browser has folders of its own that stand for the one of the user.
  const lot = await onDisk();
  const server = await serve();
  // Also if it fails: a server that listens keeps the whole run alive.
  test.after(() => server.close());
  const context = await way.browser.newContext({ acceptDownloads: true, viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    FileSystemDirectoryHandle.prototype.queryPermission ??= async () => 'granted';
    window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('Thư mục của tôi', { create: true });
  });
  await load(page, server.url);
  await page.locator('#tep-ho-so').setInputFiles(readdirSync(lot).map((name) => join(lot, name)));
  await page.getByRole('button', { name: 'Mở để xem, sửa' }).first().click();
  await page.getByRole('heading', { name: 'Các đơn vị' }).waitFor();
  await go(page, 'Lấy về');
  await page.getByRole('button', { name: 'Làm và lưu vào thư mục…' }).click();
  await page.getByText(/đã ghi vào “Thư mục của tôi\//).waitFor();
  const files = await page.evaluate(async () => {
    const found = {};
    const walk = async (folder, before) => {
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind === 'directory') await walk(handle, `${before}${name}/`);
        else found[before + name] = [...new Uint8Array(await (await handle.getFile()).arrayBuffer())];
      }
    };
    const root = await window.showDirectoryPicker();
    await walk(await (await root.getDirectoryHandle(window.vanthu.folder)).getDirectoryHandle('ket-qua'), '');
    return found;
  });
  compare(files, batch(lot));
  // A file that another program holds refuses its unit, whose other file stays; the others go on, and the report tells it.
  const [held] = Object.keys(files).filter((path) => path.endsWith('.pdf'));
  await page.evaluate(async (path) => {
    const root = await window.showDirectoryPicker();
    let folder = await (await root.getDirectoryHandle(window.vanthu.folder)).getDirectoryHandle('ket-qua');
    for (const part of path.split('/').slice(0, -1)) folder = await folder.getDirectoryHandle(part);
    for (const name of ['thong-bao.docx', 'thong-bao.pdf']) {
      const file = await (await folder.getFileHandle(name)).createWritable();
      await file.write('cũ');
      await file.close();
    }
    const holder = 'onmessage = async ({ data }) => { self.held = await data.createSyncAccessHandle(); postMessage(""); }';
    window.holder = new Worker(URL.createObjectURL(new Blob([holder])));
    const holds = new Promise((done) => { window.holder.onmessage = done; });
    window.holder.postMessage(await folder.getFileHandle('thong-bao.pdf'));
    await holds;
    window.word = await folder.getFileHandle('thong-bao.docx');
  }, held);
  await page.getByRole('button', { name: /^Làm và lưu vào thư mục “Thư mục của tôi”/ }).click();
  await page.getByText('1 đơn vị bị từ chối').waitFor();
  assert.match(await page.locator('.finding').innerText(), /không ghi được: tệp đang mở trong Word.*\n.*đóng tệp rồi làm lại/s);
  const [told, word] = await page.evaluate(async () => {
    const root = await window.showDirectoryPicker();
    const results = await (await root.getDirectoryHandle(window.vanthu.folder)).getDirectoryHandle('ket-qua');
    const report = await (await results.getFileHandle('bao-cao-lo.json')).getFile();
    window.holder.terminate();
    return [JSON.parse(await report.text()), await (await window.word.getFile()).text()];
  });
  assert.deepEqual(told.units.filter((unit) => unit.status === 'refused').map((unit) => [unit.faults[0].code, unit.faults[0].place.split('ket-qua/').pop()]), [['TEP-02', held]]);
  assert.equal(told.units.filter((unit) => unit.status === 'done').length, 2);
  assert.equal(word, 'cũ');
  await page.getByRole('button', { name: /^Làm và lưu vào thư mục “Thư mục của tôi”/ }).click();
  await page.getByText(/^3 trên 3 đơn vị/).waitFor();
  // Known the next time, for a hồ sơ too.
  await load(page, server.url);
  await page.getByRole('button', { name: 'Mở ví dụ' }).click();
  await go(page, 'Lấy về');
  const into = page.getByRole('button', { name: /^Lưu hồ sơ, số liệu và văn bản vào thư mục “Thư mục của tôi”/ });
  await into.click();
  await page.getByText(/^Đã ghi \d+ tệp vào “Thư mục của tôi\/my-duc-2026-10”/).waitFor();
  // A hồ sơ that was changed elsewhere is not replaced without a word.
  await page.evaluate(async () => {
    const root = await window.showDirectoryPicker();
    const handle = await (await root.getDirectoryHandle('my-duc-2026-10')).getFileHandle('ho-so.yaml');
    const file = await handle.createWritable();
    await file.write('khác');
    await file.close();
  });
  await into.click();
  await page.getByText('Trong thư mục đã có bản khác của my-duc-2026-10/ho-so.yaml').waitFor();
  assert.deepEqual(await accessibility(page), [], 'thư mục');
  await page.getByRole('button', { name: 'Giữ bản trong thư mục, chỉ ghi tệp khác' }).click();
  await page.getByText(/^Đã ghi/).waitFor();
  const kept = await page.evaluate(async () => {
    const root = await window.showDirectoryPicker();
    const handle = await (await root.getDirectoryHandle('my-duc-2026-10')).getFileHandle('ho-so.yaml');
    return (await handle.getFile()).text();
  });
  assert.equal(kept, 'khác');
  await context.close();
});

test('columns that were not found are pointed at, and an error that stands is acknowledged', async () => {
  const { page } = way;
  await go(page, 'Chọn việc');
  const rows = ['Đơn vị;A1;B2;C3;D4;E5;F6;Cộng', 'Xã An Bình;17;19;9;9;17;20;91', 'Xã Bình An;16;18;8;9;16;19;90', 'Xã Chi Lăng;15;18;9;9;17;20;88'];
  await page.locator('#tep-lo').setInputFiles({ name: 'la.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await page.getByLabel('Tháng của lô').fill('2025-09');
  await page.getByRole('button', { name: 'Tạo lô' }).click();
  await page.getByRole('heading', { name: 'Chưa làm được lô' }).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Số liệu' }).waitFor();
  assert.deepEqual(await accessibility(page), [], 'chưa rõ cột');
  const columns = { cong_khai_minh_bach: 'A1', tien_do: 'B2', dich_vu_cong_truc_tuyen: 'C3', thanh_toan_truc_tuyen: 'D4', muc_do_hai_long: 'E5', so_hoa: 'F6', tong: 'Cộng' };
  for (const [name, column] of Object.entries(columns)) {
    await page.locator(`#cot-${name}`).selectOption(column);
    await settled(page);
  }
  await page.getByText('Bảng có 3 đơn vị.').waitFor();
  await step('Lấy về');
  await page.getByRole('button', { name: 'Làm tất cả, vào một tệp .zip' }).click();
  await page.getByText('1 đơn vị bị từ chối').waitFor();
  await page.getByRole('button', { name: 'Xã Bình An' }).click();
  const finding = page.locator('.finding').filter({ hasText: '6 nhóm điểm cộng lại' }).first();
  await finding.getByRole('button', { name: 'Đã xem, vẫn giữ…' }).click();
  await finding.getByLabel('Lý do').fill('Cổng công bố như vậy');
  await finding.getByRole('button', { name: 'Giữ và ghi lý do' }).click();
  await page.getByText('1 điều đã xem và giữ, có ghi lý do trong lô.').waitFor();
  await settled(page);
  await step('Lấy về');
  await page.getByRole('button', { name: 'Làm tất cả, vào một tệp .zip' }).click();
  await done();
  compare(unzipSync(await download(page, 'Tải tất cả (.zip)')), batch(await onDisk()));
  assert.equal(await page.getByText('bị từ chối').count(), 0);
});

test('a folder that is dropped keeps what lies below it', async () => {
  const { page } = way;
  const folders = await page.evaluate(async () => {
    const { vanthu } = window;
    const file = async (path, name) => ({ path, bytes: await vanthu.bytes(name) });
    const { opened } = await vanthu.take([await file('Công việc/lô tháng 9/lo.yaml', 'lo.yaml'), await file('Công việc/lô tháng 9/rieng/a.yaml', 'lo.yaml'), await file('Công việc/lô tháng 9/la.csv', 'la.csv')]);
    return [opened, [...vanthu.names.get('lô tháng 9')].sort()];
  });
  assert.deepEqual(folders, [['lô tháng 9'], ['la.csv', 'lo.yaml', 'rieng/a.yaml']]);
});

test('a lô that is kept is opened again, and its next month is made', async () => {
  const { page } = way;
  await load(page);
  const kept = page.getByRole('listitem').filter({ hasText: 'lo-thong-bao-xa-2025-10' }).first();
  await kept.getByRole('button', { name: 'Mở để xem, sửa' }).click();
  await page.getByRole('heading', { name: 'Các đơn vị' }).waitFor();
  await go(page, 'Chọn việc');
  await kept.getByRole('button', { name: 'Làm tháng tiếp theo' }).click();
  await page.getByRole('heading', { level: 1, name: 'Số liệu' }).waitFor();
  assert.match(await page.evaluate(() => window.vanthu.folder), /2025-11/);
  assert.deepEqual(await accessibility(page), [], 'tháng sau');
});

test('nothing was asked of anybody, and nothing went wrong', () => {
  assert.deepEqual(outside(way.requests), []);
  assert.deepEqual(way.errors, []);
});
