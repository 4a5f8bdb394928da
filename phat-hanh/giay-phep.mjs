// node giay-phep.mjs TARGET…: the licences of all parts of the programs for these targets and of the
// page, each text once. That they are allowed, `cargo deny` and the list below see to.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const run = (program, ...args) => execFileSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
const read = (...path) => readFileSync(join(...path), 'utf8').replaceAll('\r', '').trim();

/** The texts of licences that lie in a folder. */
function texts(folder) {
  const names = readdirSync(folder).filter((name) => /^(un)?licen[cs]e|^copying|^notice|^copyright/i.test(name));
  return names.sort().filter((name) => statSync(join(folder, name)).isFile()).map((name) => read(folder, name));
}

/** The crates that are compiled into a package's program for a target. */
function crates(pack, target) {
  const { packages, resolve } = JSON.parse(run('cargo', 'metadata', '--locked', '--format-version', '1', '--filter-platform', target));
  const named = new Map(packages.map((one) => [one.id, one]));
  const nodes = new Map(resolve.nodes.map((one) => [one.id, one]));
  const found = new Map();
  const visit = (id) => {
    if (found.has(id)) return;
    found.set(id, named.get(id));
    for (const { pkg, dep_kinds } of nodes.get(id).deps) if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
  };
  visit(packages.find((one) => one.name === pack).id);
  return [...found.values()].filter((one) => one.source !== null);
}

/** The packages that are bundled into the page: those of `dependencies` and what they need. */
function packages() {
  const found = new Map();
  const visit = (name) => {
    if (found.has(name)) return;
    const folder = join(root, 'page/node_modules', name);
    const about = JSON.parse(read(folder, 'package.json'));
    found.set(name, { name, version: about.version, license: about.license, folder });
    Object.keys(about.dependencies ?? {}).forEach(visit);
  };
  Object.keys(JSON.parse(read(root, 'page/package.json')).dependencies).forEach(visit);
  return [...found.values()];
}

const ALLOWED = ['MIT', 'Apache-2.0', 'Unicode-3.0', 'Zlib', 'OFL-1.1'];
const parts = new Map();
function add({ name, version, license, folder, authors }) {
  if (!license.split(/ OR | AND |[()/]/).some((one) => ALLOWED.includes(one.trim()))) throw new Error(`${name}: ${license}`);
  parts.set(`${name} ${version}`, { license, authors, texts: folder && existsSync(folder) ? texts(folder) : [] });
}

for (const target of process.argv.slice(2)) {
  const pack = target.startsWith('wasm32') ? 'vanthu-page' : 'vanthu';
  for (const one of crates(pack, target)) add({ ...one, folder: dirname(one.manifest_path) });
}
packages().forEach(add);
const rust = run('rustc', '--version').split(' ')[1];
add({ name: 'Rust standard library', version: rust, license: 'MIT OR Apache-2.0', authors: ['The Rust Project contributors'] });
if (process.argv.some((target) => target.endsWith('musl'))) {
  add({ name: 'musl', version: '1.2', license: 'MIT', authors: ['Rich Felker and others, https://musl.libc.org'] });
}
if (process.argv.some((target) => target.endsWith('windows-gnu'))) {
  // What the linker adds to every program for Windows; neither asks anything of who gives it away.
  parts.set('mingw-w64 runtime', { license: 'ZPL-2.1', authors: ['mingw-w64 project, https://www.mingw-w64.org'], texts: [] });
  parts.set('libgcc', { license: 'GPL-3.0 WITH GCC-exception-3.1', authors: ['Free Software Foundation'], texts: [] });
}
const fonts = read(root, 'fonts/LICENSE.txt');
parts.set('Liberation Serif 2.1.5', { license: 'OFL-1.1', texts: [fonts] });

const line = '='.repeat(78);
const own = ['LICENSE-MIT', 'LICENSE-APACHE'].map((name) => read(root, name));
const by = new Map(own.map((text) => [text, ['vanthu']]));
const names = [...parts.keys()].sort();
for (const name of names) {
  for (const text of parts.get(name).texts) by.set(text, [...(by.get(text) ?? []), name]);
}
const without = names.filter((name) => parts.get(name).texts.length === 0);
console.log(`vanthu: MIT OR Apache-2.0, tùy người dùng chọn.\n
Các phần có trong vanthu.exe, vanthu, vanthu.html, và giấy phép của từng phần:\n`);
for (const name of names) console.log(`  ${name}: ${parts.get(name).license}`);
console.log(`\nCác phần không kèm tệp giấy phép; giấy phép ghi ở trên, của các tác giả sau:\n`);
for (const name of without) console.log(`  ${name}: ${(parts.get(name).authors ?? []).join(', ') || 'các tác giả của phần ấy'}`);
for (const [text, whose] of by) console.log(`\n${line}\n${whose.join(', ')}\n${line}\n\n${text}`);
