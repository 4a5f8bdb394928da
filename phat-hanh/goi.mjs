// node goi.mjs FOLDER FILE.zip: a folder as a ZIP that is the same each time.
import { createRequire } from 'node:module';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const { zipSync } = createRequire(new URL('../page/package.json', import.meta.url))('fflate');
const [folder, file] = process.argv.slice(2);
const entries = {};
for (const name of readdirSync(folder).sort()) {
  // Unix: may be run, if it is the program.
  const mode = name === 'vanthu' ? 0o755 : 0o644;
  entries[`${basename(folder)}/${name}`] = [readFileSync(join(folder, name)), { os: 3, attrs: mode << 16, mtime: new Date(1980, 0, 1) }];
}
writeFileSync(file, zipSync(entries, { level: 9 }));
