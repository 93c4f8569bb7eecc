import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { R, SHF, SHT, STB, STT } from '../../elf';
import { type ObjectFile, type ObjectSymbol, readObject, writeObject } from '.';

const missing = ['gcc', 'g++', 'readelf'].filter((tool) => spawnSync(tool, ['--version']).status !== 0);
if (missing.length) console.log(`skipped: ${missing.join(', ')} not found`);

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'trapdoor-object-'));
});
afterAll(() => rmSync(dir, { recursive: true }));
const file = (name: string) => path.join(dir, name);
const run = (...[tool, ...args]: string[]) => spawnSync(tool, args, { cwd: dir, encoding: 'utf8' });

const CPP = `
#include <stdio.h>
#include <vector>
struct Named { const char *name; Named(const char *n) : name(n) { puts("made"); } ~Named() { puts("gone"); } };
static Named one("one");
thread_local int counter = 5;
template <typename T> T twice(T x) { return x + x; }
inline int &shared() { static int value = 3; return value; }
int common_one;
int main() {
  std::vector<int> v{1, 2, 3};
  try { v.at(7) = 1; } catch (...) { puts("caught"); }
  counter += twice(shared());
  printf("%s %d %d\\n", one.name, counter, common_one);
}`;

describe.skipIf(missing.length > 0)('object files', () => {
  it('are written as they were read: comdat groups, thread-local storage, unwind tables', () => {
    writeFileSync(file('a.cc'), CPP);
    expect(run('g++', '-g', '-O1', '-ffunction-sections', '-c', 'a.cc').stderr).toBe('');
    const object = readObject(new Uint8Array(readFileSync(file('a.o'))), 'a.o');
    expect(object.groups.length).toBeGreaterThan(3);
    writeFileSync(file('b.o'), writeObject(object));
    expect(run('readelf', '-aW', 'b.o').stderr).toBe('');
    expect(run('g++', '-Wl,--fatal-warnings', '-o', 'b', 'b.o').stderr).toBe('');
    expect(run('./b').stdout).toBe('made\ncaught\none 11 0\ngone\n');
  });

  it('are made from nothing', () => {
    const text = {
      name: '.text',
      type: SHT.PROGBITS,
      flags: SHF.ALLOC | SHF.EXECINSTR,
      alignment: 16,
      entsize: 0,
      size: 14,
      // lea message(%rip), %rdi; call puts... here as a jump
      bytes: Uint8Array.of(0x48, 0x8d, 0x3d, 0, 0, 0, 0, 0xe9, 0, 0, 0, 0, 0xf4, 0xf4),
      relocations: [] as ObjectFile['sections'][number]['relocations'],
    };
    const rodata = {
      name: '.rodata.str1.1',
      type: SHT.PROGBITS,
      flags: SHF.ALLOC | SHF.MERGE | SHF.STRINGS,
      alignment: 1,
      entsize: 1,
      size: 6,
      bytes: new TextEncoder().encode('hello\0'),
      relocations: [],
    };
    const stack = {
      ...rodata,
      name: '.note.GNU-stack',
      flags: 0,
      entsize: 0,
      size: 0,
      bytes: new Uint8Array(0),
    };
    const symbol = (name: string, more: Partial<ObjectSymbol>): ObjectSymbol => ({
      name,
      section: 'undefined',
      value: 0,
      size: 0,
      binding: STB.GLOBAL,
      type: STT.NOTYPE,
      visibility: 0,
      ...more,
    });
    const puts = symbol('puts', {});
    text.relocations.push(
      {
        offset: 3,
        type: R.PC32,
        symbol: symbol('.LC0', { section: rodata, binding: STB.LOCAL }),
        addend: -4,
      },
      { offset: 8, type: R.PLT32, symbol: puts, addend: -4 },
    );
    const object: ObjectFile = {
      name: 'hello.c',
      sections: [text, rodata, stack],
      symbols: [
        symbol('hello.c', { section: 'absolute', type: STT.FILE, binding: STB.LOCAL }),
        symbol('main', { section: text, size: 12, type: STT.FUNC }),
        symbol('buffer', { section: 'common', value: 32, size: 4096, type: STT.OBJECT }),
      ],
      groups: [],
    };
    writeFileSync(file('c.o'), writeObject(object));
    expect(run('gcc', '-Wl,--fatal-warnings', '-o', 'c', 'c.o').stderr).toBe('');
    expect(run('./c').stdout).toBe('hello\n');
  });
});
