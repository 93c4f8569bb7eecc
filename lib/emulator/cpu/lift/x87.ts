import type { HelperName } from '../core/helpers';
import { LEAVE, STATE } from '../state';
import { VECTOR } from '../vectors';
import type { I32, I64, Local32, Local64 } from '../wasm/code';
import { FSW } from '../x87/format';
import type { Builder } from './builder';
import type { Size } from './memory';
import type { Lift } from './table';

/**
 * x87 instructions: the operand comes from memory, a function of the x87 unit does the rest on the state in memory, and
 * what goes to memory is stored in between. SDM vol. 1, chapter 8.
 */

/** Waits for the exception of an instruction before this one: #MF. SDM vol. 1, section 8.6. */
function wait(b: Builder): void {
  b.raiseIf(b.and32(b.load32(b.i32(0), STATE.FSW), b.i32(FSW.ES)), VECTOR.MF);
}

/** Where the memory operand is, and its offset in its segment, which is what the unit remembers. */
interface Address {
  readonly offset: Local64;
  readonly at: Local64;
}
function address(b: Builder): Address {
  const offset = b.temp64();
  b.set(offset, b.offset());
  if (b.inst.segment < 0) return { offset, at: offset };
  const at = b.temp64();
  b.set(at, b.inSegment(b.get(offset)));
  return { offset, at };
}

/**
 * Does the work of an instruction. The unit remembers where the last one was; its opcode and its operand only when it
 * met an exception that is not masked, as CPUID says in leaf 7 (FDP_EXCPTN_ONLY). SDM vol. 1, sections 8.1.8 and 8.1.9.
 */
function execute(b: Builder, operand: Address | undefined, work: () => void): void {
  b.store64(b.i32(0), b.here(), STATE.FIP);
  work();
  b.seldom(b.and32(b.load32(b.i32(0), STATE.FSW), b.i32(FSW.ES)), () => {
    b.store16(b.i32(0), b.x87Opcode(), STATE.FOP);
    if (operand !== undefined) b.store64(b.i32(0), b.get(operand.offset), STATE.FDP);
  });
}

const call = (b: Builder, name: HelperName, ...args: (I32 | I64)[]): void => b.call(b.helper(name), ...args);

/** The register that the instruction names beside ST(0). */
const index = (b: Builder): number => b.inst.rm & 7;

/** Reads the operand from memory and makes it the unit's, as a float or an integer. Answers its address. */
function loadOperand(b: Builder, integer: boolean): Address {
  const operand = address(b);
  const { at } = operand;
  if (b.operand(0).size === 't') {
    const [m, se] = loadExtended(b, at);
    call(b, 'x87OperandExtended', b.get(se), b.get(m));
    return operand;
  }
  const size = b.sizeOf(0);
  const word = b.holdSized(b.loadAt(at, size, b.stackUse()), size);
  if (integer) {
    const narrow = () => {
      b.size = size;
      return b.extendS(b.signed(b.get(word as Local32)) as I32);
    };
    call(b, 'x87OperandInteger', size === 8 ? b.get(word as Local64) : narrow());
  } else if (size === 8) call(b, 'x87OperandDouble', b.get(word as Local64));
  else call(b, 'x87OperandSingle', b.extendU(b.get(word as Local32)));
  return operand;
}

/** The two parts of the ten bytes at an address. */
function loadExtended(b: Builder, at: Local64): [m: Local64, se: Local32] {
  const m = b.holdSized(b.loadAt(at, 8, b.stackUse()), 8) as Local64;
  const high = b.temp64();
  b.set(high, b.add64(b.get(at), b.i64(8)));
  return [m, b.holdSized(b.loadAt(high, 2, b.stackUse()), 2) as Local32];
}

/** The eight operations, in the order of modrm.reg in D8. */
const OPERATIONS = ['add', 'mul', 'com', 'comp', 'sub', 'subr', 'div', 'divr'];

