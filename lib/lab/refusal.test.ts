import { describe, expect, it } from 'vitest';
import { assemble } from '../toolchain';
import { examine } from './examine';
import { GivenFiles } from './given';
import { refusalOf } from './refusal';

const text = (content: string) => new TextEncoder().encode(content);
const file = (path: string, bytes: Uint8Array) => ({ path, bytes });
const link = (path: string, target: string) => ({ path, bytes: text(''), link: target });

/** A program, with bytes of it changed. */
function program(...changes: [at: number, value: number][]): Uint8Array {
  const { elf } = assemble('.globl _start\n_start: mov $60, %eax\n syscall\n', { name: 'p.s' });
  if (!elf) throw new Error('it does not assemble');
  const bytes = elf.slice();
  for (const [at, value] of changes) bytes[at] = value;
  return bytes;
}
const [CLASS, DATA, TYPE, MACHINE] = [4, 5, 16, 18];

describe('a file that is to be run', () => {
  it.each([
    ['for another processor', program([MACHINE, 183]), 'a program for AArch64'],
    ['of 32 bits', program([CLASS, 1], [MACHINE, 3]), 'a program for i386 (32-bit x86)'],
    [
      'for one without a name',
      program([MACHINE, 99], [MACHINE + 1, 9]),
      'a program for processor number 2403',
    ],
    ['of the other byte order', program([DATA, 2], [MACHINE, 0], [MACHINE + 1, 22]), 'a program for IBM Z'],
    ['that is not linked', program([TYPE, 1]), 'an object file'],
    ['left by a crash', program([TYPE, 4]), 'a core dump'],
    ['cut off', program().slice(0, 10), 'the beginning of an ELF file'],
    ['of Windows', text('MZ and more'), 'a Windows program'],
  ])('%s is refused', (_name, bytes, why) => {
    expect(examine(bytes)).toMatchObject({ kind: 'foreign', why: expect.stringContaining(why) });
    expect(refusalOf('./dir/p', [file('/dir/p', bytes)])).toContain(`p cannot be run: it is ${why}`);
  });

  it('is let be where the kernel will say what is wrong with it', () => {
    expect(refusalOf('/p', [file('/p', program())])).toBeUndefined();
    expect(refusalOf('/p', [file('/p', program([54, 1]))])).toBeUndefined();
  });

  it('is missed, or no program', () => {
    expect(refusalOf('./p', [])).toContain('there is no file ./p in the machine');
    expect(refusalOf('/p', [file('/p', text('words'))])).toContain('p is no program');
    expect(refusalOf('/d', [{ path: '/d', bytes: text(''), mode: 0o40755 }])).toContain('a directory');
  });

  it('wants what runs it', () => {
    const script = file('/p', text('#! /usr/bin/env python3\nprint(1)\n'));
    expect(refusalOf('/p', [script])).toContain('p is run by /usr/bin/env, which is not in the machine');
    expect(refusalOf('/p', [script, file('/usr/bin/env', program())])).toBeUndefined();
    expect(refusalOf('/p', [file('/p', text('#! \nprint(1)\n'))])).toContain('names no program after #!');
  });
});

describe('files given to a machine', () => {
  const given = new GivenFiles([
    link('/bin', 'usr/bin'),
    link('/usr/bin/sh', 'dash'),
    file('/usr/bin/dash', program()),
    link('/lib64', '/usr/lib64'),
    file('/usr/lib64/ld.so', program()),
    link('/circle', '/circle'),
    link('/usr/up', '../../bin/../bin'),
  ]);
  it.each([
    ['/bin/sh', '/usr/bin/dash'],
    ['bin/./sh', '/usr/bin/dash'],
    ['/lib64/ld.so', '/usr/lib64/ld.so'],
    ['/usr/up/dash', '/usr/bin/dash'],
    ['/usr/lib64/../bin/sh', '/usr/bin/dash'],
    ['/circle', undefined],
    ['/circle/x', undefined],
    ['/bin/none', undefined],
    ['/usr/bin/dash/x', undefined],
    ['/usr', undefined],
  ])('%s is %s', (name, path) => {
    expect(given.find(name)?.path).toBe(path);
  });
});
