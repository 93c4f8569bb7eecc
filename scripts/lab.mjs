/** npm start: installs and builds what is missing or older than its sources, then serves the lab on localhost. */
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies, run } from './dependencies.mjs';
import { serve } from './serve.mjs';

const USAGE = 'usage: npm start [-- [--port N] [--no-open]]';
const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['app', 'lib', 'notebooks', 'public', 'scripts', 'next.config.js', 'package-lock.json'];

/** The newest modification under a path, ms; 0 when there is none. */
function newest(path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info) return 0;
  if (!info.isDirectory()) return info.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Opens an address in the reader's browser, where the machine has a way to; the address is printed anyway. */
function open(url) {
  const [command, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform] ?? [
    'xdg-open',
  ];
  if (command === 'xdg-open' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log(`(no ${command} here: open the address by hand)`));
  child.unref();
}

const args = process.argv.slice(2);
const portAt = args.indexOf('--port');
const port = portAt < 0 ? 4400 : Number(args[portAt + 1]);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(USAGE);
  process.exit(2);
}

ensureDependencies(root);
const built = statSync(join(root, 'out', 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (SOURCES.some((source) => newest(join(root, source)) > built)) run(root, 'npm', ['run', 'build']);

const listen = (wanted) => serve(join(root, 'out'), { port: wanted });
const server = await listen(port).catch((error) => {
  // Another lab has the usual port: take a free one, unless the port was asked for.
  if (error.code === 'EADDRINUSE' && portAt < 0) return listen(0);
  throw error;
});
console.log(`Trapdoor is at ${server.url} (Ctrl-C ends it)`);
if (!args.includes('--no-open')) open(server.url);
