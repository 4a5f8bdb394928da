// Makes dist/vanthu.html: one file with the program, the page and the examples inside.
// Needs the Rust target wasm32-unknown-unknown and the program wasm-bindgen of the version in
// core/Cargo.toml. VANTHU_WASM names a program that `cargo build -p vanthu-page` made elsewhere.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');
const run = (program, ...args) => execFileSync(program, args, { cwd: root, stdio: 'inherit' });

function program() {
  let wasm = process.env.VANTHU_WASM;
  if (!wasm) {
    run('cargo', 'build', '--locked', '-p', 'vanthu-page', '--profile', 'page', '--target', 'wasm32-unknown-unknown');
    wasm = join(root, 'target/wasm32-unknown-unknown/page/vanthu_page.wasm');
  }
  const core = join(here, 'src/core');
  // Names of functions, which only a debugger shows, are a thirtieth of the file.
  run('wasm-bindgen', wasm, '--target', 'bundler', '--no-typescript', '--remove-name-section', '--out-dir', core);
  const bound = join(core, 'vanthu_page_bg.wasm');
  // wasm-opt was tried: 100 s for a file that is 2 % larger once packed.
  return gzipSync(readFileSync(bound), { level: 9 });
}

/** One script of an entry with all that it imports. */
async function script(entry) {
  const built = await build({
    root: here, logLevel: 'warn', configFile: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    resolve: { alias: { 'vanthu-core': join(here, 'src/core/vanthu_page_bg.js') } },
    build: { write: false, target: 'es2022', lib: { entry: join(here, 'src', entry), formats: ['iife'], name: 'vanthuPage' } },
  });
  const code = [built].flat()[0].output.find((one) => one.type === 'chunk').code;
  // What would end the element that holds it.
  return code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

/** All files of the examples that are one hồ sơ, by their paths. */
function examples() {
  const folder = join(root, 'examples');
  const found = {};
  for (const name of readdirSync(folder).sort()) {
    if (!existsSync(join(folder, name, 'ho-so.yaml'))) continue;
    for (const file of readdirSync(join(folder, name)).sort()) {
      const path = join(folder, name, file);
      if (!file.startsWith('.') && statSync(path).isFile()) found[`${name}/${file}`] = readFileSync(path).toString('base64');
    }
  }
  return JSON.stringify(found);
}

/** Bytes as text: 13 bits as two digits of base 91 from “#” on, with “!” for “<”. 8 % shorter than base64. */
function text(bytes) {
  const letters = Buffer.alloc(Math.ceil((bytes.length * 8) / 13) * 2);
  let [at, bits, count] = [0, 0, 0];
  const put = (pair) => {
    for (const digit of [Math.floor(pair / 91), pair % 91]) {
      const letter = 35 + digit;
      letters[at++] = letter === 60 ? 33 : letter;
    }
  };
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    count += 8;
    if (count < 13) continue;
    count -= 13;
    put(bits >> count);
    bits &= (1 << count) - 1;
  }
  if (count > 0) put(bits << (13 - count));
  return letters.toString('latin1');
}

const packed = program();
const given = gzipSync(examples(), { level: 9 });
const [worker, page] = [await script('worker.ts'), await script('main.tsx')];
const style = readFileSync(join(here, 'src/style.css'), 'utf8');
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = [
  "default-src 'none'", `script-src ${hash(page)} 'wasm-unsafe-eval' blob:`, 'worker-src blob:', `style-src ${hash(style)}`,
  "img-src 'none'", "connect-src 'none'", "base-uri 'none'", "form-action 'none'",
].join('; ');
const html = `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>vanthu</title>
<style>${style}</style>
</head>
<body>
<div id="trang"><p>Đang mở…</p><p class="late">Nếu trang vẫn chưa mở ra: trình duyệt này quá cũ, hoặc không cho trang chạy. Hãy mở vanthu.html bằng Chrome, Edge hoặc Firefox bản của hai năm gần đây.</p></div>
<noscript>Trang này cần JavaScript, chạy ngay trong trình duyệt; không gửi gì ra ngoài.</noscript>
<script type="text/plain" id="program" data-bytes="${packed.length}">${text(packed)}</script>
<script type="text/plain" id="examples" data-bytes="${given.length}">${text(given)}</script>
<script type="text/plain" id="worker">${worker}</script>
<script>${page}</script>
</body>
</html>
`;
mkdirSync(join(here, 'dist'), { recursive: true });
writeFileSync(join(here, 'dist/vanthu.html'), html);
console.log(`page/dist/vanthu.html: ${(Buffer.byteLength(html) / 1e6).toFixed(2)} MB`);
