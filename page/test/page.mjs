// Opens dist/vanthu.html from the disk in Chromium, and tells what a test asks of it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const file = pathToFileURL(join(root, 'page/dist/vanthu.html')).href;
const axe = readFileSync(join(root, 'page/node_modules/axe-core/axe.min.js'), 'utf8');

export const example = (name) => join(root, 'examples', name, 'ho-so.yaml');
/** Calls the program of the command line. */
export const vanthu = (...args) => execFileSync(process.env.VANTHU ?? join(root, 'target/debug/vanthu'), args, { encoding: 'utf8' });
/** The files of an example, as the command line writes them. */
export function rendered(name) {
  const out = mkdtempSync(join(tmpdir(), 'vanthu-'));
  vanthu('render', join(root, 'examples', name), '--out', out);
  return (name) => readFileSync(join(out, name));
}

export async function open() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  const requests = [];
  const errors = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await load(page);
  return { browser, context, page, requests, errors };
}

/** The same with the made-up month open, whose pages are there. */
export async function openExample() {
  const way = await open();
  await way.page.getByRole('button', { name: 'Mở ví dụ' }).click();
  await way.page.locator('svg.page').first().waitFor();
  return way;
}

/** What was asked of anybody but the page itself. */
export const outside = (requests) => requests.filter((url) => !/^(blob|data):/.test(url) && !/^file:.*vanthu\.html$/.test(url));

export async function load(page, url = file) {
  await page.goto(url);
  await page.waitForFunction(() => document.body.dataset.ready !== undefined);
}

/** The page from a web server of this machine. */
export async function serve() {
  const html = readFileSync(fileURLToPath(file));
  const server = createServer((_, answer) => answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Waits until what was typed is worked out and kept. */
export async function settled(page) {
  await page.waitForFunction(() => !window.vanthu.busy && window.vanthu.kept === 'saved' && !window.vanthu.running);
}

/** Goes to a step of the work. */
export const go = (page, name) => page.getByRole('navigation').getByRole('button', { name }).click();

/** A file of the open hồ sơ, as text. */
export const text = (page, name = 'ho-so.yaml') => page.evaluate(async (name) => new TextDecoder().decode(await window.vanthu.bytes(name)), name);

/** What a tree of the program's says, without its places. */
export const plain = (node) => node?.list ? node.list.map(plain)
  : node?.map ? Object.fromEntries(node.map.map(([key, value]) => [key, plain(value)])) : node?.v ?? null;

/** What the hồ sơ of October says, by the program's own reading. */
export async function october(page) {
  return plain(await page.evaluate(async (text) => {
    const { desk } = window.vanthu;
    await desk.put('mau.yaml', new TextEncoder().encode(text));
    const tree = await desk.ask('tree', 'mau.yaml');
    await desk.remove('mau.yaml');
    return tree;
  }, readFileSync(example('my-duc-2026-10'), 'utf8')));
}

/** The total of the points: typed right where one was led to it, after which nothing is wrong. */
export async function putRight(page, right) {
  // The field is there a moment after its screen.
  await page.waitForFunction(() => document.activeElement.id === 'o-diem-tong-dat');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(right);
  await settled(page);
  assert.equal(await page.evaluate(() => window.vanthu.shown.findings.length), 0);
}

/** What axe finds on the page as it stands. */
export async function accessibility(page) {
  const has = await page.evaluate(() => 'axe' in window);
  // By the debugger, which the page's policy does not bind.
  if (!has) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(' | ')}`);
  });
}

/** Pastes a text into a field, as from Excel. */
export async function paste(page, label, text) {
  await page.getByLabel(label, { exact: true }).evaluate((field, text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

/** Clicks a button that saves a file; gives its bytes. */
export async function download(page, name) {
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
  return readFileSync(await saved.path());
}
