import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ElfFile, PT, readElf, readSymbols, STT, segmentBytes } from '../../lib/elf';
import { assemble } from '../../lib/toolchain';

/** Why the host's tools cannot be the oracle, or undefined when they can. */
export function missingTools(...tools: string[]): string | undefined {
  if (process.arch !== 'x64' || process.platform !== 'linux') return 'the host is not x86-64 Linux';
  const missing = tools.filter((tool) => spawnSync(tool, ['--version']).status !== 0);
  return missing.length > 0 ? `${missing.join(' and ')} not found` : undefined;
}

/** What `as` and `ld -static` make of a source. */
export function assembleNatively(source: string): { elf?: Uint8Array; errors: string } {
  const dir = mkdtempSync(path.join(tmpdir(), 'trapdoor-as-'));
  try {
    const file = (name: string) => path.join(dir, name);
    writeFileSync(file('a.s'), source);
    const as = spawnSync('as', ['-o', file('a.o'), file('a.s')], { encoding: 'utf8' });
    if (as.status !== 0) return { errors: as.stderr };
    const ld = spawnSync('ld', ['-static', '-o', file('a'), file('a.o')], { encoding: 'utf8' });
    if (ld.status !== 0) return { errors: ld.stderr };
    return { elf: new Uint8Array(readFileSync(file('a'))), errors: '' };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** The lines that `as` refuses, counted from 1. */
export function refusedLines(errors: string): Set<number> {
  return new Set([...errors.matchAll(/:(\d+): Error/g)].map((m) => Number(m[1])));
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** How this assembler's file differs from the native one, in words; empty when it does not. */
export function differences(source: string, native: Uint8Array): string[] {
  const result = assemble(source, { name: 'test.s' });
  const errors = result.diagnostics.filter((d) => d.severity === 'error');
  if (!result.elf)
    return errors.slice(0, 5).map((d) => `line ${d.line}: ${d.message}: ${source.split('\n')[d.line - 1]}`);
  const ours = readElf(result.elf);
  const theirs = readElf(native);
  const found: string[] = [];
  if (ours.header.entry !== theirs.header.entry) found.push('the entry differs');
  theirs.programHeaders.forEach((wanted, i) => {
    const have = ours.programHeaders[i];
    if (wanted.type !== PT.LOAD || wanted.offset === 0 || !have) return;
    const a = hex(segmentBytes(theirs, wanted));
    const b = hex(segmentBytes(ours, have));
    if (a === b) return;
    const at = [...a].findIndex((c, k) => c !== b[k]) >> 1;
    const line = result.listing.find(
      (l) => l.address <= wanted.vaddr + at && wanted.vaddr + at < l.address + l.bytes.length,
    );
    const from = Math.max(0, at - 4) * 2;
    found.push(
      `0x${(wanted.vaddr + at).toString(16)}, line ${line?.line} '${line?.text}': as ${a.slice(from, from + 32)}, here ${b.slice(from, from + 32)}`,
    );
  });
  if (JSON.stringify(ours.programHeaders) !== JSON.stringify(theirs.programHeaders))
    found.push('program headers differ');
  const symbols = (file: ElfFile) =>
    readSymbols(file)
      .filter((s) => s.name && s.type !== STT.FILE && s.type !== STT.SECTION)
      .map((s) => `${s.name} ${s.value} ${s.size} ${s.binding} ${s.type} ${s.visibility}`)
      .sort();
  const [wanted, have] = [symbols(theirs), symbols(ours)];
  const odd = [...wanted.filter((s) => !have.includes(s)), ...have.filter((s) => !wanted.includes(s))];
  if (odd.length > 0) found.push(`symbols differ: ${odd.slice(0, 6).join('; ')}`);
  return found;
}
