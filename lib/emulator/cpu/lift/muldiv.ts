import { RFLAGS } from '../flags/kinds';
import { STATE } from '../state';
import { VECTOR } from '../vectors';
import type { I32, I64, Local32, Local64 } from '../wasm/code';
import { OP } from '../wasm/opcodes';
import type { Builder, Var } from './builder';
import type { Lift } from './table';

/** CF and OF say that the high half matters; the other flags are undefined and left at 0. */
function overflowFlags(b: Builder, overflow: () => I32): void {
  if (!b.wants(RFLAGS.CF | RFLAGS.PF | RFLAGS.AF | RFLAGS.ZF | RFLAGS.SF | RFLAGS.OF)) return;
  b.setFlagBits(b.mul32(overflow(), b.i32(RFLAGS.CF | RFLAGS.OF)));
}

/** A held value of the current size as an i64, sign-extended. */
function signed64(b: Builder, v: Var): I64 {
  if (b.size === 8) return b.get(v as Local64);
  return b.extendS(b.signed(b.get(v as Local32)) as I32);
}

/** Sign-extends the low bits of an i64, as many as the current size has. */
function extendLow(b: Builder, value: I64): I64 {
  const op = b.size === 1 ? OP.I64_EXTEND8_S : b.size === 2 ? OP.I64_EXTEND16_S : OP.I64_EXTEND32_S;
  return b.op64(op, value);
}

/** Writes a product's halves to AX, or DX:AX and its wider kin. SDM vol. 2, "MUL". */
function writeProduct(b: Builder, product: Local64): void {
  if (b.size === 1) {
    b.writeRegister(0, 2, b.wrap(b.get(product)));
    return;
  }
  b.writeRegister(0, b.size, b.wrap(b.get(product)));
  b.writeRegister(2, b.size, b.wrap(b.shru64(b.get(product), b.i64(b.bits))));
}

const mul: Lift = (b) => {
  const x = b.hold(b.read(0));
  const product = b.temp64();
  if (b.size === 8) {
    const high = b.temp64();
    b.set(high, b.call64(b.helper('mulhu'), b.register(0), b.get(x as Local64)));
    b.setRegister(0, b.mul64(b.register(0), b.get(x as Local64)));
    b.setRegister(2, b.get(high));
    overflowFlags(b, () => b.ne64(b.get(high), b.i64(0)));
    return;
  }
  b.set(product, b.mul64(b.to64(b.readRegister(0, b.size)), b.get64(x)));
  writeProduct(b, product);
  overflowFlags(b, () => b.ne64(b.shru64(b.get(product), b.i64(b.bits)), b.i64(0)));
};

const imulWide: Lift = (b) => {
  const x = b.hold(b.read(0));
  const product = b.temp64();
  if (b.size === 8) {
    const high = b.temp64();
    b.set(high, b.call64(b.helper('mulhs'), b.register(0), b.get(x as Local64)));
    b.set(product, b.mul64(b.register(0), b.get(x as Local64)));
    b.setRegister(0, b.get(product));
    b.setRegister(2, b.get(high));
    overflowFlags(b, () => b.ne64(b.get(high), b.shrs64(b.get(product), b.i64(63))));
    return;
  }
  const accumulator = b.hold(b.readRegister(0, b.size));
  b.set(product, b.mul64(signed64(b, accumulator), signed64(b, x)));
  writeProduct(b, product);
  overflowFlags(b, () => b.ne64(extendLow(b, b.get(product)), b.get(product)));
};

/** The forms with a destination of their own keep the low half only. SDM vol. 2, "IMUL". */
const imulCut: Lift = (b) => {
  const three = b.inst.operands.length === 3;
  const x = b.hold(b.read(three ? 1 : 0));
  const y = b.hold(b.read(three ? 2 : 1));
  if (b.size === 8) {
    const product = b.temp64();
    b.set(product, b.mul64(b.get(x as Local64), b.get(y as Local64)));
    overflowFlags(b, () => {
      const high = b.call64(b.helper('mulhs'), b.get(x as Local64), b.get(y as Local64));
      return b.ne64(high, b.shrs64(b.get(product), b.i64(63)));
    });
    b.write(0, b.get(product));
    return;
  }
  const product = b.temp64();
  b.set(product, b.mul64(signed64(b, x), signed64(b, y)));
  overflowFlags(b, () => b.ne64(extendLow(b, b.get(product)), b.get(product)));
  b.write(0, b.wrap(b.get(product)));
};

