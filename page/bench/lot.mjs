// How long a lô takes in the page, and how much memory: 102 communes, and the whole country, each
// with Word, PDF and report, into one archive. `node bench/lot.mjs`; needs python3 for the figures.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, root } from '../test/page.mjs';

/** The made-up month of so many communes: the files of its lô. */
function lot(communes) {
  const folder = mkdtempSync(join(tmpdir(), 'vanthu-lo-'));
  execFileSync('python3', [join(root, 'examples/toan-quoc/tao-so-lieu.py'), folder, '--don-vi', String(communes)], { stdio: 'ignore' });
  return [join(root, 'examples/toan-quoc/lo.yaml'), join(folder, 'so-lieu.xlsx')];
}

/** The most memory that each process of the browser has had, in MB (Linux). */
async function memory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const of = ({ id, type }) => {
    try { return [`${type} ${Math.round(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))[1] / 1024)} MB`]; } catch { return []; }
  };
  return processInfo.filter(({ type }) => type === 'browser' || type === 'renderer').flatMap(of).join(', ');
}

for (const communes of process.argv[2] ? [Number(process.argv[2])] : [102, 3321]) {
  const { browser, page } = await open();
  page.setDefaultTimeout(600_000);
  await page.locator('#tep-ho-so').setInputFiles(lot(communes));
  const opened = Date.now();
  await page.getByRole('button', { name: 'Mở để xem, sửa' }).first().click();
  await page.getByRole('heading', { name: 'Các đơn vị' }).waitFor();
  console.log(`${communes} communes: opened in ${((Date.now() - opened) / 1000).toFixed(2)} s`);
  await page.getByRole('navigation').getByRole('button', { name: 'Lấy về' }).click();
  await page.getByRole('button', { name: 'Làm tất cả, vào một tệp .zip' }).click();
  await page.getByRole('heading', { name: 'Đã làm xong' }).waitFor();
  const told = await page.evaluate(() => {
    const { run } = window.vanthu.lots;
    return { seconds: run.milliseconds / 1000, units: run.made.size, refused: [...run.made.values()].filter((unit) => unit.faults.length > 0).length, bytes: run.archive.size };
  });
  console.log(`  ${told.units} units, ${told.refused} refused, ${(told.bytes / 1e6).toFixed(1)} MB in ${told.seconds.toFixed(2)} s; most memory: ${await memory(browser)}`);
  await browser.close();
}
