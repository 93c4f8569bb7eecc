import { expect, it } from 'vitest';
import { assemble } from '../../../toolchain';
import { Decoder } from '../decode/decoder';
import { flatCosts, KERNEL, TestMachine } from '../testing';
import { EXIT } from '../types';
import { kernelCallers } from './callers';
import { blocksOf, type CodePage, decodeAt, discover } from './discover';
import { TIER } from './made';
import { sharedCode } from './shared';

const [RAX, RCX, RBX] = [0, 1, 3];

/** Bytes and labels of Intel-syntax assembly where the kernel of the test machine has its code. */
function kernelCode(source: string) {
  const options = { name: 't.s', output: 'flat', base: KERNEL.CODE } as const;
  const { sections, symbols } = assemble(`.intel_syntax noprefix\n${source}\n`, options);
  const { bytes } = sections.find(({ name }) => name === '.text') as { bytes: Uint8Array };
  const at = (label: string) => Number(symbols.find(({ name }) => name === label)?.value);
  const fetch = (va: number): CodePage | undefined => {
    const page = new Uint8Array(4096);
    page.set(bytes);
    return va === KERNEL.CODE ? { va, pfn: 1, bytes: page } : undefined;
  };
  return { bytes, at, fetch };
}

it('compiled code learns where calls go that another machine has sent elsewhere', () => {
  // The longest block is hot first.
  const { bytes, at, fetch } = kernelCode(`
loop:   .rept 12
        add     rdx, 3
        .endr
site:   call    rbx
        dec     ecx
        jnz     loop
        hlt
one:    inc     rax
        ret
two:    lea     rax, [rax + 2]
        ret`);
  const costs = flatCosts(23);
  const run = (callee: string) => {
    const machine = new TestMachine(costs).kernel(bytes);
    machine.cpu.setGprAddress(RCX, 300_000);
    machine.cpu.setGprAddress(RBX, at(callee));
    expect(machine.run(1e10)).toBe(EXIT.HLT);
    return machine.cpu.gprLo(RAX);
  };
  const guessed = () => {
    const now = { fetch, seenTargets: () => [], callers: [] };
    const { guesses } = sharedCode(costs).translations.find(at('loop'), 0, TIER.HOT, now, new Set());
    return guesses.get(at('site'))?.targets;
  };
  expect(run('one')).toBe(300_000);
  expect(guessed()).toEqual([at('one')]);
  expect(run('two')).toBe(600_000);
  expect(guessed()).toEqual([at('two'), at('one')]);
  expect(run('one')).toBe(300_000);
  expect(guessed()).toEqual([at('two'), at('one')]);
});

it('callers are found on the stack by the calls before them', () => {
  const { at, fetch } = kernelCode(`
near:   call    inner
after:  call    qword ptr [rax + rbx * 8 + 64]
next:   jmp     near
inner:  ret
none:   .long   0xe8e8e8e8
end:    nop`);
  const decoder = new Decoder();
  const decode = (rip: number) => decodeAt(rip, decoder, fetch);
  const stack = [5, at('after'), 0x400000, at('next'), at('inner'), -4096, at('near')];
  expect(kernelCallers(stack, decode)).toEqual([at('after'), at('next')]);
});

it('a region goes on where its function returns to', () => {
  const { at, fetch } = kernelCode(`
outer:  call    inner
after:  nop
        ret
inner:  inc     eax
        ret
last:   hlt`);
  const limits = { instructions: 50, blocks: 20, calls: 1, callees: 1, single: false };
  const found = (callers: string[]) => {
    const places = callers.map(at);
    const entry = discover(
      at('inner'),
      new Decoder(),
      fetch,
      limits,
      () => [],
      places,
      () => false,
    );
    return [...blocksOf(entry)].map(({ rip }) => rip);
  };
  expect(found([])).toEqual([at('inner')]);
  expect(found(['after', 'last'])).toEqual([at('inner'), at('after'), at('last')]);
});