/** The dividend of the sizes up to 4 bytes, in an i64: AX, or DX:AX and EDX:EAX. */
function dividend(b: Builder): I64 {
  if (b.size === 1) return b.and64(b.register(0), b.i64(0xffff));
  const high = b.shl64(b.to64(b.readRegister(2, b.size)), b.i64(b.bits));
  return b.or64(high, b.to64(b.readRegister(0, b.size)));
}

function writeQuotient(b: Builder, quotient: () => I64, remainder: () => I64): void {
  if (b.size === 1) {
    const low = b.and32(b.wrap(quotient()), b.i32(0xff));
    const high = b.shl32(b.and32(b.wrap(remainder()), b.i32(0xff)), b.i32(8));
    b.writeRegister(0, 2, b.or32(low, high));
    return;
  }
  b.writeRegister(0, b.size, b.from64(quotient()));
  b.writeRegister(2, b.size, b.from64(remainder()));
}

function divideWide(b: Builder, helper: 'divu' | 'divs', x: Var): void {
  const fits = b.call32(b.helper(helper), b.register(0), b.register(2), b.get(x as Local64));
  b.raiseIf(b.eqz32(fits), VECTOR.DE);
  writeQuotient(
    b,
    () => b.load64(b.i32(0), STATE.QUOTIENT),
    () => b.load64(b.i32(0), STATE.REMAINDER),
  );
}

const div: Lift = (b) => {
  const x = b.hold(b.read(0));
  if (b.size === 8) return divideWide(b, 'divu', x);
  const [n, d, quotient, remainder] = [b.temp64(), b.temp64(), b.temp64(), b.temp64()];
  b.set(n, dividend(b));
  b.set(d, b.get64(x));
  b.raiseIf(b.eqz64(b.get(d)), VECTOR.DE);
  b.set(quotient, b.op64(OP.I64_DIV_U, b.get(n), b.get(d)));
  b.raiseIf(b.ne64(b.shru64(b.get(quotient), b.i64(b.bits)), b.i64(0)), VECTOR.DE);
  b.set(remainder, b.op64(OP.I64_REM_U, b.get(n), b.get(d)));
  writeQuotient(
    b,
    () => b.get(quotient),
    () => b.get(remainder),
  );
};

const idiv: Lift = (b) => {
  const x = b.hold(b.read(0));
  if (b.size === 8) return divideWide(b, 'divs', x);
  const [n, d, quotient, remainder] = [b.temp64(), b.temp64(), b.temp64(), b.temp64()];
  const unsigned = dividend(b);
  b.set(
    n,
    b.size === 1
      ? b.op64(OP.I64_EXTEND16_S, unsigned)
      : b.size === 2
        ? b.op64(OP.I64_EXTEND32_S, unsigned)
        : unsigned,
  );
  b.set(d, signed64(b, x));
  b.raiseIf(b.eqz64(b.get(d)), VECTOR.DE);
  if (b.size === 4) {
    // The one quotient that wasm's own division traps on.
    const lowest = b.eq64(b.get(n), b.i64pair(0, -0x80000000));
    b.raiseIf(b.and32(lowest, b.eq64(b.get(d), b.i64(-1))), VECTOR.DE);
  }
  b.set(quotient, b.op64(OP.I64_DIV_S, b.get(n), b.get(d)));
  b.raiseIf(b.ne64(extendLow(b, b.get(quotient)), b.get(quotient)), VECTOR.DE);
  b.set(remainder, b.op64(OP.I64_REM_S, b.get(n), b.get(d)));
  writeQuotient(
    b,
    () => b.get(quotient),
    () => b.get(remainder),
  );
};

export const MULDIV: Record<string, Lift> = {
  mul,
  imul: (b) => (b.inst.operands.length === 1 ? imulWide(b) : imulCut(b)),
  div,
  idiv,
};
