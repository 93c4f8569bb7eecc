import type { Signature } from '../wasm/module';
import { TYPE } from '../wasm/opcodes';

const { I32, I64, V128 } = TYPE;
const signature = (params: readonly number[], ...results: readonly number[]): Signature => ({
  params,
  results,
});

/** Functions of the x87 unit. x87/ says at each what it does. */
export const X87_HELPERS = {
  x87OperandSingle: signature([I64]),
  x87OperandDouble: signature([I64]),
  x87OperandInteger: signature([I64]),
  x87OperandExtended: signature([I32, I64]),
  x87OperandDecimal: signature([I64, I32]),
  x87OperandZero: signature([]),
  x87Load: signature([]),
  x87LoadPlain: signature([]),
  x87Duplicate: signature([I32]),
  x87Constant: signature([I32, I64, I32]),
  x87Arith: signature([I32, I32, I32, I32]),
  x87ArithM: signature([I32]),
  x87Sqrt: signature([]),
  x87Compare: signature([I32, I32, I32]),
  x87CompareM: signature([I32]),
  x87CompareFlags: signature([I32, I32, I32], I32),
  x87Examine: signature([]),
  x87StoreSingle: signature([], I32),
  x87StoreDouble: signature([], I32),
  x87StoreExtended: signature([], I32),
  x87StoreInteger16: signature([I32], I32),
  x87StoreInteger32: signature([I32], I32),
  x87StoreInteger64: signature([I32], I32),
  x87StoreDecimal: signature([], I32),
  x87Stored: signature([I32]),
  x87CopyAny: signature([I32]),
  x87Copy: signature([I32, I32]),
  x87Move: signature([I32, I32]),
  x87Exchange: signature([I32]),
  x87Free: signature([I32, I32]),
  x87Turn: signature([I32]),
  x87Sign: signature([I32, I32]),
  x87Init: signature([]),
  x87Summarise: signature([]),
  x87RoundInteger: signature([]),
  x87Scale: signature([]),
  x87Extract: signature([]),
  x87Sine: signature([I32]),
  x87SinePair: signature([I32]),
  x87Power: signature([]),
  x87Arctangent: signature([]),
  x87Logarithm: signature([]),
  x87LogarithmPlus: signature([]),
  x87Remainder: signature([I32]),
} as const;

/** What generated code may call in the core module, by the name under which it imports it. */
export const HELPERS = {
  /** (va, access): host offset to read `access` bytes from, or 0 after a fault was recorded. */
  translate: signature([I64, I32], I32),
  /** (va, value, access): stores; 0 after a fault was recorded. */
  store: signature([I64, I64, I32], I32),
  /** (va, access): host offset to read and write at, or 0 after a fault; below SCRATCH_END, `commit` must follow. */
  modify: signature([I64, I32], I32),
  /** Writes back what `modify` put into the scratch area. */
  commit: signature([]),
  /** (kind, a, b): the six status flags out of their lazy form. */
  flags: signature([I32, I64, I64], I32),
  /** High half of the unsigned, and of the signed, 128-bit product. */
  mulhu: signature([I64, I64], I64),
  mulhs: signature([I64, I64], I64),
  /** (lo, hi, divisor): 128 by 64 bits into QUOTIENT and REMAINDER; 0 when the quotient does not fit (#DE). */
  divu: signature([I64, I64, I64], I32),
  divs: signature([I64, I64, I64], I32),
  /** (word, a, b): an SSE operation, element by element; and on one element. What raises leaves FP_RAISED. sse.ts. */
  fpVector: signature([I32, V128, V128], V128),
  fpScalar: signature([I32, I64, I64], I64),
  /** (operation, double, a, b, r, elements): whether an operation was exact in some elements. exact.ts. */
  exact: signature([I32, I32, V128, V128, V128, V128], I32),
  /** (a, b, aLength, bLength, control): IntRes2 and flags of PCMPESTRI and its kin. pcmpstr.ts. */
  pcmpstr: signature([V128, V128, I32, I32, I32], I32),
  /** (value): MOV to CR3. */
  writeCr3: signature([I64]),
  /** (size, price): many elements of a repeated string instruction, on the registers in memory. repeat.ts. */
  repMovs: signature([I32, I32]),
  repStos: signature([I32, I32]),
  /** (place, target): remembers where the indirect jump went that has its targets there. */
  noteTarget: signature([I32, I64]),
  /** The same in compiled code, that does not know the target: once it has missed often it is made anew. */
  missTarget: signature([I32, I64]),
  /** Serves `vmcall` with the state in memory; answers what the region is to leave with, or 0 to go on. From JavaScript. */
  vmcall: signature([], I32),
  ...X87_HELPERS,
} as const;

export type HelperName = keyof typeof HELPERS;
