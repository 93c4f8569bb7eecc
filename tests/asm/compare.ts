import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { STB, STT } from '../../lib/elf';
import { assembleObject, formatDiagnostic } from '../../lib/toolchain';
import {
  type ObjectFile,
  type ObjectSection,
  type ObjectSymbol,
  readObject,
  writeObject,
} from '../../lib/toolchain/object';

/** The object that `as` makes of a source. */
export function objectNatively(source: string): ObjectFile {
  const dir = mkdtempSync(path.join(tmpdir(), 'trapdoor-as-'));
  try {
    const file = path.join(dir, 'a.o');
    writeFileSync(path.join(dir, 'a.s'), source);
    const as = spawnSync('as', ['-o', file, path.join(dir, 'a.s')], { encoding: 'utf8' });
    if (as.status !== 0) throw new Error(as.stderr);
    return readObject(new Uint8Array(readFileSync(file)), 'a.o');
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** How this assembler's object differs from that of `as`, in words; empty when it does not. */
export function objectDifferences(source: string, native: ObjectFile): string[] {
  const { object, diagnostics } = assembleObject(source, { name: 'a.s' });
  if (!object)
    return diagnostics.slice(0, 5).map((d) => `${formatDiagnostic(d)}: ${source.split('\n')[d.line - 1]}`);
  // Through the file, so that the writer is compared too.
  return compareObjects(native, readObject(writeObject(object), 'a.o'));
}

function compareObjects(theirs: ObjectFile, ours: ObjectFile): string[] {
  const found: string[] = [];
  const mine = keyed(ours);
  for (const [key, wanted] of keyed(theirs)) {
    const have = mine.get(key);
    mine.delete(key);
    if (!have) {
      if (wanted.size > 0 || wanted.relocations.length) found.push(`no section ${key}`);
      continue;
    }
    for (const field of ['type', 'flags', 'alignment', 'entsize', 'size'] as const)
      if (have[field] !== wanted[field]) found.push(`${key}: ${field} ${have[field]}, as ${wanted[field]}`);
    const at = wanted.bytes.findIndex((byte, i) => byte !== have.bytes[i]);
    const hex = (s: ObjectSection) =>
      Buffer.from(s.bytes.subarray(Math.max(0, at - 4), at + 12)).toString('hex');
    if (at >= 0) found.push(`${key}+0x${at.toString(16)}: ${hex(have)}, as ${hex(wanted)}`);
    found.push(...listDifferences(`${key} relocations`, relocations(wanted), relocations(have)));
  }
  for (const [key, section] of mine) if (section.size > 0) found.push(`section ${key} is too many`);
  found.push(...listDifferences('symbols', symbols(theirs), symbols(ours)));
  return found;
}

/** Sections by name, those of groups by that of their group too. */
function keyed(object: ObjectFile): Map<string, ObjectSection> {
  const groups = new Map(object.groups.flatMap((g) => g.sections.map((s) => [s, g.signature.name] as const)));
  return new Map(object.sections.map((s) => [`${s.name}${groups.has(s) ? ` of ${groups.get(s)}` : ''}`, s]));
}

/** Relocations with local symbols resolved to places, so that it does not matter by which symbol a place is named. */
function relocations(section: ObjectSection): string[] {
  return section.relocations
    .map(({ offset, type, symbol, addend }) => {
      const place =
        symbol.binding === STB.LOCAL && typeof symbol.section !== 'string'
          ? `${symbol.section.name}+${symbol.value + addend}`
          : `${symbol.name}+${addend}`;
      return { offset, text: `0x${offset.toString(16)} type ${type} ${place}` };
    })
    .sort((a, b) => a.offset - b.offset)
    .map((r) => r.text);
}

function symbols(object: ObjectFile): string[] {
  const section = (s: ObjectSymbol) => (typeof s.section === 'string' ? s.section : s.section.name);
  return object.symbols
    .filter((s) => s.name && s.type !== STT.SECTION && !s.name.startsWith('.L'))
    .map((s) => `${s.name} ${s.value} size ${s.size} ${s.binding}/${s.type}/${s.visibility} in ${section(s)}`)
    .sort();
}

function listDifferences(what: string, wanted: string[], have: string[]): string[] {
  const [a, b] = [new Set(wanted), new Set(have)];
  const odd = [
    ...wanted.filter((x) => !b.has(x)).map((x) => `as ${x}`),
    ...have.filter((x) => !a.has(x)).map((x) => `here ${x}`),
  ];
  return odd.length ? [`${what}: ${odd.slice(0, 6).join('; ')}`] : [];
}
