import { expect, test } from 'vitest';
import { Decoder } from '../decode/decoder';
import type { Inst } from '../decode/inst';
import { HANDLERS } from './handlers';
import { takeHandlers } from './packed';
import { packHandlers } from './prepared';

const decode = (...bytes: number[]) => new Decoder().decode(Uint8Array.from(bytes), 0, 0) as Inst;
/** mov %rsp, %rdi and movups %xmm12, (%r9), which every libc has. */
const USUAL = [decode(0x48, 0x89, 0xe7), decode(0x45, 0x0f, 0x11, 0x21)];

test('common instructions have handlers once the packed ones are there', async () => {
  expect(USUAL.map((inst) => HANDLERS.find(inst, 3))).toEqual([undefined, undefined]);
  await takeHandlers(packHandlers());
  for (const inst of USUAL) expect(HANDLERS.find(inst, 3)).toBeGreaterThan(0);
  const modules = HANDLERS.modules.length;
  expect(HANDLERS.make(USUAL, 3).uses).toEqual([]);
  expect(HANDLERS.modules).toHaveLength(modules);
});
