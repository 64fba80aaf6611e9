// Starts the program on an empty data folder with a small organisation, and a browser beside it.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const require = createRequire(path.join(root, 'web', 'package.json'));
export const { chromium } = require('playwright-core');
export const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const admin = { name: 'quantri', password: 'con đường nhỏ có hàng cau 1975' };

function findBinary() {
  const places = [process.env.LIENTHONG_BIN, 'build/release/lienthong', 'build/dev/lienthong', 'build/release/src/cli/lienthong', 'build/dev/src/cli/lienthong'];
  for (const place of places) if (place && fs.existsSync(path.resolve(root, place))) return path.resolve(root, place);
  throw new Error('No lienthong binary. Build it first or set LIENTHONG_BIN.');
}

// The centre, a province with districts and communes, its boards; one name changes in 2025.
function unitsCsv() {
  const rows = ['code,name,kind,level,parent_code,from,to'];
  const add = (...cells) => rows.push(cells.join(','));
  add('TW', 'Ban Chấp hành Trung ương Đảng', 'central', 'centre', '', '1930-02-03', '');
  for (let i = 1; i <= 60; i += 1) {
    const name = i === 12 ? 'Đảng bộ tỉnh Sơn Khê' : `Đảng bộ tỉnh Thử nghiệm ${i}`;
    add(`P${String(i).padStart(2, '0')}`, name, 'province', 'province', 'TW', '1950-01-01', '');
  }
  add('P12-BTC', 'Ban Tổ chức Tỉnh ủy Sơn Khê', 'board', 'province', 'P12', '1955-01-01', '');
  for (let i = 1; i <= 11; i += 1) {
    add(`P12-H${i}`, `Đảng bộ huyện Khe ${i}`, 'district', 'district', 'P12', '1955-01-01', '2025-07-01');
    for (let j = 1; j <= 30; j += 1) add(`P12-H${i}-X${j}`, `Đảng bộ xã Đồng ${i}.${j}`, 'commune', 'commune', `P12-H${i}`, '1955-01-01', '2025-07-01');
  }
  return `${rows.join('\n')}\n`;
}

function command(binary, args, input) {
  const done = spawnSync(binary, args, { input, encoding: 'utf8', env: process.env });
  if (done.status !== 0) throw new Error(`${args.slice(0, 2).join(' ')} ended with ${done.status}: ${done.stderr}${done.stdout}`);
  return done.stdout;
}

async function serve(binary, folder, where) {
  const portFile = path.join(folder, 'port');
  const logFile = path.join(folder, 'server.log');
  const log = fs.openSync(logFile, 'w');
  const process_ = spawn(binary, ['serve', '--listen', '127.0.0.1:0', '--port-file', portFile, ...where], { stdio: ['ignore', log, log], env: process.env });
  const ended = new Promise((resolve) => process_.on('exit', resolve));
  const logText = () => fs.readFileSync(logFile, 'utf8');
  for (let i = 0; i < 300 && !(fs.existsSync(portFile) && fs.readFileSync(portFile, 'utf8').trim()); i += 1) {
    if (process_.exitCode !== null) throw new Error(`The server ended: ${logText()}`);
    await new Promise((r) => setTimeout(r, 50));
  }
  return {
    address: `http://127.0.0.1:${fs.readFileSync(portFile, 'utf8').trim()}`,
    logText,
    async stop() {
      process_.kill('SIGTERM');
      await Promise.race([ended, new Promise((r) => setTimeout(r, 10_000))]);
      if (process_.exitCode === null) process_.kill('SIGKILL');
    },
  };
}

export async function startMachine() {
  const binary = findBinary();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lienthong-browser-'));
  const data = path.join(folder, 'data');
  const where = ['--data', data, ...(process.env.LIENTHONG_DB ? ['--db', process.env.LIENTHONG_DB] : [])];
  fs.mkdirSync(data);
  fs.writeFileSync(path.join(folder, 'units.csv'), unitsCsv());
  command(binary, ['init', '--admin', admin.name, '--password-stdin', ...where], `${admin.password}\n`);
  command(binary, ['import', 'units', path.join(folder, 'units.csv'), ...where]);
  const server = await serve(binary, folder, where);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  return {
    address: server.address,
    binary,
    folder,
    browser,
    logText: server.logText,
    async stop() {
      await browser.close();
      await server.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

// A second program beside it, on a store in which nobody has been yet.
export async function startEmpty(machine) {
  const folder = fs.mkdtempSync(path.join(machine.folder, 'empty-'));
  const data = path.join(folder, 'data');
  fs.mkdirSync(data);
  const server = await serve(machine.binary, folder, ['--data', data]);
  const link = () => /https?:\S+\/link#\S+/.exec(server.logText())?.[0];
  for (let i = 0; i < 200 && !link(); i += 1) await new Promise((r) => setTimeout(r, 50)); // it is printed after the port is known
  return { ...server, link: link() };
}

// A line to the server that can be cut and mended, as a weak signal is.
export async function startLine(address) {
  const target = new URL(address);
  const open = new Set();
  let left = Infinity; // bytes until the line is cut
  const line = net.createServer((near) => {
    const far = net.connect(Number(target.port), target.hostname);
    near.on('data', (part) => {
      left -= part.length;
      if (left < 0) void cut();
    });
    for (const [a, b] of [[near, far], [far, near]]) {
      open.add(a);
      a.pipe(b);
      a.on('error', () => b.destroy());
      a.on('close', () => (open.delete(a), b.destroy()));
    }
  });
  const listen = (port) => new Promise((resolve) => line.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = line.address();
  const cut = () =>
    new Promise((resolve) => {
      left = Infinity;
      line.close(resolve);
      open.forEach((socket) => socket.destroy());
    });
  const cutAfter = (bytes) => (left = bytes);
  return { address: `http://127.0.0.1:${port}`, cut, cutAfter, mend: () => listen(port), stop: cut };
}
