import { expect, it } from 'vitest';
import { TestMachine } from '../testing';

/** fldcw and fld of what follows the code, an instruction, int3. */
const code = (instruction: number, fcw: number, operand: readonly number[]) => [
  ...[0xd9, 0x2d, 9, 0, 0, 0, 0xdb, 0x2d, 5, 0, 0, 0, 0xd9, instruction, 0xcc],
  ...[fcw & 0xff, fcw >> 8, ...operand],
];
const [FSIN, FPTAN] = [0xfe, 0xf2];
const [DOWN, UP, TOWARDS_ZERO] = [0x077f, 0x0b7f, 0x0f7f];
const [DE, UE, PE] = [2, 16, 32];
/** Minus the smallest normal number, one below 2^-68, and a denormal. */
const SMALLEST = [0, 0, 0, 0, 0, 0, 0, 0x80, 1, 0x80];
const SMALL = [1, 2, 3, 4, 5, 6, 7, 0xff, 0xba, 0x3f];
const DENORMAL = [1, 2, 3, 4, 5, 6, 7, 0x40, 0, 0];

/** As an Intel Xeon of 2023 was seen to do. */
it.each([
  ['sine, up', FSIN, UP, SMALLEST, PE],
  ['sine, towards zero', FSIN, TOWARDS_ZERO, SMALL, PE],
  ['sine of a denormal', FSIN, DOWN, DENORMAL, DE | UE | PE],
  ['tangent, down', FPTAN, DOWN, SMALL, PE],
] as const)('a tiny angle is its own %s', (_, instruction, fcw, operand, flags) => {
  const machine = new TestMachine();
  machine.user(code(instruction, fcw, operand)).run();
  const { fx } = machine.cpu;
  // R7, the first that is pushed; the tangent has a 1 pushed above it.
  const at = 32 + 16 * 7;
  expect([...fx.subarray(at, at + 10)]).toEqual(operand);
  expect(fx[2]).toBe(flags);
});
