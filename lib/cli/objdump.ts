import {
  type ElfFile,
  isArchive,
  readArchive,
  readElf,
  readSections,
  readSymbols,
  relocationName,
  SHF,
  SHN,
  SHT,
  STB,
  STT,
  sectionBytes,
} from '../elf';
import { type Relocation, readObject } from '../toolchain/object';
import { readInput } from './files';
import type { Command } from './main';
import { type Parsed, UsageError } from './options';

const hex = (value: number, width: number) =>
  (value < 0 ? BigInt.asUintN(64, BigInt(value)) : BigInt(value)).toString(16).padStart(width, '0');

/** `trapdoor objdump`: what is in an object, a program or an archive's members. */
export const objdump: Command = {
  name: 'objdump',
  operands: 'FILE...',
  summary: 'show sections, symbols, relocations and code of ELF files',
  options: [
    { names: ['-d', '--disassemble'], help: 'disassemble code' },
    { names: ['-h', '--section-headers'], help: 'list sections' },
    { names: ['-t', '--syms'], help: 'list symbols' },
    { names: ['-r', '--reloc'], help: 'list relocations, among the code with -d' },
    { names: ['-M'], value: 'intel|att', help: 'the syntax of the code (att)' },
  ],
  optionsAnywhere: true,
  async run({ options, operands }: Parsed): Promise<number> {
    if (operands.length === 0) throw new UsageError('it wants a file');
    const wants = (name: string) => options.has(name);
    if (!['-d', '-h', '-t', '-r'].some(wants))
      throw new UsageError('it wants at least one of -d, -h, -t and -r');
    const syntax = options.get('-M')?.[0] ?? 'att';
    if (syntax !== 'att' && syntax !== 'intel') throw new UsageError(`-M is att or intel, not '${syntax}'`);
    for (const name of operands) {
      const bytes = readInput(name);
      const files = isArchive(bytes)
        ? readArchive(bytes).members.map((m) => ({ name: `${name}(${m.name})`, bytes: m.bytes }))
        : [{ name, bytes }];
      for (const file of files) {
        process.stdout.write(`\n${file.name}:     file format elf64-x86-64\n`);
        const elf = readElf(file.bytes);
        if (wants('-h')) showSections(elf);
        if (wants('-t')) showSymbols(elf);
        const relocations = wants('-r') ? relocationsOf(elf, file.name) : new Map<string, Relocation[]>();
        if (wants('-r') && !wants('-d')) showRelocations(relocations);
        if (wants('-d')) await disassemble(elf, relocations, syntax);
      }
    }
    return 0;
  },
};

function showSections(elf: ElfFile): void {
  const lines = readSections(elf)
    .slice(1)
    .map((s, i) => {
      const flags = [
        [SHF.ALLOC, 'ALLOC'],
        [SHF.WRITE, 'WRITE'],
        [SHF.EXECINSTR, 'CODE'],
        [SHF.TLS, 'TLS'],
        [SHF.MERGE, 'MERGE'],
        [SHF.STRINGS, 'STRINGS'],
      ] as const;
      const names = flags.filter(([flag]) => s.flags & flag).map(([, name]) => name);
      const kind = s.type === SHT.NOBITS ? ['NOBITS', ...names] : names;
      return `${String(i + 1).padStart(3)} ${s.name.padEnd(24)} ${hex(s.size, 8)}  ${hex(s.addr, 16)}  ${hex(s.offset, 8)}  ${String(s.addralign).padStart(4)}  ${kind.join(' ')}`;
    });
  process.stdout.write(
    `\nSections:\nIdx Name                     Size      Address           Offset    Align Flags\n${lines.join('\n')}\n`,
  );
}

