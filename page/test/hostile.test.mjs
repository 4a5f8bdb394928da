// Whatever a workbook, a hồ sơ, a file's name or a template says is shown as text: special letters
// are thrown at every place that shows data, and no element, script or request comes of them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { accessibility, go, openExample, outside, root, settled } from './page.mjs';

/** Markup, ends of what could hold it, tags of templates, YAML, formulas, bidi, beyond the BMP. */
const HOSTILE = [
  '<img src=x onerror="window.hurt=1">', '</script><script>window.hurt=1</script>', '</style><style>*{display:none}</style>',
  '--> ]]> <!-- <![CDATA[', `"'\`&amp;&lt;&#60;\\`, '{{ 7*7 }} {% if %} {# #} ${7*7}', 'javascript:alert(1)', '=HYPERLINK("http://x")',
  '\u202ecba\u202c \u2066x', '😀 ế', '<a href="javascript:window.hurt=1">', '<svg onload=window.hurt=1>', '<b>đậm</b>', '%00 %3Cb%3E',
];
const ALL = HOSTILE.join(' ');
/** What the faces have letters for. */
const PRINTED = HOSTILE.filter((one) => !one.includes('😀'));
/** As documents hold it: without letters that print nothing. */
const cleaned = (text) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '').replace(/\s+/g, ' ').trim();

let way;
before(async () => { way = await openExample(); });
after(() => way.browser.close());

const step = (name) => go(way.page, name);

/** The page holds no element that it did not make, and nothing of what was thrown at it has run. */
async function safe(where) {
  const found = await way.page.evaluate(() => {
    const ours = new Set(['path', 'a'].concat('div header nav ol ul li button p strong b i em small span section h1 h2 h3 h4 h5 h6 form fieldset legend label input select option textarea details summary table thead tbody tr th td main aside svg g rect line text tspan article pre code datalist'.split(' ')));
    const place = document.getElementById('trang');
    const foreign = [...place.querySelectorAll('*')].filter((one) => !ours.has(one.tagName.toLowerCase()) || one.matches('a, [onerror], [onload], [href], [src], [style*="display:none"]'));
    return { foreign: foreign.map((one) => one.outerHTML.slice(0, 80)), hurt: window.hurt };
  });
  assert.deepEqual(found, { foreign: [], hurt: undefined }, where);
}

const shown = () => way.page.locator('#trang').innerText();

