// Lines of lists are added, moved and taken away; all that is done can be undone and done again.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessibility, go, openExample, plain, root, settled, text } from './page.mjs';

let way;
before(async () => { way = await openExample(); });
after(() => way.browser.close());

/** What stands at a way of the hồ sơ. */
const value = async (...steps) => steps.reduce((value, step) => value?.[step] ?? null, plain(await way.page.evaluate(() => window.vanthu.tree)));
const step = (name) => go(way.page, name);
const axe = async (where) => assert.deepEqual(await accessibility(way.page), [], where);

test('the lines of an appendix are added, moved and taken away', async () => {
  const { page } = way;
  await step('Số liệu');
  const lines = await value('so_lieu', 'chi_tieu', 'nhom', 0, 'dong');
  await page.getByRole('button', { name: 'Thêm, bớt, sửa tên các dòng của phụ lục' }).click();
  await axe('các dòng của phụ lục');
  const group = page.locator('fieldset.list').filter({ has: page.locator('#o-so_lieu-chi_tieu-nhom-0-dong-0-ten') }).last();
  await group.getByRole('button', { name: 'Thêm các dòng' }).click();
  await settled(page);
  const end = lines.length;
  assert.equal(await page.evaluate(() => document.activeElement.id), `o-so_lieu-chi_tieu-nhom-0-dong-${end}-ten`);
  await page.keyboard.type('Hồ sơ <b>mới</b>');
  await page.locator(`#o-so_lieu-chi_tieu-nhom-0-dong-${end}-so_lieu`).fill('12');
  await settled(page);
  assert.deepEqual(await value('so_lieu', 'chi_tieu', 'nhom', 0, 'dong', end), { ten: 'Hồ sơ <b>mới</b>', so_lieu: '12' });
  await group.getByRole('button', { name: 'Lên trên: Hồ sơ <b>mới</b>' }).click();
  await settled(page);
  assert.equal(await value('so_lieu', 'chi_tieu', 'nhom', 0, 'dong', end - 1, 'ten'), 'Hồ sơ <b>mới</b>');
  await group.getByRole('button', { name: 'Bỏ: Hồ sơ <b>mới</b>' }).click();
  await settled(page);
  assert.deepEqual(await value('so_lieu', 'chi_tieu', 'nhom', 0, 'dong'), lines);
  await page.getByRole('button', { name: 'Xong, về bảng gõ số' }).click();
});

test('what does not apply, and what is let stand, are lists of the form', async () => {
  const { page } = way;
  await step('Văn bản');
  await page.getByText(/^Ít khi dùng/).click();
  await page.getByRole('button', { name: 'Thêm nhóm', exact: true }).first().click();
  await settled(page);
  await page.locator('#o-khong_ap_dung-0-ly_do').fill('xã không có thủ tục thu phí');
  const groups = page.locator('fieldset.list').filter({ has: page.getByText('Mã nhóm', { exact: true }) }).last();
  await groups.getByRole('button', { name: 'Thêm dòng' }).click();
  await groups.getByRole('combobox').fill('thanh_toan_truc_tuyen');
  await settled(page);
  await axe('khong_ap_dung');
  assert.deepEqual(await value('khong_ap_dung'), [{ ly_do: 'xã không có thủ tục thu phí', nhom: ['thanh_toan_truc_tuyen'] }]);
  await page.getByRole('button', { name: 'Bỏ: xã không có thủ tục thu phí' }).click();
  await settled(page);
  assert.equal(await value('khong_ap_dung'), null);
  // A line that is pasted of several becomes several.
  const recipients = page.getByLabel(/, dòng 1$/).first();
  const before = await value('noi_nhan', 'gui');
  await page.getByRole('button', { name: `Xuống dưới: ${before[0]}` }).click();
  await settled(page);
  assert.deepEqual((await value('noi_nhan', 'gui')).slice(0, 2), [before[1], before[0]]);
  assert.ok(await recipients.isVisible());
});

