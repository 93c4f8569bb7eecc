import { FRAME } from '../../mm/physical';
import { ACCESS_BITS, STATE } from '../state';
import { VECTOR } from '../vectors';
import { Code, type FuncIndex, type I32, type Local32, type Local64 } from '../wasm/code';
import { OP, TYPE } from '../wasm/opcodes';
import { frameBits, guestBase } from './tlb';

/**
 * The slow ways of memory accesses: what is not in the TLB, crosses a page, or hits translated code. A crossing access
 * checks both pages before it changes anything, and goes through the scratch area.
 */

const { I32: i32, I64: i64 } = TYPE;

const sizeOf = (c: Code, access: Local32): I32 => c.and32(c.get(access), c.i32(ACCESS_BITS.SIZE));

/** Whether the access reaches into the next page. */
const crosses = (c: Code, va: Local64, access: Local32): I32 => {
  const first = c.and32(c.wrap(c.get(va)), c.i32(4095));
  const end = c.add32(first, sizeOf(c, access));
  return c.op32(OP.I32_GT_U, end, c.i32(4096));
};

/** Finds both parts of a crossing access and keeps them in STATE; returns 0 from the function on a fault. */
function bothParts(c: Code, page: FuncIndex, va: Local64, access: Local32, host: Local32): void {
  const zero = () => c.i32(0);
  c.set(host, c.call32(page, c.get(va), c.get(access)));
  c.when(c.eqz32(c.get(host)), () => c.return32(zero()));
  c.store32(zero(), c.get(host), STATE.PART_1);
  const next = c.and64(c.add64(c.get(va), c.i64(4095)), c.i64(-4096));
  c.set(host, c.call32(page, next, c.get(access)));
  c.when(c.eqz32(c.get(host)), () => c.return32(zero()));
  c.store32(zero(), c.get(host), STATE.PART_2);
  c.store32(zero(), c.sub32(c.i32(4096), c.and32(c.wrap(c.get(va)), c.i32(4095))), STATE.PART_1_LENGTH);
  c.store32(zero(), c.sub32(sizeOf(c, access), c.load32(zero(), STATE.PART_1_LENGTH)), STATE.PART_2_LENGTH);
}

const part = (c: Code, field: number): I32 => c.load32(c.i32(0), field);
const secondHalf = (c: Code): I32 => c.add32(c.i32(STATE.SCRATCH), part(c, STATE.PART_1_LENGTH));

function gather(c: Code): void {
  c.copy(c.i32(STATE.SCRATCH), part(c, STATE.PART_1), part(c, STATE.PART_1_LENGTH));
  c.copy(secondHalf(c), part(c, STATE.PART_2), part(c, STATE.PART_2_LENGTH));
}

function scatter(c: Code): void {
  c.copy(part(c, STATE.PART_1), c.i32(STATE.SCRATCH), part(c, STATE.PART_1_LENGTH));
  c.copy(part(c, STATE.PART_2), secondHalf(c), part(c, STATE.PART_2_LENGTH));
}

/** translate(va, access): where to read from. */
export function translate(page: FuncIndex): Code {
  const c = new Code([i64, i32]);
  const va = c.param64(0);
  const access = c.param32(1);
  const host = c.local32();
  c.when(crosses(c, va, access), () => {
    bothParts(c, page, va, access, host);
    gather(c);
    c.return32(c.i32(STATE.SCRATCH));
  });
  c.call32(page, c.get(va), c.get(access));
  return c;
}

/**
 * Before bytes at `host` are written: if translated code came from them it is dropped, and unless this is a single
 * step, the store is put off (CODE_WRITTEN), so that the very next instruction runs the new bytes.
 */
function beforeWrite(c: Code, codeWritten: FuncIndex, host: () => I32, length: () => I32): void {
  const pfn = c.shru32(c.sub32(host(), guestBase(c)), c.i32(12));
  c.when(c.and32(c.load8u(frameBits(c, pfn)), c.i32(FRAME.CODE)), () => {
    c.when(c.call32(codeWritten, host(), length()), () => {
      c.when(c.eqz32(c.load32(c.i32(0), STATE.STEPPING)), () => {
        c.store32(c.i32(0), c.i32(VECTOR.CODE_WRITTEN), STATE.FAULT_VECTOR);
        c.return32(c.i32(0));
      });
    });
  });
}

const bothWritten = (c: Code, codeWritten: FuncIndex): void => {
  beforeWrite(
    c,
    codeWritten,
    () => part(c, STATE.PART_1),
    () => part(c, STATE.PART_1_LENGTH),
  );
  beforeWrite(
    c,
    codeWritten,
    () => part(c, STATE.PART_2),
    () => part(c, STATE.PART_2_LENGTH),
  );
};

/** store(va, value, access). */
export function store(page: FuncIndex, codeWritten: FuncIndex): Code {
  const c = new Code([i64, i64, i32]);
  const va = c.param64(0);
  const value = c.param64(1);
  const access = c.param32(2);
  const host = c.local32();
  c.when(crosses(c, va, access), () => {
    bothParts(c, page, va, access, host);
    bothWritten(c, codeWritten);
    c.store64(c.i32(0), c.get(value), STATE.SCRATCH);
    scatter(c);
    c.return32(c.i32(1));
  });
  c.set(host, c.call32(page, c.get(va), c.get(access)));
  c.when(c.eqz32(c.get(host)), () => c.return32(c.i32(0)));
  beforeWrite(
    c,
    codeWritten,
    () => c.get(host),
    () => sizeOf(c, access),
  );
  const is = (size: number) => c.eq32(sizeOf(c, access), c.i32(size));
  c.when(
    is(8),
    () => c.store64(c.get(host), c.get(value)),
    () =>
      c.when(
        is(4),
        () => c.store32(c.get(host), c.wrap(c.get(value))),
        () =>
          c.when(
            is(2),
            () => c.store16(c.get(host), c.wrap(c.get(value))),
            () => c.store8(c.get(host), c.wrap(c.get(value))),
          ),
      ),
  );
  c.i32(1);
  return c;
}

/** modify(va, access). */
export function modify(page: FuncIndex, codeWritten: FuncIndex): Code {
  const c = new Code([i64, i32]);
  const va = c.param64(0);
  const access = c.param32(1);
  const host = c.local32();
  c.when(crosses(c, va, access), () => {
    bothParts(c, page, va, access, host);
    bothWritten(c, codeWritten);
    gather(c);
    c.return32(c.i32(STATE.SCRATCH));
  });
  c.set(host, c.call32(page, c.get(va), c.get(access)));
  c.when(c.eqz32(c.get(host)), () => c.return32(c.i32(0)));
  beforeWrite(
    c,
    codeWritten,
    () => c.get(host),
    () => sizeOf(c, access),
  );
  c.get(host);
  return c;
}

/** commit(). */
export function commit(): Code {
  const c = new Code([]);
  scatter(c);
  return c;
}
