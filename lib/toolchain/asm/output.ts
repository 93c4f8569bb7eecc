import { SHF, SHT } from '../../elf';
import { AsmError } from './error';
import { type Report, relax } from './relax';
import type { Section } from './section';
import type { SymbolTable } from './symbol';

/** An output section: input sections one behind the other, as a linker gathers them. */
export interface OutputSection {
  name: string;
  flags: number;
  type: number;
  alignment: number;
  entsize: number;
  inputs: Section[];
  address: number;
  size: number;
}

/** Where ld's default script gathers `.text.hot`, `.rodata.str1.1` and the like. */
const GATHERED = [
  '.text',
  '.rodata',
  '.data.rel.ro',
  '.data',
  '.bss',
  '.tdata',
  '.tbss',
  '.preinit_array',
  '.init_array',
  '.fini_array',
];
/** Parts of .text that ld's script puts before the rest, in this order. */
const TEXT_ORDER = ['.text.unlikely', '.text.exit', '.text.startup', '.text.hot'];

/** What a section may take in the file. */
const MAX_FILE = 256 * 2 ** 20;

export const alignUp = (value: number, alignment: number) => Math.ceil(value / alignment) * alignment;

/** Settles every section's size and gathers those that are loaded into output sections. */
export function gather(sections: Iterable<Section>, report: Report): OutputSection[] {
  const outputs = new Map<string, OutputSection>();
  for (const section of sections) {
    if (!(section.flags & SHF.ALLOC)) continue;
    const name = outputName(section.name);
    const flags = section.flags & (SHF.ALLOC | SHF.WRITE | SHF.EXECINSTR | SHF.TLS);
    let output = outputs.get(name);
    if (!output) {
      output = { name, flags, type: section.type, alignment: 1, entsize: 0, inputs: [], address: 0, size: 0 };
      outputs.set(name, output);
    }
    output.flags |= flags;
    if (output.type === SHT.NOBITS) output.type = section.type;
    output.alignment = Math.max(output.alignment, section.alignment);
    output.inputs.push(section);
  }
  for (const output of outputs.values()) {
    if (output.name === '.text') output.inputs.sort((a, b) => textRank(a.name) - textRank(b.name));
    let size = 0;
    for (const input of output.inputs) {
      // Offsets for now; `place` makes addresses of them.
      input.address = alignUp(size, input.alignment);
      size = input.address + relax(input, report);
    }
    output.size = size;
    if (output.type !== SHT.NOBITS && size > MAX_FILE) {
      report(new AsmError(`section '${output.name}' is larger than 256 MiB`), NOWHERE);
      output.size = 0;
    }
  }
  return [...outputs.values()];
}

/** Puts an output section, and the sections in it, at an address; answers the address behind it. */
export function place(output: OutputSection, at: number): number {
  output.address = alignUp(at, output.alignment);
  for (const input of output.inputs) input.address += output.address;
  // ld's script ends .bss at a multiple of 8 where there is any: "ALIGN(. != 0 ? 64 / 8 : 1)".
  if (output.name === '.bss' && output.size > 0)
    output.size = alignUp(output.address + output.size, 8) - output.address;
  return output.address + output.size;
}

function outputName(name: string): string {
  return GATHERED.find((stem) => name === stem || name.startsWith(`${stem}.`)) ?? name;
}

function textRank(name: string): number {
  const at = TEXT_ORDER.findIndex((stem) => name === stem || name.startsWith(`${stem}.`));
  return at < 0 ? TEXT_ORDER.length : at;
}

/** Makes room in .bss for common symbols, behind everything else and in the order that GNU ld comes upon them. */
export function allocateCommons(symbols: SymbolTable, bss: Section): void {
  const commons = [...symbols.values()].filter((s) => s.common);
  for (const symbol of commons.sort((a, b) => bucket(a.name) - bucket(b.name))) {
    const { size, alignment } = symbol.common ?? { size: 0, alignment: 1 };
    bss.alignment = Math.max(bss.alignment, alignment);
    bss.close(LAST, { kind: 'align', alignment, pattern: ZERO, max: Number.POSITIVE_INFINITY });
    symbol.place = { fragment: bss.open(LAST), offset: 0 };
    symbol.size ??= { expr: { op: 'number', value: BigInt(size) }, span: NOWHERE };
    bss.close(LAST, { kind: 'fill', count: size, pattern: ZERO });
  }
}

const LAST = Number.MAX_SAFE_INTEGER;
const ZERO = new Uint8Array(1);
const NOWHERE = { statement: { text: '', line: 1, column: 1 }, start: 0, end: 0 };

/** The bucket of ld's hash table of symbols, which it walks in order: bfd_hash_hash in bfd/hash.c. */
function bucket(name: string): number {
  let hash = 0n;
  const mix = (n: number) => {
    hash = BigInt.asUintN(64, hash + BigInt((n + (n << 17)) >>> 0));
    hash ^= hash >> 2n;
  };
  const bytes = new TextEncoder().encode(name);
  bytes.forEach(mix);
  mix(bytes.length);
  return Number(BigInt.asUintN(32, hash) % BUCKETS);
}

const BUCKETS = 4051n;
