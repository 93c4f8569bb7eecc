import { LEAVE } from '../state';
import { VECTOR } from '../vectors';
import type { I32, I64, Local64 } from '../wasm/code';
import type { Builder } from './builder';
import { STACK } from './memory';
import type { Lift } from './table';

/** #GP(0) unless an address to go to is canonical, before anything changes; `first` may find another fault earlier. */
function checkCanonical(b: Builder, target: Local64, first: () => void = () => {}): void {
  const extended = b.shrs64(b.shl64(b.get(target), b.i64(16)), b.i64(16));
  b.seldom(b.ne64(extended, b.get(target)), () => {
    first();
    b.raise(VECTOR.GP);
  });
}

const jmp: Lift = (b) => {
  if (b.operand(0).place === 'J') return b.gotoTarget();
  const target = b.hold(b.read(0)) as Local64;
  checkCanonical(b, target);
  b.edges.jump(target);
};

const call: Lift = (b) => {
  const direct = b.operand(0).place === 'J';
  const target = b.temp64();
  if (!direct) {
    b.set(target, b.read(0) as I64);
    // A push that faults does so first, as the fuzzer found on the real processor.
    const top = b.temp64();
    checkCanonical(b, target, () => {
      b.set(top, b.sub64(b.register(4), b.i64(8)));
      b.probeWrite(top, 8, STACK.TOP);
    });
  }
  const back = b.temp64();
  b.set(back, b.following());
  b.push(back, 8);
  if (direct) b.gotoTarget();
  else b.edges.jump(target);
};

const ret: Lift = (b) => {
  const target = b.holdSized(b.peek(8), 8) as Local64;
  checkCanonical(b, target);
  b.drop(8 + (b.inst.operands.length > 0 ? b.inst.immLo & 0xffff : 0));
  b.edges.ret(target);
};

/** The counter of loops and JRCXZ, by address size. */
const counter = (b: Builder): I64 =>
  b.inst.addressSize === 8 ? b.register(1) : b.and64(b.register(1), b.i64(0xffffffff));

const loop =
  (condition: number | undefined): Lift =>
  (b) => {
    const less = b.temp64();
    const size = b.inst.addressSize;
    b.set(less, b.sub64(b.register(1), b.i64(1)));
    const asked = b.temp32();
    if (condition !== undefined) b.set(asked, b.condition(condition));
    b.writeRegister(1, size, size === 8 ? b.get(less) : b.wrap(b.get(less)));
    const more: I32 = b.ne64(counter(b), b.i64(0));
    b.branch(condition === undefined ? more : b.and32(more, b.get(asked)));
  };

export const jcc =
  (cc: number): Lift =>
  (b) =>
    b.branch(b.condition(cc));

/** Hints and fences: the memory operand is not accessed. Execution here is sequentially consistent. */
const nothing: Lift = () => {};

const HINTS =
  'nop pause endbr64 endbr32 prefetchnta prefetcht0 prefetcht1 prefetcht2 prefetchw lfence mfence sfence';

const raising =
  (vector: number): Lift =>
  (b) =>
    b.raise(vector);

export const CONTROL: Record<string, Lift> = {
  jmp,
  call,
  ret,
  loop: loop(undefined),
  loope: loop(4),
  loopne: loop(5),
  jrcxz: (b) => b.branch(b.eqz64(counter(b))),
  ...Object.fromEntries(HINTS.split(' ').map((name) => [name, nothing])),
  // CLFLUSH is subject to the checks of a byte load. SDM vol. 2, "CLFLUSH".
  clflush: (b) => {
    b.holdSized(b.read(0), 1);
  },
  ud0: raising(VECTOR.UD),
  ud1: raising(VECTOR.UD),
  ud2: raising(VECTOR.UD),
  int3: (b) => b.leaveAt(b.site(), LEAVE.SYSTEM),
  int1: (b) => b.leaveAt(b.site(), LEAVE.SYSTEM),
  int: (b) => b.leaveAt(b.site(), LEAVE.SYSTEM),
};
