import { describe, expect, it } from 'vitest';
import { ET, PF, PT, SHF, SHN, SHT, STB, STT, STV } from './constants';
import { ElfError, interpreter, readElf, readNotes, readSections, readSymbols, segmentBytes } from './read';
import type { ElfSymbol } from './types';
import { writeElf, writeSymbols } from './write';

const TEXT = Uint8Array.of(0xb8, 60, 0, 0, 0, 0x0f, 0x05);

/** A file with one segment, a symbol table, and a symbol in the upper half. */
function sample(): Uint8Array {
  const symbol = (name: string, value: number, binding: number): ElfSymbol => ({
    name,
    value,
    size: 7,
    binding,
    type: STT.FUNC,
    visibility: STV.DEFAULT,
    shndx: 1,
  });
  const { symtab, strtab, locals } = writeSymbols([
    symbol('größe', 0x401003, STB.LOCAL),
    symbol('_start', -0x7f00_0000, STB.GLOBAL),
  ]);
  const strings = strtab.bytes();
  const plain = { flags: 0, addr: 0, link: 0, info: 0, addralign: 1, entsize: 0 };
  return writeElf({
    header: { type: ET.EXEC, entry: -0x7f00_0000 },
    programHeaders: [
      {
        type: PT.LOAD,
        flags: PF.R | PF.X,
        offset: 0x100,
        vaddr: 0x401100,
        paddr: 0x401100,
        filesz: 7,
        memsz: 9,
        align: 4096,
      },
    ],
    sections: [
      {
        ...plain,
        name: '.text',
        type: SHT.PROGBITS,
        flags: SHF.ALLOC | SHF.EXECINSTR,
        addr: 0x401100,
        offset: 0x100,
        size: 7,
        bytes: TEXT,
      },
      {
        ...plain,
        name: '.symtab',
        type: SHT.SYMTAB,
        offset: 0x108,
        size: symtab.length,
        link: 3,
        info: locals,
        bytes: symtab,
      },
      {
        ...plain,
        name: '.strtab',
        type: SHT.STRTAB,
        offset: 0x108 + symtab.length,
        size: strings.length,
        bytes: strings,
      },
    ],
  });
}

describe('readElf', () => {
  it('reads what writeElf wrote', () => {
    const file = readElf(sample());
    expect(file.header).toMatchObject({ type: ET.EXEC, entry: -0x7f00_0000, phnum: 1, shnum: 5 });
    expect(file.programHeaders).toEqual([
      {
        type: PT.LOAD,
        flags: 5,
        offset: 0x100,
        vaddr: 0x401100,
        paddr: 0x401100,
        filesz: 7,
        memsz: 9,
        align: 4096,
      },
    ]);
    expect(segmentBytes(file, file.programHeaders[0])).toEqual(TEXT);
    expect(readSections(file).map((s) => s.name)).toEqual(['', '.text', '.symtab', '.strtab', '.shstrtab']);
    const symbols = readSymbols(file);
    expect(symbols.map((s) => [s.name, s.value, s.size, s.binding])).toEqual([
      ['', 0, 0, STB.LOCAL],
      ['größe', 0x401003, 7, STB.LOCAL],
      ['_start', -0x7f00_0000, 7, STB.GLOBAL],
    ]);
    expect(symbols[0].shndx).toBe(SHN.UNDEF);
    expect(readSymbols(file, true)).toEqual([]);
    expect(interpreter(file)).toBeUndefined();
    expect(readNotes(file)).toEqual([]);
  });

  it.each([
    ['is empty', new Uint8Array(0), /not an ELF file/],
    ['is text', new TextEncoder().encode('#!/bin/sh\n'), /not an ELF file/],
    ['ends in the header', sample().subarray(0, 40), /ends inside the ELF header: 40 of 64/],
    ['is 32-bit', patched(4, 1), /EI_CLASS is 1/],
    ['is big-endian', patched(5, 2), /EI_DATA is 2/],
    ['is for another machine', patched(18, 183), /e_machine is 183/],
    ['has odd program headers', patched(54, 32), /e_phentsize must be 56/],
    ['has its table outside', patched(36, 1), /table at 0x100000040 ends beyond the file/],
    ['has filesz over memsz', patched(64 + 32, 10), /p_filesz 0xa is more than p_memsz 0x9/],
    ['wraps around', patched(64 + 47, 0x7f), /p_memsz is out of range/],
  ])('refuses a file that %s', (_, bytes, message) => {
    expect(() => readElf(bytes)).toThrow(message);
    expect(() => readElf(bytes)).toThrow(ElfError);
  });

  it('answers or throws ElfError, whatever the bytes', () => {
    const good = sample();
    let state = 1;
    const random = (n: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return Math.floor((state / 2 ** 32) * n);
    };
    for (let round = 0; round < 3000; round++) {
      const bytes = good.slice(0, random(8) ? good.length : random(good.length));
      for (let flips = 1 + random(6); flips > 0; flips--) bytes[random(bytes.length)] = random(256);
      try {
        const file = readElf(bytes);
        file.programHeaders.map((ph) => segmentBytes(file, ph));
        interpreter(file);
        readNotes(file);
        readSymbols(file);
      } catch (error) {
        expect(error).toBeInstanceOf(ElfError);
      }
    }
  });
});

function patched(offset: number, byte: number): Uint8Array {
  const bytes = sample();
  bytes[offset] = byte;
  return bytes;
}