test('all that is done is undone and done again, by the keys too', async () => {
  const { page } = way;
  const first = await text(page);
  await page.locator('#o-nguoi_ky-ho_ten').fill('');
  await page.locator('#o-nguoi_ky-ho_ten').pressSequentially('Trần Văn B');
  await settled(page);
  const typed = await text(page);
  await page.keyboard.press('Control+z');
  await settled(page);
  while ((await text(page)) !== first) {
    await page.keyboard.press('Control+z');
    await settled(page);
  }
  assert.notEqual(await page.locator('#o-nguoi_ky-ho_ten').inputValue(), 'Trần Văn B');
  while (await page.getByRole('button', { name: 'Làm lại' }).isEnabled()) {
    await page.keyboard.press('Control+y');
    await settled(page);
  }
  assert.equal(await text(page), typed);
  assert.equal(await page.locator('#o-nguoi_ky-ho_ten').inputValue(), 'Trần Văn B');

  await step('Số liệu');
  const rows = 'Đơn vị;Công khai, minh bạch;Tiến độ giải quyết\nXã Mỹ Đức;17,80;19,89\nXã An;1;2\n';
  await page.locator('#tep-so-lieu').setInputFiles({ name: 'diem.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await page.getByText('đã thấy').waitFor();
  await settled(page);
  assert.ok(await page.evaluate(() => window.vanthu.names.get(window.vanthu.folder).has('diem.csv')));
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await settled(page);
  assert.ok(!(await page.evaluate(() => window.vanthu.names.get(window.vanthu.folder).has('diem.csv'))));
  await page.getByRole('button', { name: 'Làm lại' }).click();
  await settled(page);
  assert.equal(await text(page, 'diem.csv'), rows);
});

test('what could be meant is suggested, from the catalogue and from other hồ sơ', async () => {
  const { page } = way;
  await step('Văn bản');
  const first = await text(page);
  const name = page.locator('#o-co_quan-ten');
  await name.fill('ubnd xa lam v');
  await page.getByRole('option', { name: 'Ủy ban nhân dân xã Lam Vỹ Thái Nguyên' }).waitFor();
  await axe('gợi ý');
  await name.press('ArrowDown');
  await name.press('Enter');
  await settled(page);
  assert.equal(await value('co_quan', 'ten'), 'Ủy ban nhân dân xã Lam Vỹ');
  assert.equal(await page.getByRole('option', { name: /Lam Vỹ/ }).count(), 0);
  const place = page.locator('#o-co_quan-dia_danh');
  await place.fill('my d');
  await page.getByRole('option', { name: 'Mỹ Đức hồ sơ khác' }).click();
  await settled(page);
  assert.equal(await value('co_quan', 'dia_danh'), 'Mỹ Đức');
  while ((await text(page)) !== first) {
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await settled(page);
  }
});

test('the page of a check is shown with its tables, lists and code, all of it text', async () => {
  const { page } = way;
  await step('Số liệu');
  await page.evaluate(() => { window.vanthu.look = undefined; window.vanthu.changed(); });
  await page.locator('#o-diem-tong-dat').fill('1,00');
  await settled(page);
  await step('Xem và soát');
  await page.getByRole('button', { name: 'Vì sao?' }).first().click();
  const why = page.locator('.why').first();
  await why.getByRole('heading', { level: 3 }).waitFor();
  assert.ok(!(await why.textContent()).includes('```'));
  await axe('vì sao');
  // All pages of docs/kiem-tra.md.
  const pages = readFileSync(join(root, 'docs/kiem-tra.md'), 'utf8').matchAll(/^## ([A-Z0-9]+-\d+):/gm);
  const codes = [...pages].map(([, code]) => code);
  assert.ok(codes.length > 40);
  for (const code of codes) {
    const explained = await page.evaluate((code) => window.vanthu.desk.ask('explain', code), code);
    assert.ok(explained.startsWith(`## ${code}`), code);
  }
});

test('nothing went wrong', () => assert.deepEqual(way.errors, []));
