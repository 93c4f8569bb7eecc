import { RESERVED_ONE, RFLAGS } from '../flags/kinds';
import { LEAVE, STATE } from '../state';
import { VECTOR } from '../vectors';
import type { I32, I64, Local32, Local64 } from '../wasm/code';
import { OP } from '../wasm/opcodes';
import type { Builder, Var } from './builder';
import { type Size, STACK, type Word } from './memory';
import { movControl } from './system';
import type { Lift } from './table';

/** Widens a word from one size to another. */
function widen(b: Builder, word: Word, from: Size, to: Size, signed: boolean): Word {
  let value = word;
  if (signed && from < 4) value = b.op32(from === 1 ? OP.I32_EXTEND8_S : OP.I32_EXTEND16_S, value as I32);
  if (from === 8 || to < 8) return value;
  return signed ? b.extendS(value as I32) : b.extendU(value as I32);
}

const extend =
  (signed: boolean): Lift =>
  (b) => {
    // MOVSXD with a 16-bit destination reads 16 bits. SDM vol. 2, "MOVSX/MOVSXD".
    const to = b.sizeOf(0);
    if (to === 2 && b.sizeOf(1) === 4) {
      const value = b.isMemory(1)
        ? b.loadAt(b.effectiveAddress(), 2, b.stackUse())
        : b.readRegister(b.registerOf(1), 2);
      b.write(0, value);
      return;
    }
    b.write(0, widen(b, b.read(1), b.sizeOf(1), to, signed));
  };

/** MOV; to and from segment and control registers it is a system instruction. */
const mov: Lift = (b) => {
  const places = b.operand(0).place + b.operand(1).place;
  if (places.includes('C')) return movControl(b);
  if (places.includes('D') || places.startsWith('S')) return b.leaveAt(b.site(), LEAVE.SYSTEM);
  if (!places.includes('S')) return b.write(0, b.read(1));
  // There are six; REX.R has no part in their number.
  const segment = b.inst.reg & 7;
  if (segment > 5) return b.raise(VECTOR.UD);
  // A selector is stored to memory as 16 bits whatever the operand size. SDM vol. 2, "MOV".
  const selector = b.holdSized(b.load32(b.i32(0), STATE.SELECTORS + 4 * segment), 4);
  if (b.isMemory(0)) b.storeAt(b.effectiveAddress(), 2, selector, b.stackUse());
  else b.write(0, b.size === 8 ? b.extendU(b.get(selector as Local32)) : b.use(selector));
};

const xchg: Lift = (b) => {
  const y = b.hold(b.read(1));
  const x = b.isMemory(0) ? b.update(0, () => b.use(y)) : b.hold(b.read(0));
  if (!b.isMemory(0)) b.write(0, b.use(y));
  b.write(1, b.use(x));
};

/** The bytes of a word of the current size, turned round. */
function swapped(b: Builder, v: Var): Word {
  if (b.size === 2) {
    const x = () => b.get(v as Local32);
    return b.and32(b.or32(b.shl32(x(), b.i32(8)), b.shru32(x(), b.i32(8))), b.i32(0xffff));
  }
  if (b.size === 4) {
    const x = () => b.get(v as Local32);
    const outer = b.and32(b.op32(OP.I32_ROTL, x(), b.i32(8)), b.i32(0x00ff00ff));
    return b.or32(outer, b.and32(b.op32(OP.I32_ROTR, x(), b.i32(8)), b.i32(0xff00ff00 | 0)));
  }
  const x = v as Local64;
  const at = b.temp64();
  const exchange = (value: I64, distance: number, lo: number, hi: number) => {
    b.set(at, value);
    const up = b.shl64(b.and64(b.get(at), b.i64pair(lo, hi)), b.i64(distance));
    return b.or64(up, b.and64(b.shru64(b.get(at), b.i64(distance)), b.i64pair(lo, hi)));
  };
  const bytes = exchange(b.get(x), 8, 0x00ff00ff, 0x00ff00ff);
  const halves = exchange(bytes, 16, 0x0000ffff, 0x0000ffff);
  return b.op64(OP.I64_ROTL, halves, b.i64(32));
}