const arithmetic =
  (operation: number, integer: boolean, pops: number): Lift =>
  (b) => {
    wait(b);
    if (b.isMemory(0)) {
      return execute(b, loadOperand(b, integer), () => call(b, 'x87ArithM', b.i32(operation)));
    }
    const into = b.operand(0).place === 'F' ? index(b) : 0;
    execute(b, undefined, () =>
      call(b, 'x87Arith', b.i32(operation), b.i32(index(b)), b.i32(into), b.i32(pops)),
    );
  };

const compare =
  (quiet: number, integer: boolean, pops: number): Lift =>
  (b) => {
    wait(b);
    if (b.inst.operands.length > 0 && b.isMemory(0)) {
      return execute(b, loadOperand(b, integer), () => call(b, 'x87CompareM', b.i32(pops)));
    }
    // FCOMPP and FUCOMPP name no register: they mean ST(1).
    const i = b.inst.operands.length > 0 ? index(b) : 1;
    execute(b, undefined, () => call(b, 'x87Compare', b.i32(i), b.i32(quiet), b.i32(pops)));
  };

const compareFlags =
  (quiet: number, pops: number): Lift =>
  (b) => {
    wait(b);
    const bits = b.temp32();
    execute(b, undefined, () => {
      const args = [b.i32(index(b)), b.i32(quiet), b.i32(pops)];
      b.set(bits, b.call32(b.helper('x87CompareFlags'), ...args));
    });
    b.setFlagBits(b.get(bits));
  };

const load: Lift = (b) => {
  wait(b);
  if (!b.isMemory(0)) return execute(b, undefined, () => call(b, 'x87Duplicate', b.i32(index(b))));
  const plain = b.operand(0).size === 't';
  execute(b, loadOperand(b, false), () => call(b, plain ? 'x87LoadPlain' : 'x87Load'));
};

const loadInteger: Lift = (b) => {
  wait(b);
  execute(b, loadOperand(b, true), () => call(b, 'x87LoadPlain'));
};

const loadDecimal: Lift = (b) => {
  wait(b);
  const operand = address(b);
  const [m, se] = loadExtended(b, operand.at);
  call(b, 'x87OperandDecimal', b.get(m), b.get(se));
  execute(b, operand, () => call(b, 'x87LoadPlain'));
};

/** Stores what the unit made ready: 2, 4, 8 or 10 bytes. */
function storeOut(b: Builder, at: Local64, size: Size | 10): void {
  if (size === 10) {
    const high = b.temp64();
    b.set(high, b.add64(b.get(at), b.i64(8)));
    // Nothing is stored where one of the parts faults.
    b.probeWrite(at, 8, b.stackUse());
    b.probeWrite(high, 2, b.stackUse());
    const m = b.holdSized(b.load64(b.i32(0), STATE.X87_OUT), 8);
    b.storeAt(at, 8, m, b.stackUse());
    b.storeAt(high, 2, b.holdSized(b.load32(b.i32(0), STATE.X87_OUT_HIGH), 4), b.stackUse());
    return;
  }
  const zero = b.i32(0);
  const word = size === 8 ? b.load64(zero, STATE.X87_OUT) : b.load32(zero, STATE.X87_OUT);
  b.storeAt(at, size, b.holdSized(word, size), b.stackUse());
}

/** A store of ST(0) through a function that converts it. */
function store(b: Builder, name: HelperName, size: Size | 10, pops: number, ...args: number[]): void {
  const operand = address(b);
  const stored = b.temp32();
  b.set(stored, b.call32(b.helper(name), ...args.map((n) => b.i32(n))));
  // Where an exception forbids the store the address is not looked at.
  b.when(b.get(stored), () => storeOut(b, operand.at, size));
  execute(b, operand, () => call(b, 'x87Stored', b.i32(pops)));
}

