// `npm run pictures`: the six pictures of the guide, docs/hinh/trang-*.png, from the made-up month of Mỹ Đức;
// `pngquant` (Debian: pngquant) makes them small.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { load, open, root, settled } from '../test/page.mjs';

const { browser, page } = await open();
await page.setViewportSize({ width: 1160, height: 700 });
await page.evaluate(() => localStorage.setItem('vanthu-huong-dan', '1'));
await load(page);
const go = (name) => page.getByRole('navigation').getByRole('button', { name }).click();
const picture = async (name) => {
  await settled(page);
  // Until pictures and faces stand still.
  await page.waitForTimeout(700);
  const path = join(root, `docs/hinh/trang-${name}.png`);
  await page.screenshot({ path });
  execFileSync('pngquant', ['--force', '--ext', '.png', '--strip', '--speed', '1', '24', path]);
};

await page.waitForTimeout(6000);
await picture('1-chon-viec');
await page.getByRole('button', { name: 'Mở ví dụ' }).click();
await page.locator('svg.page').first().waitFor();
await go('Số liệu');
await picture('2-so-lieu');
await go('Văn bản');
await picture('3-van-ban');
await go('Số liệu');
const right = await page.inputValue('#o-diem-tong-dat');
await page.locator('#o-diem-tong-dat').fill('93,00');
await settled(page);
await go('Xem và soát');
await picture('4-soat');
await go('Số liệu');
await page.locator('#o-diem-tong-dat').fill(right);
await settled(page);
await go('Xem và soát');
await page.getByText('Mọi con số trên trang').click();
await page.locator('.figures button').filter({ hasText: '1,15' }).first().click();
await page.getByText('Mọi con số trên trang').click();
await picture('5-con-so');
await go('Lấy về');
await page.getByRole('button', { name: 'Tải thong-bao.pdf' }).waitFor();
await picture('6-lay-ve');
await browser.close();
