// Adds up what a browser loads before any split part (index.html and what it names, fonts of the first
// screen included), compressed, and fails above the bar.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { fileURLToPath } from 'node:url';

const bar = 400_000;
const dist = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const html = fs.readFileSync(path.join(dist, 'index.html'), 'utf8');
const named = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((m) => m[1]);
const seen = new Map();
function add(name) {
  if (seen.has(name)) return;
  const file = path.join(dist, name);
  const bytes = fs.readFileSync(file);
  seen.set(name, /\.woff2$/.test(name) ? bytes.length : zlib.gzipSync(bytes, { level: 9 }).length);
  if (name.endsWith('.js'))
    for (const m of bytes.toString('utf8').matchAll(/(?:from|import)\s*"(\.\/[^"]+\.js)"/g))
      add(path.posix.join(path.posix.dirname(name), m[1]));
  if (name.endsWith('.css'))
    for (const m of bytes.toString('utf8').matchAll(/url\(["']?(\/[^"')]+\.woff2)["']?\)/g)) add(m[1]);
}
seen.set('/index.html', zlib.gzipSync(html, { level: 9 }).length);
named.forEach(add);
let total = 0;
for (const [name, size] of seen) {
  total += size;
  console.log(`${String(size).padStart(9)}  ${name}`);
}
console.log(`${String(total).padStart(9)}  first load, compressed; bar ${bar}`);
process.exit(total <= bar ? 0 : 1);