/** A workbook of sheets with rows of texts. */
function workbook(sheets) {
  const xml = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  const names = Object.keys(sheets);
  const files = {
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${names.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${names.map((name, at) => `<sheet name="${xml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, at) => `<Relationship Id="rId${at + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}</Relationships>`,
  };
  names.forEach((name, at) => {
    const rows = sheets[name].map((row, down) => `<row r="${down + 1}">${row.map((cell, right) => `<c r="${String.fromCharCode(65 + right)}${down + 1}" t="inlineStr"><is><t xml:space="preserve">${xml(cell)}</t></is></c>`).join('')}</row>`);
    files[`xl/worksheets/sheet${at + 1}.xml`] = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.join('')}</sheetData></worksheet>`;
  });
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));
}

test('fields of a hồ sơ, on the page and in the form', async () => {
  const { page } = way;
  await step('Văn bản');
  for (const id of ['nguoi_ky-ho_ten', 'co_quan-dia_danh', 'co_quan-ten', 'noi_nhan-gui-0']) {
    // Several recipients in a line are a fault.
    const text = PRINTED.join(' ');
    await page.locator(`#o-${id}`).fill(id.startsWith('noi_nhan') ? text.replaceAll(';', ',') : text);
    await settled(page);
    await page.keyboard.press('Escape');
    await safe(id);
  }
  assert.equal(await page.locator('#o-nguoi_ky-ho_ten').inputValue(), cleaned(PRINTED.join(' ')));
  const printed = await page.evaluate(() => [...document.querySelectorAll('svg.page')].map((one) => one.textContent).join(''));
  for (const one of PRINTED) assert.ok(printed.replace(/\s+/g, '').includes(cleaned(one).replace(/\s+/g, '')), one);
  await step('Xem và soát');
  await safe('Xem và soát');
  // Where each of them comes from.
  await page.getByText('Mọi con số trên trang và nơi lấy').click();
  await safe('mọi con số');
  await step('Lấy về');
  await safe('Lấy về');
});

test('figures that are none, in messages', async () => {
  const { page } = way;
  await step('Số liệu');
  await page.locator('#o-diem-tong-dat').fill(ALL);
  await settled(page);
  await safe('Số liệu');
  await step('Xem và soát');
  const finding = page.locator('.finding').first();
  await finding.waitFor();
  assert.ok((await finding.textContent()).includes('<img src=x'));
  await safe('lỗi');
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await settled(page);
});

test('files: their names, sheets, heads and cells', async () => {
  const { page } = way;
  await step('Số liệu');
  const name = `a <img src=x onerror=window.hurt=1> &"'\` \u202ecod {{ 1 }}.xlsx`;
  const heads = ['Đơn vị', 'Công khai, minh bạch', ALL];
  const sheets = { '<b>một</b> & "hai" \'\'': [heads, ['Xã Mỹ Đức', '17,80', ALL], [ALL, '1', '2']], '😀 {{ 2 }} &lt;': [['x'], ['y']] };
  await page.locator('#tep-so-lieu').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: workbook(sheets) });
  await page.getByRole('heading', { name: 'a <img' }).waitFor();
  await safe('tệp');
  const choice = page.locator('label').filter({ hasText: /^Trang/ }).locator('select');
  if ((await page.locator('.sheet td').count()) === 0) await choice.selectOption(Object.keys(sheets)[0]);
  await page.locator('.sheet td').first().waitFor();
  await safe('trang');
  assert.deepEqual(await choice.locator('option:not([value=""])').allTextContents(), Object.keys(sheets));
  const cells = await page.locator('.sheet td').allTextContents();
  assert.ok(cells.some((one) => one.includes('<img src=x') && one.includes('</script>') && one.includes('😀')), cells.join('|'));
  assert.deepEqual(await accessibility(page), [], 'bảng');
  const rows = `Đơn vị;${ALL.replace(/[;"\n]/g, ' ')};Tiến độ giải quyết\n${ALL.replace(/[;"\n]/g, ' ')};1;2\nXã B;1;2\n`;
  await page.locator('#tep-so-lieu').setInputFiles({ name: `<svg onload=window.hurt=1>.csv`, mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await page.getByRole('heading', { name: '<svg' }).waitFor();
  await page.locator('.sheet td').first().waitFor();
  await safe('csv');
});

test('a folder, its keys and a template of one’s own', async () => {
  const { page } = way;
  const folder = `<img src=x onerror=window.hurt=1>&"'\``;
  const yaml = readFileSync(join(root, 'examples/my-duc-2026-10/ho-so.yaml'), 'utf8')
    .replace(/^mau: .*$/m, 'mau: rieng.md').replace(/^ky_truoc: .*$/m, '');
  const template = readFileSync(join(root, 'templates/thong-bao-xa.md'), 'utf8')
    .replace('Trên đây là', '\\<img src=x onerror=window.hurt=1> </script\\>\\<script>window.hurt=1\\</script> &amp;lt; Trên đây là')
    .replace('ten: Thông báo', 'ten: <script>window.hurt=1</script> Thông báo');
  await page.evaluate(async ([folder, yaml, template]) => {
    const bytes = (text) => new TextEncoder().encode(text);
    await window.vanthu.take([{ path: `${folder}/ho-so.yaml`, bytes: bytes(yaml) }, { path: `${folder}/rieng.md`, bytes: bytes(template) }]);
  }, [folder, yaml, template]);
  await step('Chọn việc');
  await safe('Chọn việc');
  const item = page.getByRole('listitem').filter({ hasText: '<img' });
  await item.getByRole('button', { name: 'Mở để xem, sửa' }).click();
  await page.locator('svg.page').first().waitFor();
  await safe('mở');
  assert.ok((await shown()).includes(folder));
  await page.getByRole('button', { name: 'Sửa câu chữ của mẫu…' }).click();
  await page.locator('.sentences li').first().waitFor();
  await safe('Sửa câu chữ');
  await page.getByRole('button', { name: /^Sửa câu: .*Trên đây là/ }).click();
  const slot = page.locator('.editor').getByRole('textbox').first();
  await slot.focus();
  await page.keyboard.press('Home');
  await page.keyboard.insertText(PRINTED.join(' '));
  await slot.evaluate((slot, text) => {
    const data = new DataTransfer();
    data.setData('text/html', text);
    data.setData('text/plain', text);
    slot.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, '<img src=x onerror=window.hurt=1><b>dán</b>');
  await safe('đang sửa câu');
  await page.getByRole('button', { name: 'Lưu cho riêng hồ sơ này' }).click();
  await page.locator('.editor').waitFor({ state: 'detached' });
  await settled(page);
  await safe('câu đã sửa');
  const printed = await page.evaluate(() => window.vanthu.shown.documents[0].pages.join(''));
  assert.ok(printed.includes('window.hurt=1') && printed.includes('dán'));
  // A key that there is not.
  await page.evaluate(async (all) => {
    const { vanthu } = window;
    const text = new TextDecoder().decode(await vanthu.bytes('ho-so.yaml'));
    await vanthu.put(vanthu.file, new TextEncoder().encode(`${text}\n"<img src=x onerror=window.hurt=1>": ${JSON.stringify(all)}\n`));
    await vanthu.refresh();
  }, ALL);
  await step('Xem và soát');
  await page.locator('.finding').first().waitFor();
  await safe('khóa lạ');
  await step('Văn bản');
  await safe('Văn bản');
  await step('Chọn việc');
  await item.getByRole('button', { name: /^Xóa/ }).click();
  await safe('xóa');
});

test('nothing ran, nothing was asked of anybody', () => {
  assert.deepEqual(way.errors, []);
  assert.deepEqual(outside(way.requests), []);
});
