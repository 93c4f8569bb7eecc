import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runElf } from '../../lib/emulator/testing';
import { openSysroot } from '../../lib/lab/sysroot';
import { compile } from '../../lib/toolchain/c/compile';
import type { ObjectFile } from '../../lib/toolchain/object';
import { buildProgram } from '../../lib/toolchain/sysroot/executable';
import type { Sysroot } from '../../lib/toolchain/sysroot/sysroot';
import { ensureSysroot } from '../../scripts/sysroot.mjs';
import { missingTools } from '../asm/native';
import { scratch } from './oracle';

const POOL = 'http://deb.debian.org/debian/pool/main';

interface Release {
  archive: string;
  /** The folder of the sources in the archive. */
  folder: string;
  files: string[];
  defines: string[];
  /** Files made beside the sources before they are compiled. */
  made?: Record<string, string>;
}

const LUA: Release = {
  archive: `${POOL}/l/lua5.4/lua5.4_5.4.4.orig.tar.gz`,
  folder: 'src',
  files:
    `lua lapi lauxlib lbaselib lcode lcorolib lctype ldblib ldebug ldo ldump lfunc lgc linit liolib llex lmathlib lmem
    loadlib lobject lopcodes loslib lparser lstate lstring lstrlib ltable ltablib ltm lundump lutf8lib lvm lzio`.split(
      /\s+/,
    ),
  defines: ['LUA_USE_POSIX'],
};
const ZLIB: Release = {
  archive: `${POOL}/z/zlib/zlib_1.2.13.dfsg.orig.tar.bz2`,
  folder: '.',
  files:
    `test/example adler32 crc32 deflate infback inffast inflate inftrees trees zutil compress uncompr gzclose gzlib gzread
    gzwrite`.split(/\s+/),
  defines: ['HAVE_HIDDEN', 'Z_HAVE_UNISTD_H'],
};
const BZIP2: Release = {
  archive: `${POOL}/b/bzip2/bzip2_1.0.8.orig.tar.gz`,
  folder: '.',
  files: 'bzip2 blocksort huffman crctable randtable compress decompress bzlib'.split(' '),
  defines: ['_FILE_OFFSET_BITS=64'],
};

/** Gets and unpacks an archive; why not, where that fails. */
async function fetched(release: Release, to: string): Promise<string | undefined> {
  const response = await fetch(release.archive).catch((error: Error) => error.message);
  if (typeof response === 'string') return `${release.archive}: ${response}`;
  if (!response.ok) return `${release.archive}: ${response.status}`;
  const file = join(to, 'archive');
  writeFileSync(file, new Uint8Array(await response.arrayBuffer()));
  const { status, stderr } = spawnSync('tar', ['xf', file, '--strip-components=1', '-C', to], {
    encoding: 'utf8',
  });
  return status === 0 ? undefined : stderr;
}

const missing = missingTools('gcc', 'tar');
if (missing) console.log(`sources of Debian: skipped, ${missing}`);

describe.skipIf(missing)('sources of Debian, by our compiler and with our library', () => {
  let sysroot: Sysroot;
  let work: string;
  beforeAll(async () => {
    sysroot = await openSysroot(new Uint8Array(readFileSync(await ensureSysroot())));
    work = scratch();
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  /** A program of a release, natively in a folder with its files; undefined, with the reason printed, where there is none. */
  async function build(name: string, release: Release): Promise<{ elf: Uint8Array; at: string } | undefined> {
    const at = join(work, name);
    mkdirSync(at);
    const why = await fetched(release, at);
    if (why) {
      console.log(`${name}: skipped, ${why}`);
      return undefined;
    }
    for (const [file, text] of Object.entries(release.made ?? {})) writeFileSync(join(at, file), text);
    const folder = join(at, release.folder);
    const files = (path: string) =>
      path.startsWith(at) && existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    const options = (file: string) => ({
      name: join(folder, `${file}.c`),
      level: 1 as const,
      files,
      folders: [folder],
      defines: release.defines,
      warnings: ['-w'],
    });
    const [first, ...others] = release.files;
    const objects = others.map((file): ObjectFile => {
      const given = options(file);
      const { object, diagnostics } = compile(readFileSync(given.name, 'utf8'), {
        ...given,
        files: (path) => files(path) ?? sysroot.header(path),
        cache: sysroot.cache,
        systemFolders: ['/usr/include'],
        sections: true,
      });
      if (!object) throw new Error(diagnostics.map((d) => `${d.file}:${d.line}: ${d.message}`).join('\n'));
      return object;
    });
    const given = options(first);
    const { elf, diagnostics } = buildProgram(readFileSync(given.name, 'utf8'), sysroot, {
      ...given,
      objects,
    });
    if (!elf) throw new Error(diagnostics.map((d) => `${d.file}:${d.line}: ${d.message}`).join('\n'));
    writeFileSync(join(at, 'program'), elf, { mode: 0o755 });
    return { elf, at };
  }

  const natively = (at: string, args: string[], stdin: string | Uint8Array = '') => {
    const { stdout, status } = spawnSync(join(at, 'program'), args, {
      cwd: at,
      input: stdin,
      maxBuffer: 1 << 28,
    });
    return { stdout: stdout.toString('latin1'), status };
  };
  const here = (elf: Uint8Array, args: string[], stdin = '') => {
    const { stdout, ending } = runElf(elf, {
      args: ['program', ...args],
      stdin,
      binary: true,
      maxCycles: 1e11,
    });
    return { stdout, status: ending?.kind === 'exited' ? ending.status : null };
  };

  it('lua runs its own programs', { timeout: 600_000 }, async () => {
    const lua = {
      ...LUA,
      made: { 'src/lua5.4-deb-multiarch.h': '#define DEB_HOST_MULTIARCH "x86_64-linux-gnu"\n' },
    };
    const built = await build('lua', lua);
    if (!built) return;
    const script = readFileSync('tests/c/src/sources/check.lua', 'utf8');
    const native = natively(built.at, ['-'], script);
    expect(native).toEqual({ stdout: readFileSync('tests/c/src/sources/check.txt', 'latin1'), status: 0 });
    expect(here(built.elf, ['-'], script)).toEqual(native);
  });

  it("zlib passes its example's checks", { timeout: 600_000 }, async () => {
    const built = await build('zlib', ZLIB);
    if (!built) return;
    const native = natively(built.at, []);
    expect(native.status).toBe(0);
    expect(native.stdout).toContain('inflate with dictionary: hello, hello!');
    expect(here(built.elf, [])).toEqual(native);
  });

  it('bzip2 makes and reads its own samples', { timeout: 600_000 }, async () => {
    const built = await build('bzip2', BZIP2);
    if (!built) return;
    for (const [level, sample] of ['1', '2', '3'].map((n) => [`-${n}`, `sample${n}`])) {
      const plain = new Uint8Array(readFileSync(join(built.at, `${sample}.ref`)));
      const packed = new Uint8Array(readFileSync(join(built.at, `${sample}.bz2`)));
      expect(natively(built.at, [level], plain).stdout === Buffer.from(packed).toString('latin1')).toBe(true);
      expect(natively(built.at, ['-d'], packed).stdout === Buffer.from(plain).toString('latin1')).toBe(true);
    }
    const text = readFileSync('tests/c/sources.test.ts', 'latin1');
    const made = natively(built.at, ['-9'], text);
    expect(here(built.elf, ['-9'], text)).toEqual(made);
  });
});