const storeFloat =
  (pops: number): Lift =>
  (b) => {
    wait(b);
    if (!b.isMemory(0)) return execute(b, undefined, () => call(b, 'x87Copy', b.i32(index(b)), b.i32(pops)));
    if (b.operand(0).size === 't') return store(b, 'x87StoreExtended', 10, pops);
    const size = b.sizeOf(0);
    store(b, size === 4 ? 'x87StoreSingle' : 'x87StoreDouble', size, pops);
  };

const INTEGER_STORES: Record<number, HelperName> = {
  2: 'x87StoreInteger16',
  4: 'x87StoreInteger32',
  8: 'x87StoreInteger64',
};

/** Rounds by `mode`, or by the control word for -1. */
const storeInteger =
  (mode: number, pops: number): Lift =>
  (b) => {
    wait(b);
    const size = b.sizeOf(0);
    store(b, INTEGER_STORES[size], size, pops, mode);
  };

/** An instruction that is one call, on what is in the registers. */
const simple =
  (name: HelperName, ...args: number[]): Lift =>
  (b) => {
    wait(b);
    execute(b, undefined, () => call(b, name, ...args.map((n) => b.i32(n))));
  };
const onRegister =
  (name: HelperName, ...args: number[]): Lift =>
  (b) => {
    wait(b);
    execute(b, undefined, () => call(b, name, b.i32(index(b)), ...args.map((n) => b.i32(n))));
  };

/** Constants: sign and exponent, the lower of the two nearest significands, and whether the upper one is nearer. */
const constant =
  (se: number, high: number, low: number, nearerUp: number): Lift =>
  (b) => {
    wait(b);
    execute(b, undefined, () =>
      call(b, 'x87Constant', b.i32(se), b.i64pair(low | 0, high | 0), b.i32(nearerUp)),
    );
  };
const exactConstant =
  (se: number, high: number): Lift =>
  (b) => {
    wait(b);
    call(b, 'x87OperandExtended', b.i32(se), b.i64pair(0, high | 0));
    execute(b, undefined, () => call(b, 'x87LoadPlain'));
  };

/** FCMOVcc: below, equal, below or equal, unordered, and their opposites. */
const move =
  (cc: number): Lift =>
  (b) => {
    wait(b);
    execute(b, undefined, () => call(b, 'x87Move', b.i32(index(b)), b.condition(cc)));
  };

const outside =
  (waits: boolean): Lift =>
  (b) => {
    if (waits) wait(b);
    b.leaveAt(b.site(), LEAVE.SYSTEM);
  };

const word = (b: Builder, field: number): Local32 => {
  const held = b.temp32();
  b.set(held, b.load16u(b.i32(0), field));
  return held;
};

