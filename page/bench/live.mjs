// `npm run bench`: how long the page takes, printed, not judged. From each of 100 keystrokes to the new
// page on the screen, for a notice with its appendix and for eight pages; the page's start; whole documents.
import { open, load } from '../test/page.mjs';

const { browser, page } = await open();
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const told = (name, times) => {
  const sorted = times.toSorted((a, b) => a - b);
  console.log(`${name}: median ${at(sorted, 0.5).toFixed(1)} ms, 95th of 100 ${at(sorted, 0.95).toFixed(1)} ms, longest ${sorted.at(-1).toFixed(1)} ms`);
};

const ready = [];
for (let times = 0; times < 10; times++) {
  await load(page);
  ready.push(await page.evaluate(() => Number(document.body.dataset.ready)));
}
told('ready after', ready);

for (const [what, folder, field] of [['notice with appendix', 'my-duc-2026-10', '#o-nguoi_ky-ho_ten'], ['eight pages of Tuần Giáo', 'tuan-giao-2023-09', '#o-nguoi_ky-ho_ten']]) {
  await page.evaluate(async (folder) => {
    for (const [path, bytes] of window.vanthu.examples) {
      if (path.startsWith(folder) || path.startsWith('my-duc')) await window.vanthu.put(path, bytes);
    }
    await window.vanthu.open(folder, 'van-ban');
  }, folder);
  await page.locator('svg.page').first().waitFor();
  await page.locator(field).focus();
  // From the event of the key to the frame after the page was drawn anew.
  await page.evaluate(() => {
    window.times = [];
    let pressed;
    document.addEventListener('input', () => { pressed = performance.now(); }, true);
    new MutationObserver(() => requestAnimationFrame(() => {
      if (pressed === undefined) return;
      window.times.push(performance.now() - pressed);
      pressed = undefined;
    })).observe(document.querySelector('aside'), { subtree: true, childList: true, characterData: true, attributes: true });
  });
  for (let key = 0; key < 100; key++) {
    await page.keyboard.press('abcdefghij'[key % 10]);
    await page.waitForFunction((count) => window.times.length >= count, key + 1, { polling: 5 });
  }
  told(`a key, ${what}`, await page.evaluate(() => window.times));
  const whole = await page.evaluate(async (folder) => {
    const times = [];
    for (let turn = 0; turn < 20; turn++) {
      const begun = performance.now();
      const { files } = await window.vanthu.desk.ask('make', folder + '/ho-so.yaml').catch(() => window.vanthu.desk.ask('make', folder));
      for (const file of files) await window.vanthu.desk.made(file);
      times.push(performance.now() - begun);
    }
    return times;
  }, folder);
  told(`Word and PDF, ${what}`, whole);
}
await browser.close();
