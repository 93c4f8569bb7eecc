/**
 * npm run sysroot: compiles the C library and the userland with the project's own compiler and packs them, with the
 * headers, into lib/toolchain/sysroot/sysroot.zip. Nothing is done where that is newer than all it is made from.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { zipSync } from 'fflate';

const root = fileURLToPath(new URL('..', import.meta.url));
const image = join(root, 'lib/toolchain/sysroot/sysroot.zip');
/** The compiler, and what it reads. */
const MADE_FROM = ['lib/toolchain', 'lib/isa', 'lib/elf'];

const filesIn = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test\.ts|md|zip)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

/** Builds the image unless it is there and current; answers its path. */
export async function ensureSysroot() {
  const newest = Math.max(...MADE_FROM.flatMap(filesIn).map((file) => statSync(file).mtimeMs));
  if (existsSync(image) && statSync(image).mtimeMs >= newest) return image;
  const folder = mkdtempSync(join(tmpdir(), 'trapdoor-sysroot-'));
  try {
    const outfile = join(folder, 'build.mjs');
    await build({
      entryPoints: [join(root, 'lib/toolchain/sysroot/build.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'warning',
    });
    const { buildSysroot } = await import(pathToFileURL(outfile).href);
    const base = join(root, 'lib/toolchain');
    const sources = new Map(
      ['lib/toolchain/libc', 'lib/toolchain/userland']
        .filter((part) => existsSync(join(root, part)))
        .flatMap(filesIn)
        .filter((file) => /\.[chS]$/.test(file))
        .map((file) => [file.slice(base.length + 1), readFileSync(file, 'utf8')]),
    );
    const began = performance.now();
    const bytes = zipSync(buildSysroot(sources), { level: 9 });
    writeFileSync(image, bytes);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.error(
      `sysroot.zip: ${sources.size} sources, ${(bytes.length / 1024).toFixed(0)} KB, ${seconds} s`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
  return image;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureSysroot();