export const X87: Record<string, Lift> = {
  ...Object.fromEntries(
    OPERATIONS.flatMap((name, n) =>
      name.startsWith('com')
        ? []
        : [
            [`f${name}`, arithmetic(n, false, 0)],
            [`f${name}p`, arithmetic(n, false, 1)],
            [`fi${name}`, arithmetic(n, true, 0)],
          ],
    ),
  ),
  fcom: compare(0, false, 0),
  fcomp: compare(0, false, 1),
  fcompp: compare(0, false, 2),
  ficom: compare(0, true, 0),
  ficomp: compare(0, true, 1),
  fucom: compare(1, false, 0),
  fucomp: compare(1, false, 1),
  fucompp: compare(1, false, 2),
  fcomi: compareFlags(0, 0),
  fcomip: compareFlags(0, 1),
  fucomi: compareFlags(1, 0),
  fucomip: compareFlags(1, 1),
  ftst: (b) => {
    wait(b);
    call(b, 'x87OperandZero');
    execute(b, undefined, () => call(b, 'x87CompareM', b.i32(0)));
  },
  fxam: simple('x87Examine'),
  fld: load,
  fild: loadInteger,
  fbld: loadDecimal,
  fst: storeFloat(0),
  fstp: storeFloat(1),
  fstpnce: onRegister('x87CopyAny'),
  fist: storeInteger(-1, 0),
  fistp: storeInteger(-1, 1),
  fisttp: storeInteger(3, 1),
  fbstp: (b) => {
    wait(b);
    store(b, 'x87StoreDecimal', 10, 1);
  },
  fxch: onRegister('x87Exchange'),
  ffree: onRegister('x87Free', 0),
  ffreep: onRegister('x87Free', 1),
  fchs: simple('x87Sign', 0xffff, 0x8000),
  fabs: simple('x87Sign', 0x7fff, 0),
  fsqrt: simple('x87Sqrt'),
  frndint: simple('x87RoundInteger'),
  fscale: simple('x87Scale'),
  fxtract: simple('x87Extract'),
  fprem: simple('x87Remainder', 0),
  fprem1: simple('x87Remainder', 1),
  fsin: simple('x87Sine', 0),
  fcos: simple('x87Sine', 1),
  fsincos: simple('x87SinePair', 0),
  fptan: simple('x87SinePair', 1),
  fpatan: simple('x87Arctangent'),
  f2xm1: simple('x87Power'),
  fyl2x: simple('x87Logarithm'),
  fyl2xp1: simple('x87LogarithmPlus'),
  fincstp: simple('x87Turn', 1),
  fdecstp: simple('x87Turn', -1),
  // SDM vol. 2, "FLD1/FLDL2T/FLDL2E/FLDPI/FLDLG2/FLDLN2/FLDZ".
  fld1: exactConstant(0x3fff, 0x80000000),
  fldz: exactConstant(0, 0),
  fldl2t: constant(0x4000, 0xd49a784b, 0xcd1b8afe, 0),
  fldl2e: constant(0x3fff, 0xb8aa3b29, 0x5c17f0bb, 1),
  fldpi: constant(0x4000, 0xc90fdaa2, 0x2168c234, 1),
  fldlg2: constant(0x3ffd, 0x9a209a84, 0xfbcff798, 1),
  fldln2: constant(0x3ffe, 0xb17217f7, 0xd1cf79ab, 1),
  fcmovb: move(2),
  fcmove: move(4),
  fcmovbe: move(6),
  fcmovu: move(10),
  fcmovnb: move(3),
  fcmovne: move(5),
  fcmovnbe: move(7),
  fcmovnu: move(11),
  fnop: (b) => {
    wait(b);
    execute(b, undefined, () => {});
  },
  fwait: wait,
  fldcw: (b) => {
    wait(b);
    const value = b.holdSized(b.read(0), 2) as Local32;
    // Bit 6 is always set, and the bits without a meaning are not kept. SDM vol. 1, figure 8-6.
    b.store16(b.i32(0), b.or32(b.and32(b.get(value), b.i32(0x1f3f)), b.i32(0x40)), STATE.FCW);
    call(b, 'x87Summarise');
  },
  fnstcw: (b) => b.storeAt(b.effectiveAddress(), 2, word(b, STATE.FCW), b.stackUse()),
  fnstsw: (b) => {
    const value = word(b, STATE.FSW);
    if (b.isMemory(0)) b.storeAt(b.effectiveAddress(), 2, value, b.stackUse());
    else b.writeRegister(0, 2, b.get(value));
  },
  fninit: (b) => call(b, 'x87Init'),
  // Exceptions, SF, ES and B are cleared.
  fnclex: (b) => {
    const status = word(b, STATE.FSW);
    b.store16(b.i32(0), b.and32(b.get(status), b.i32(0x7f00)), STATE.FSW);
  },
  fneni: () => {},
  fndisi: () => {},
  fnsetpm: () => {},
  fldenv: outside(true),
  frstor: outside(true),
  fnstenv: outside(false),
  fnsave: outside(false),
  fxsave: outside(false),
  fxrstor: outside(false),
  xsave: outside(false),
  xsaveopt: outside(false),
  xsavec: outside(false),
  xrstor: outside(false),
};