const push: Lift = (b) => {
  const size = b.inst.size;
  if (b.operand(0).place === 'S') {
    const selector = b.load32(b.i32(0), STATE.SELECTORS + 4 * b.registerOf(0));
    b.push(b.holdSized(size === 8 ? b.extendU(selector) : selector, size), size);
    return;
  }
  b.push(b.holdSized(b.read(0), size), size);
};

/** POP: an address in RSP counts as already moved up. SDM vol. 2, "POP". */
const pop: Lift = (b) => {
  if (b.operand(0).place === 'S') {
    b.leaveAt(b.site(), LEAVE.SYSTEM);
    return;
  }
  const size = b.inst.size;
  const value = b.holdSized(b.peek(size), size);
  if (!b.isMemory(0)) {
    b.drop(size);
    b.writeRegister(b.registerOf(0), size, b.use(value));
    return;
  }
  const at = b.effectiveAddress(b.inst.base === 4 ? () => b.i64(size) : undefined);
  b.storeAt(at, size, value, b.stackUse());
  b.drop(size);
};

/** ENTER: for nesting levels above 0 the outer frames' pointers are copied. SDM vol. 2, "ENTER". */
const enter: Lift = (b) => {
  const size = b.inst.size;
  const level = b.inst.imm2 & 31;
  const locals = b.inst.immLo & 0xffff;
  const frame = b.temp64();
  const at = b.temp64();
  const put = (value: Var, n: number) => {
    b.set(at, b.sub64(b.register(4), b.i64(n * size)));
    b.storeAt(at, size, value, STACK.TOP);
  };
  put(b.holdSized(b.readRegister(5, size), size), 1);
  b.set(frame, b.sub64(b.register(4), b.i64(size)));
  for (let n = 1; n < level; n++) {
    b.set(at, b.sub64(b.register(5), b.i64(n * size)));
    put(b.holdSized(b.loadAt(at, size, STACK.TOP), size), n + 1);
  }
  if (level > 0)
    put(
      b.holdSized(size === 8 ? b.get(frame) : b.and32(b.wrap(b.get(frame)), b.i32(0xffff)), size),
      level + 1,
    );
  // A write at the new top of the stack is probed, though nothing is stored. SDM vol. 2, "ENTER".
  b.set(at, b.sub64(b.register(4), b.i64((1 + level) * size + locals)));
  b.probeWrite(at, size, STACK.TOP);
  b.setRegister(4, b.get(at));
  b.writeRegister(5, size, size === 8 ? b.get(frame) : b.wrap(b.get(frame)));
};

const leave: Lift = (b) => {
  const size = b.inst.size;
  const at = b.temp64();
  b.set(at, b.register(5));
  const value = b.holdSized(b.loadAt(at, size, STACK.TOP), size);
  b.setRegister(4, b.add64(b.get(at), b.i64(size)));
  b.writeRegister(5, size, b.use(value));
};

/** CBW CWDE CDQE by operand size. */
const cwde: Lift = (b) => {
  const size = b.inst.size;
  const half = (size / 2) as Size;
  b.writeRegister(0, size, widen(b, b.readRegister(0, half), half, size, true));
};

/** CWD CDQ CQO: the accumulator's sign fills the data register. */
const cdq: Lift = (b) => {
  b.size = b.inst.size;
  b.writeRegister(2, b.size, b.shrs(b.signed(b.readRegister(0, b.size)), b.word(b.size === 8 ? 63 : 31)));
};

/** CRC32 over 1, 2, 4 or 8 bytes, polynomial 11EDC6F41H reflected. SDM vol. 2, "CRC32". */
const crc32: Lift = (b) => {
  const size = b.sizeOf(1);
  const value = b.holdSized(b.read(1), size);
  const data = b.temp64();
  const crc = b.temp64();
  const left = b.temp32();
  const POLYNOMIAL = 0x82f63b78;
  b.set(data, size === 8 ? b.get(value as Local64) : b.extendU(b.get(value as Local32)));
  b.set(crc, b.xor64(b.and64(b.register(b.registerOf(0)), b.i64(0xffffffff)), b.get(data)));
  b.set(left, b.i32(8 * size));
  b.loop((next) => {
    const lowBit = b.sub64(b.i64(0), b.and64(b.get(crc), b.i64(1)));
    const feedback = b.and64(lowBit, b.i64(POLYNOMIAL));
    b.set(crc, b.xor64(feedback, b.shru64(b.get(crc), b.i64(1))));
    b.set(left, b.sub32(b.get(left), b.i32(1)));
    b.brIf(next, b.get(left));
  });
  b.writeRegister(b.registerOf(0), 4, b.wrap(b.get(crc)));
};