function showSymbols(elf: ElfFile): void {
  const sections = readSections(elf);
  const place = (shndx: number) =>
    ({ [SHN.UNDEF]: '*UND*', [SHN.ABS]: '*ABS*', [SHN.COMMON]: '*COM*' })[shndx] ??
    sections[shndx]?.name ??
    String(shndx);
  const types: Record<number, string> = {
    [STT.OBJECT]: 'O',
    [STT.FUNC]: 'F',
    [STT.SECTION]: 'd',
    [STT.FILE]: 'f',
    [STT.TLS]: 'T',
    [STT.GNU_IFUNC]: 'i',
  };
  const lines = readSymbols(elf)
    .slice(1)
    .map((s) => {
      const binding = s.binding === STB.LOCAL ? 'l' : s.binding === STB.WEAK ? 'w' : 'g';
      const visibility = ['', ' .internal', ' .hidden', ' .protected'][s.visibility];
      const name = s.name || place(s.shndx);
      return `${hex(s.value, 16)} ${binding}${(types[s.type] ?? ' ').padEnd(2)} ${place(s.shndx).padEnd(16)} ${hex(s.size, 16)}${visibility} ${name}`;
    });
  process.stdout.write(`\nSYMBOL TABLE:\n${lines.join('\n')}\n`);
}

/** Relocations of an object by the names of their sections; a linked file has none to show. */
function relocationsOf(elf: ElfFile, name: string): Map<string, Relocation[]> {
  if (elf.header.type !== 1) return new Map();
  const { sections } = readObject(elf.bytes, name);
  return new Map(sections.filter((s) => s.relocations.length).map((s) => [s.name, s.relocations]));
}

function describe({ type, symbol, addend }: Relocation): string {
  const name = symbol.name || (typeof symbol.section === 'string' ? '*ABS*' : symbol.section.name);
  const sum = addend === 0 ? '' : `${addend < 0 ? '-' : '+'}0x${Math.abs(addend).toString(16)}`;
  return `${relocationName(type).padEnd(24)} ${name}${sum}`;
}

function showRelocations(all: Map<string, Relocation[]>): void {
  for (const [section, list] of all) {
    const lines = list.map((r) => `${hex(r.offset, 16)} ${describe(r)}`);
    process.stdout.write(`\nRELOCATION RECORDS FOR [${section}]:\n${lines.join('\n')}\n`);
  }
}

async function disassemble(
  elf: ElfFile,
  relocations: Map<string, Relocation[]>,
  syntax: 'att' | 'intel',
): Promise<void> {
  // Half a megabyte of wasm that nothing else here needs.
  const { Decoder, DecoderOptions, Formatter, FormatterSyntax, Instruction } = await import('iced-x86');
  const formatter = new Formatter(syntax === 'att' ? FormatterSyntax.Gas : FormatterSyntax.Intel);
  const instruction = new Instruction();
  const symbols = readSymbols(elf).filter((s) => s.name && s.type !== STT.FILE && s.type !== STT.SECTION);
  readSections(elf).forEach((section, index) => {
    if (!(section.flags & SHF.EXECINSTR) || section.type === SHT.NOBITS || section.size === 0) return;
    const bytes = sectionBytes(elf, section);
    const labels = new Map(symbols.filter((s) => s.shndx === index).map((s) => [s.value, s.name]));
    const list = [...(relocations.get(section.name) ?? [])].sort((a, b) => a.offset - b.offset);
    process.stdout.write(`\nDisassembly of section ${section.name}:\n`);
    const decoder = new Decoder(64, bytes, DecoderOptions.None);
    decoder.ip = BigInt.asUintN(64, BigInt(section.addr));
    let out = '';
    let next = 0;
    while (decoder.canDecode) {
      const at = decoder.position;
      decoder.decodeOut(instruction);
      const label = labels.get(section.addr + at);
      if (label !== undefined) out += `\n${hex(section.addr + at, 16)} <${label}>:\n`;
      const raw = [...bytes.subarray(at, decoder.position)]
        .map((b) => b.toString(16).padStart(2, '0'))
        .join(' ');
      out += `${hex(section.addr + at, 0).padStart(8)}:\t${raw.padEnd(30)}\t${formatter.format(instruction)}\n`;
      for (; next < list.length && list[next].offset < decoder.position; next++)
        out += `\t\t\t${hex(list[next].offset, 0)}: ${describe(list[next])}\n`;
      if (out.length > 65536) {
        process.stdout.write(out);
        out = '';
      }
    }
    process.stdout.write(out);
    decoder.free();
  });
  formatter.free();
  instruction.free();
}
