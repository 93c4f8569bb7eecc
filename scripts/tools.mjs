import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What the tests run beside Node: the command, and the Debian packages that have it. They are installed before the tests
 * begin, as two that install at once are in each other's way.
 */
const TEST_TOOLS = [
  ['gcc', 'gcc'],
  ['as', 'binutils'],
  ['ld', 'binutils'],
  ['strace', 'strace'],
  ['g++', 'g++'],
  ['make', 'make'],
  ['gdb', 'gdb'],
  ['csmith', 'csmith', 'libcsmith-dev'],
  ['busybox', 'busybox-static'],
  ['musl-gcc', 'musl-tools'],
  ['bzip2', 'bzip2'],
  ['xz', 'xz-utils'],
];

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const MAC_BROWSERS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Full path of a command, or undefined; `path` is where it is looked for, PATH if not given. */
export function which(command, path = process.env.PATH ?? '') {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, command);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder: look in the next.
    }
  }
  return undefined;
}

/** True when Debian packages can be installed: apt-get is there and this is root. */
const canApt = () => process.getuid?.() === 0 && which('apt-get') !== undefined;

let updated = false;

/** Installs Debian packages; answers whether that worked. */
function apt(packages) {
  const run = (args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  if (!updated) updated = run(['update', '-qq']);
  return run(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
}

/** Installs a command's packages when it is missing and this is a Debian root; answers its path if there is one. */
export function ensureTool(command, ...debianPackages) {
  const found = which(command);
  if (found || !canApt()) return found;
  apt(debianPackages);
  return which(command);
}

/** Where Debian packages are unpacked. */
const UNPACKED = join(fileURLToPath(new URL('..', import.meta.url)), 'node_modules', '.cache', 'debian');

/**
 * Unpacks Debian packages beside the system, so that none of their services starts and no package of the system is
 * replaced; answers the folder with their files, or undefined where they are not to be had.
 */
export function unpackPackages(packages) {
  const folder = join(UNPACKED, packages.join('+'));
  if (existsSync(folder)) return folder;
  if (!which('apt-get') || !which('dpkg-deb')) return undefined;
  mkdirSync(UNPACKED, { recursive: true });
  const part = mkdtempSync(`${folder}-`);
  try {
    const run = (command, args) =>
      spawnSync(command, args, { cwd: part, stdio: ['ignore', 'ignore', 'inherit'] });
    const fetched = () => run('apt-get', ['download', '-qq', ...packages]).status === 0;
    if (!fetched() && !(canApt() && run('apt-get', ['update', '-qq']).status === 0 && fetched()))
      return undefined;
    for (const name of readdirSync(part)) {
      if (run('dpkg-deb', ['-x', name, '.']).status !== 0) return undefined;
      rmSync(join(part, name));
    }
    renameSync(part, folder);
    return folder;
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/** Installs what the tests against the real machine need; answers the commands still missing. */
export function ensureTestTools() {
  const missing = TEST_TOOLS.filter(([command]) => !which(command));
  // libc6-dev is for the fuzzer's native side, which is an ordinary C program.
  const header = existsSync('/usr/include/stdio.h') ? [] : ['libc6-dev'];
  const wanted = [...new Set([...missing.flatMap(([, ...packages]) => packages), ...header])];
  if (wanted.length > 0 && canApt()) apt(wanted);
  return TEST_TOOLS.map(([command]) => command).filter((command) => !which(command));
}

/** A browser answers to --version; Ubuntu's chromium package may be a stub that only names a snap. */
const works = (path) => spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;

/** playwright's own Chromium, if it was downloaded. */
async function downloaded() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

/** An installed Chromium or Chrome, or undefined. The variable CHROMIUM names one outright. */
export async function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const paths = [...BROWSERS.map((name) => which(name)), ...MAC_BROWSERS].filter(
    (path) => path && existsSync(path),
  );
  return paths.find(works) ?? (await downloaded());
}

/** A Chromium: an existing one, else Debian's package when root, else playwright's own download. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  if (canApt() && apt(['chromium'])) {
    const installed = await findChromium();
    if (installed) return installed;
  }
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  const extra = process.getuid?.() === 0 ? ['--with-deps'] : [];
  spawnSync(process.execPath, [cli, 'install', ...extra, 'chromium'], { stdio: 'inherit' });
  const path = await downloaded();
  if (path) return path;
  throw new Error(
    'no Chromium found and none could be installed; install one, or name it in the variable CHROMIUM',
  );
}
