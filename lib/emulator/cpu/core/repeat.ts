import { RFLAGS } from '../flags/kinds';
import { STATE, TLB_ENTRY } from '../state';
import { Code, type I32, type I64, type Local32, type Local64 } from '../wasm/code';
import { OP, TYPE } from '../wasm/opcodes';
import { TICK } from './meter';
import { tlbEntry } from './tlb';

/**
 * Many elements of a repeated MOVS or STOS at once: as many as lie in the pages at hand and as the fuel pays for, and
 * always fewer than are left, so that the last element, the end of the instruction and all faults are left to the
 * translation of a single element. The registers and the meter are in memory meanwhile.
 */

const { I32: i32 } = TYPE;
const gpr = (n: number): number => STATE.GPR + 8 * n;
const [RAX, RCX, RSI, RDI] = [gpr(0), gpr(1), gpr(6), gpr(7)];

const zero = (c: Code): I32 => c.i32(0);

/** Lowers `count` to `limit` when it is larger, both as unsigned. */
function atMost(c: Code, count: Local64, limit: () => I64): void {
  const other = c.local64();
  c.set(other, limit());
  c.set(count, c.select64(c.get(other), c.get(count), c.ltu64(c.get(other), c.get(count))));
}

/** Elements that may run before one that is already paid for, given how many are left and the price of each. */
function affordable(c: Code, price: Local32): Local64 {
  const count = c.local64();
  c.set(count, c.sub64(c.load64(zero(c), RCX), c.i64(1)));
  atMost(c, count, () => {
    const fuel = c.shrs64(c.load64(zero(c), STATE.METER), c.i64(Math.log2(TICK)));
    const paid = c.sub64(c.add64(fuel, c.extendU(c.get(price))), c.i64(1));
    return c.op64(OP.I64_DIV_S, paid, c.extendU(c.get(price)));
  });
  return count;
}

/** Finds the host offset of the page element at the address in `register`; leaves the function when it takes a walk. */
function hostOf(c: Code, register: number, tag: number, count: Local64, size: Local32): Local32 {
  const va = c.local64();
  const entry = c.local32();
  const host = c.local32();
  c.set(va, c.load64(zero(c), register));
  const field = c.select32(c.i32(STATE.TLB_USER), c.i32(STATE.TLB_KERNEL), c.load32(zero(c), STATE.CPL));
  c.set(entry, tlbEntry(c, va, c.load32(field)));
  const known = c.eq64(c.load64(c.get(entry), tag), c.and64(c.get(va), c.i64(-4096)));
  c.when(c.eqz32(known), () => c.returnVoid());
  c.set(host, c.add32(c.load32(c.get(entry), TLB_ENTRY.DELTA), c.wrap(c.get(va))));
  atMost(c, count, () => {
    const left = c.sub32(c.i32(4096), c.and32(c.wrap(c.get(va)), c.i32(4095)));
    return c.extendU(c.op32(OP.I32_DIV_U, left, c.get(size)));
  });
  return host;
}

/** Leaves the function when nothing would be gained, or the direction is down. */
function worthwhile(c: Code, count: Local64): void {
  const down = c.and32(c.load32(zero(c), STATE.SYSTEM_FLAGS), c.i32(RFLAGS.DF));
  c.when(c.or32(down, c.test64(OP.I64_LT_S, c.get(count), c.i64(4))), () => c.returnVoid());
}

/** Pays for the elements done, and moves the counter and the pointers past them. */
function pass(c: Code, count: Local64, bytes: Local32, price: Local32, pointers: readonly number[]): void {
  const spent = c.mul64(c.mul64(c.get(count), c.extendU(c.get(price))), c.i64(TICK));
  const kept = c.local64();
  c.set(kept, spent);
  c.store64(zero(c), c.sub64(c.load64(zero(c), STATE.METER), c.get(kept)), STATE.METER);
  c.store64(zero(c), c.sub64(c.load64(zero(c), RCX), c.get(count)), RCX);
  for (const register of pointers)
    c.store64(zero(c), c.add64(c.load64(zero(c), register), c.extendU(c.get(bytes))), register);
}

/** repMovs(size, price). Where the destination lies a little above the source, what was just written is copied again. */
export function repMovs(): Code {
  const c = new Code([i32, i32]);
  const size = c.param32(0);
  const price = c.param32(1);
  const count = affordable(c, price);
  const source = hostOf(c, RSI, TLB_ENTRY.READ, count, size);
  const destination = hostOf(c, RDI, TLB_ENTRY.WRITE, count, size);
  const distance = c.local32();
  const bytes = c.local32();
  c.set(distance, c.sub32(c.get(destination), c.get(source)));
  c.when(c.get(distance), () =>
    atMost(c, count, () => c.extendU(c.op32(OP.I32_DIV_U, c.get(distance), c.get(size)))),
  );
  worthwhile(c, count);
  c.set(bytes, c.mul32(c.wrap(c.get(count)), c.get(size)));
  c.copy(c.get(destination), c.get(source), c.get(bytes));
  pass(c, count, bytes, price, [RSI, RDI]);
  return c;
}

/** repStos(size, price). The first element is stored and then copied on, each time twice as far. */
export function repStos(): Code {
  const c = new Code([i32, i32]);
  const size = c.param32(0);
  const price = c.param32(1);
  const count = affordable(c, price);
  const host = hostOf(c, RDI, TLB_ENTRY.WRITE, count, size);
  const bytes = c.local32();
  const done = c.local32();
  worthwhile(c, count);
  c.set(bytes, c.mul32(c.wrap(c.get(count)), c.get(size)));
  const value = () => c.load64(zero(c), RAX);
  // Four elements at least, so eight bytes may be stored for an element of four or eight.
  const is = (n: number) => c.eq32(c.get(size), c.i32(n));
  c.when(
    is(1),
    () => c.fill(c.get(host), c.wrap(value()), c.get(bytes)),
    () => {
      c.when(
        is(2),
        () => c.store16(c.get(host), c.wrap(value())),
        () => c.store64(c.get(host), value()),
      );
      c.set(done, c.get(size));
      c.loop((next) => {
        const rest = c.sub32(c.get(bytes), c.get(done));
        const step = c.local32();
        c.set(step, rest);
        c.set(step, c.select32(c.get(done), c.get(step), c.ltu32(c.get(done), c.get(step))));
        c.copy(c.add32(c.get(host), c.get(done)), c.get(host), c.get(step));
        c.set(done, c.add32(c.get(done), c.get(step)));
        c.brIf(next, c.ltu32(c.get(done), c.get(bytes)));
      });
    },
  );
  pass(c, count, bytes, price, [RDI]);
  return c;
}
