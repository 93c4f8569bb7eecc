import { DYNAMIC, FAMILY, RFLAGS } from '../flags/kinds';
import { STATE } from '../state';
import type { I64, Local64 } from '../wasm/code';
import { OP } from '../wasm/opcodes';
import type { Builder } from './builder';
import type { Size } from './memory';
import type { Lift } from './table';

const RAX = 0;
const RCX = 1;
const RSI = 6;
const RDI = 7;

/** A pointer or counter register, cut to the address size. */
const pointer = (b: Builder, n: number): I64 =>
  b.inst.addressSize === 8 ? b.register(n) : b.and64(b.register(n), b.i64(0xffffffff));

function setPointer(b: Builder, n: number, value: I64): void {
  const size = b.inst.addressSize;
  b.writeRegister(n, size, size === 8 ? value : b.wrap(value));
}

/** Source address: DS:rSI, or the segment of a prefix. Destination: ES:rDI always. */
function source(b: Builder): Local64 {
  const at = b.temp64();
  b.set(at, b.inSegment(pointer(b, RSI)));
  return at;
}
function destination(b: Builder): Local64 {
  const at = b.temp64();
  b.set(at, pointer(b, RDI));
  return at;
}

/** How far the pointers move for one element: back when DF is set. */
function stride(b: Builder, size: Size): Local64 {
  const step = b.temp64();
  const back = b.and32(b.load32(b.i32(0), STATE.SYSTEM_FLAGS), b.i32(RFLAGS.DF));
  const held = b.temp32();
  b.set(held, back);
  b.set(step, b.select64(b.i64(-size), b.i64(size), b.get(held)));
  return step;
}

const advance = (b: Builder, n: number, by: Local64): void =>
  setPointer(b, n, b.add64(pointer(b, n), b.get(by)));

/** One element of a string instruction; both accesses come before any register changes. */
type Element = (b: Builder, size: Size) => void;

const movs: Element = (b, size) => {
  const value = b.holdSized(b.loadAt(source(b), size), size);
  b.storeAt(destination(b), size, value);
  const by = stride(b, size);
  advance(b, RSI, by);
  advance(b, RDI, by);
};
const stos: Element = (b, size) => {
  b.storeAt(destination(b), size, b.holdSized(b.readRegister(RAX, size), size));
  advance(b, RDI, stride(b, size));
};
const lods: Element = (b, size) => {
  const value = b.holdSized(b.loadAt(source(b), size), size);
  b.writeRegister(RAX, size, b.use(value));
  advance(b, RSI, stride(b, size));
};
const cmps: Element = (b, size) => {
  b.size = size;
  // When both would fault, processors report the destination.
  const right = b.hold(b.loadAt(destination(b), size));
  const left = b.hold(b.loadAt(source(b), size));
  b.flags(FAMILY.SUB, left, right);
  const by = stride(b, size);
  advance(b, RSI, by);
  advance(b, RDI, by);
};
/** Nothing answers at any port: what is read is ones, what is written is lost. SDM vol. 2, "INS" and "OUTS". */
const ins: Element = (b, size) => {
  const width = Math.min(size, 4) as Size;
  const ones = b.temp32();
  b.set(ones, b.i32(-1));
  b.storeAt(destination(b), width, ones);
  advance(b, RDI, stride(b, width));
};
const outs: Element = (b, size) => {
  const width = Math.min(size, 4) as Size;
  b.holdSized(b.loadAt(source(b), width), width);
  advance(b, RSI, stride(b, width));
};
const scas: Element = (b, size) => {
  b.size = size;
  const right = b.hold(b.loadAt(destination(b), size));
  b.flags(FAMILY.SUB, b.hold(b.readRegister(RAX, size)), right);
  advance(b, RDI, stride(b, size));
};

/** Keeps the flags from before the first element: a page fault at a later one puts them back. SDM vol. 2, "REP". */
function keepFlags(b: Builder): void {
  const zero = () => b.i32(0);
  b.when(b.ne64(b.load64(zero(), STATE.REPEAT_RIP), b.here()), () => {
    b.store64(zero(), b.here(), STATE.REPEAT_RIP);
    b.store32(zero(), b.flagBits(), STATE.REPEAT_FLAGS);
  });
}
const forgetFlags = (b: Builder): void => b.store64(b.i32(0), b.i64(-1), STATE.REPEAT_RIP);

/** The helper that does many elements at once, and the pointers it moves. */
interface Bulk {
  readonly helper: 'repMovs' | 'repStos';
  readonly pointers: readonly number[];
}

/** Hands the elements before the last one to the core module, which does as many as it can in one go. */
function inBulk(b: Builder, { helper, pointers }: Bulk, size: Size): void {
  // It knows neither short addresses, segments nor alignment; and a few elements are done sooner one by one.
  if (b.checksAlignment || b.inst.addressSize === 4 || b.inst.segment >= 0) return;
  b.when(b.test64(OP.I64_GT_U, b.register(RCX), b.i64(8)), () => {
    const registers = [RCX, ...pointers];
    for (const n of [RAX, ...registers]) b.spill(n);
    b.flushMeter();
    b.call(b.helper(helper), b.i32(size), b.ticksAhead());
    b.reloadMeter();
    for (const n of registers) b.reload(n);
  });
}

/**
 * A repeated string instruction runs one element and then comes to itself again, or goes on. Between elements it can
 * be interrupted, as on the real processor: RIP still names it. SDM vol. 2, "REP/REPE/REPZ/REPNE/REPNZ".
 */
function repeated(b: Builder, element: Element, size: Size, compares: boolean, bulk: Bulk | undefined): void {
  const { repeat } = b.inst;
  b.settleFlags();
  // Of 32 bits, the counter and the pointers of MOVS and STOS are cut even where nothing is to be done.
  for (const n of b.inst.addressSize === 4 ? [RCX, ...(bulk?.pointers ?? [])] : [])
    setPointer(b, n, pointer(b, n));
  if (compares) keepFlags(b);
  b.block((done) => {
    b.brIf(done, b.eqz64(pointer(b, RCX)));
    if (bulk !== undefined) inBulk(b, bulk, size);
    element(b, size);
    b.settleFlags();
    setPointer(b, RCX, b.sub64(pointer(b, RCX), b.i64(1)));
    b.brIf(done, b.eqz64(pointer(b, RCX)));
    // F3 repeats while equal, F2 while not.
    if (compares) b.brIf(done, b.condition(repeat === 0xf3 ? 5 : 4));
    b.again();
  });
  if (compares) {
    forgetFlags(b);
    b.flagKind = DYNAMIC;
  }
  b.retire();
  b.gotoNext();
}

const string =
  (element: Element, compares = false, bulk?: Bulk): Lift =>
  (b) => {
    const size = b.sizeOf(b.inst.operands[0].place === 'fixed' ? 1 : 0);
    if (b.inst.repeat === 0) element(b, size);
    else repeated(b, element, size, compares, bulk);
  };

const MOVS = string(movs, false, { helper: 'repMovs', pointers: [RSI, RDI] });
const STOS = string(stos, false, { helper: 'repStos', pointers: [RDI] });

export const STRING: Record<string, Lift> = {
  movsb: MOVS,
  movs: MOVS,
  stosb: STOS,
  stos: STOS,
  lodsb: string(lods),
  lods: string(lods),
  insb: string(ins),
  ins: string(ins),
  outsb: string(outs),
  outs: string(outs),
  cmpsb: string(cmps, true),
  cmps: string(cmps, true),
  scasb: string(scas, true),
  scas: string(scas, true),
};
