import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isArchive, readArchive, readElf } from '../../lib/elf';
import { formatDiagnostic } from '../../lib/toolchain';
import { type LinkInput, type LinkOptions, link, readShared } from '../../lib/toolchain/ld';
import { readObject } from '../../lib/toolchain/object';

export const SOURCES = path.join(import.meta.dirname, 'src');
export const GLIBC = '/usr/lib/x86_64-linux-gnu';
export const MUSL = '/usr/lib/x86_64-linux-musl';
export const GCC = path.dirname(
  spawnSync('gcc', ['-print-libgcc-file-name'], { encoding: 'utf8' }).stdout?.trim() || '/',
);

export const missingFiles = (...files: string[]) => files.filter((file) => !existsSync(file));

/** A folder for one test's files. */
export const workFolder = () => mkdtempSync(path.join(tmpdir(), 'trapdoor-ld-'));

/** Reads a file as the linker takes it; `?` before a library asks for it only as needed. */
export function inputOf(given: string): LinkInput {
  const asNeeded = given.startsWith('?');
  const file = asNeeded ? given.slice(1) : given;
  const bytes = new Uint8Array(readFileSync(file));
  if (isArchive(bytes)) return { kind: 'archive', name: file, archive: readArchive(bytes) };
  if (readElf(bytes).header.type === 3) return { kind: 'shared', library: readShared(bytes, file), asNeeded };
  return { kind: 'object', object: readObject(bytes, file) };
}

/** Links files into `out`; throws what the linker has to say against it. */
export function linkFiles(out: string, files: readonly string[], options: LinkOptions): void {
  const { elf, diagnostics } = link(files.map(inputOf), options);
  if (!elf) throw new Error(diagnostics.map(formatDiagnostic).join('\n'));
  writeFileSync(out, elf, { mode: 0o755 });
}

export function run(
  dir: string,
  tool: string,
  ...args: string[]
): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(tool, args, { cwd: dir, encoding: 'utf8' });
}
