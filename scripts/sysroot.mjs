/**
 * npm run sysroot: compiles the C library and the userland with the project's own compiler and packs them, with the
 * headers, into lib/toolchain/sysroot/sysroot.bin: a zip without compression, gzipped as a whole. Nothing is done where that is newer than all it is made from.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync, zipSync } from 'fflate';
import { bundled, filesIn, newestIn } from './bundled.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const image = join(root, 'lib/toolchain/sysroot/sysroot.bin');
/** The compiler, and what it reads. */
const MADE_FROM = ['lib/toolchain', 'lib/isa', 'lib/elf'];

/** Builds the image unless it is there and current; answers its path. */
export async function ensureSysroot() {
  if (existsSync(image) && statSync(image).mtimeMs >= newestIn(MADE_FROM)) return image;
  const { buildSysroot } = await bundled('lib/toolchain/sysroot/build.ts');
  const base = join(root, 'lib/toolchain');
  const sources = new Map(
    ['lib/toolchain/libc', 'lib/toolchain/userland']
      .filter((part) => existsSync(join(root, part)))
      .flatMap(filesIn)
      .filter((file) => /\.[chS]$/.test(file))
      .map((file) => [file.slice(base.length + 1), readFileSync(file, 'utf8')]),
  );
  const began = performance.now();
  const bytes = gzipSync(zipSync(buildSysroot(sources), { level: 0 }), { level: 9, mtime: 0 });
  writeFileSync(image, bytes);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.error(`sysroot.bin: ${sources.size} sources, ${(bytes.length / 1024).toFixed(0)} KB, ${seconds} s`);
  return image;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureSysroot();