const xlatb: Lift = (b) => {
  const at = b.temp64();
  const index = b.extendU(b.readRegister(0, 1) as I32);
  const sum = b.add64(index, b.register(3));
  const offset = b.inst.addressSize === 4 ? b.and64(sum, b.i64(0xffffffff)) : sum;
  b.set(at, b.inSegment(offset));
  b.writeRegister(0, 1, b.loadAt(at, 1));
};

const setCarry =
  (carry: (b: Builder) => I32): Lift =>
  (b) =>
    b.patchFlags(RFLAGS.CF, () => carry(b));

const direction =
  (set: boolean): Lift =>
  (b) => {
    const flags = b.load32(b.i32(0), STATE.SYSTEM_FLAGS);
    const held = b.temp32();
    b.set(held, set ? b.or32(flags, b.i32(RFLAGS.DF)) : b.and32(flags, b.i32(~RFLAGS.DF)));
    b.store32(b.i32(0), b.get(held), STATE.SYSTEM_FLAGS);
  };

const LAHF = RFLAGS.SF | RFLAGS.ZF | RFLAGS.AF | RFLAGS.PF | RFLAGS.CF;

export const DATA: Record<string, Lift> = {
  mov,
  movnti: mov,
  movzx: extend(false),
  movsx: extend(true),
  movsxd: extend(true),
  movbe: (b) => b.write(0, swapped(b, b.hold(b.read(1)))),
  // BSWAP of 16 bits is undefined; processors clear the register's low half. SDM vol. 2, "BSWAP".
  bswap: (b) => b.write(0, swapped(b, b.hold(b.read(0)))),
  lea: (b) => {
    const offset = b.offset();
    b.write(0, b.size === 8 ? offset : b.wrap(offset));
  },
  xchg,
  push,
  pop,
  enter,
  leave,
  cwde,
  cdq,
  crc32,
  xlatb,
  pushf: (b) => {
    // RF and VM read as 0 in the pushed image. SDM vol. 2, "PUSHF".
    const bits = b.or32(b.flagBits(), b.load32(b.i32(0), STATE.SYSTEM_FLAGS));
    const image = b.and32(bits, b.i32(~RFLAGS.RF));
    const size = b.inst.size;
    b.push(b.holdSized(size === 8 ? b.extendU(image) : image, size), size);
  },
  popf: (b) => b.leaveAt(b.site(), LEAVE.SYSTEM),
  lahf: (b) => {
    const image = b.or32(b.and32(b.flagBits(), b.i32(LAHF)), b.i32(RESERVED_ONE));
    const shifted = b.shl64(b.extendU(image), b.i64(8));
    b.setRegister(0, b.or64(shifted, b.and64(b.register(0), b.i64(-0xff01))));
  },
  sahf: (b) => {
    const image = b.and32(b.shru32(b.wrap(b.register(0)), b.i32(8)), b.i32(LAHF));
    b.setFlagBits(b.or32(image, b.and32(b.flagBits(), b.i32(RFLAGS.OF))));
  },
  clc: setCarry((b) => b.i32(0)),
  stc: setCarry((b) => b.i32(RFLAGS.CF)),
  cmc: setCarry((b) => b.xor32(b.carry(), b.i32(1))),
  cld: direction(false),
  std: direction(true),
};

/** CMOVcc reads its source in any case, and a 4-byte destination is zero-extended in any case. SDM vol. 2, "CMOVcc". */
export const cmov =
  (cc: number): Lift =>
  (b) => {
    const source = b.hold(b.read(1));
    const old = b.hold(b.read(0));
    const condition = b.temp32();
    b.set(condition, b.condition(cc));
    b.write(0, b.select(b.use(source), b.use(old), b.get(condition)));
  };

export const setcc =
  (cc: number): Lift =>
  (b) =>
    b.write(0, b.condition(cc));
