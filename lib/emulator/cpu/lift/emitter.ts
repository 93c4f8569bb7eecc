import { HELPERS, type HelperName } from '../core/helpers';
import { TICK } from '../core/meter';
import type { Inst } from '../decode/inst';
import { DYNAMIC } from '../flags/kinds';
import { LEAVE, STATE } from '../state';
import {
  Code,
  type FuncIndex,
  type I64,
  type Label,
  type Local32,
  type Local64,
  type Local128,
  type V128,
} from '../wasm/code';
import type { ModuleWriter } from '../wasm/module';

/** A place where a region may leave in the middle of a block: what the processor's state is there. */
export interface Site {
  readonly inst: Inst;
  /** Kind of the flags before the instruction, or DYNAMIC when FLAG_KIND holds it. */
  readonly flagKind: number;
  /** Flags that FLAG_PATCH has instead. */
  readonly patched: number;
  /** What the block has been charged for this instruction and those after it, and for which it was counted. */
  readonly ticks: number;
  readonly rest: readonly Inst[];
}

/** Imports of one module, made as regions ask for them. */
export class Helpers {
  private readonly indices = new Map<HelperName, FuncIndex>();
  constructor(private readonly module: ModuleWriter) {}
  index(name: HelperName): FuncIndex {
    let index = this.indices.get(name);
    if (index === undefined) {
      index = this.module.importFunction(name, HELPERS[name]);
      this.indices.set(name, index);
    }
    return index;
  }
}

/** Writes one region: its locals, how it begins, how it ends. What stands between comes from the lifts. */
export abstract class Emitter extends Code {
  /** General and XMM registers, as far as the code has to do with them. */
  private readonly gprLocals: Local64[] = [];
  private readonly xmmLocals: Local128[] = [];
  readonly meter = this.local64();
  readonly sliceFloor = this.local64();
  readonly pc = this.local64();
  readonly flagA = this.local64();
  readonly flagB = this.local64();
  readonly flagKindLocal = this.local32();
  readonly flagPatch = this.local32();
  readonly tlb = this.local32();
  protected readonly why = this.local32();
  readonly sites: Site[] = [];
  /** Kind of the flags at this point of the code, or DYNAMIC; and which of them stand in `flagPatch` instead. */
  flagKind = DYNAMIC;
  patched = 0;
  private used = 0;
  private changed = 0;
  private usedXmm = 0;
  private changedXmm = 0;
  protected exit = 0 as Label;
  /** What the loop that takes most fuel asks for at its head. */
  private headTicks = 0;
  private readonly free32: Local32[] = [];
  private readonly free64: Local64[] = [];
  private taken32 = 0;
  private taken64 = 0;
  private readonly free128: Local128[] = [];
  private taken128 = 0;

  constructor(
    readonly cpl: 0 | 3,
    private readonly helpers: Helpers,
    params: readonly number[] = [],
  ) {
    super(params);
  }

  /** Writes the whole region around `body`. */
  region(body: () => void): void {
    this.block((exit) => {
      this.exit = exit;
      body();
    });
    this.epilogue();
    this.before(() => this.prologue());
  }

  private prologue(): void {
    const zero = () => this.i32(0);
    for (let n = 0; n < 16; n++) {
      if ((this.used | this.changed) & (1 << n))
        this.set(this.gprLocal(n), this.load64(zero(), STATE.GPR + 8 * n));
      if ((this.usedXmm | this.changedXmm) & (1 << n))
        this.set(this.xmmLocals[n], this.loadVector(zero(), STATE.XMM + 16 * n));
    }
    this.takeControl();
    if (this.headTicks > 0) {
      const floor = () => this.load64(zero(), STATE.SLICE_FLOOR);
      const least = () => this.i64(this.headTicks * TICK);
      this.set(this.sliceFloor, this.select64(floor(), least(), this.lts64(least(), floor())));
    }
    this.forgetPages();
  }

  private epilogue(): void {
    const zero = () => this.i32(0);
    for (let n = 0; n < 16; n++) {
      if (this.changed & (1 << n)) this.store64(zero(), this.get(this.gprLocal(n)), STATE.GPR + 8 * n);
      if (this.changedXmm & (1 << n))
        this.storeVector(zero(), this.get(this.xmmLocals[n]), STATE.XMM + 16 * n);
    }
    this.putControl();
    if (this.sites.some((site) => site.patched !== 0))
      this.store32(zero(), this.get(this.flagPatch), STATE.FLAG_PATCH);
    this.get(this.why);
  }

  /** Where the region is, its meter and its flags: to memory, and with the TLB's place from there. */
  private putControl(): void {
    const zero = () => this.i32(0);
    this.store64(zero(), this.get(this.pc), STATE.RIP);
    this.store64(zero(), this.get(this.meter), STATE.METER);
    this.store64(zero(), this.get(this.flagA), STATE.FLAG_A);
    this.store64(zero(), this.get(this.flagB), STATE.FLAG_B);
    this.store32(zero(), this.get(this.flagKindLocal), STATE.FLAG_KIND);
  }
  private takeControl(): void {
    const zero = () => this.i32(0);
    this.set(this.meter, this.load64(zero(), STATE.METER));
    this.set(this.flagA, this.load64(zero(), STATE.FLAG_A));
    this.set(this.flagB, this.load64(zero(), STATE.FLAG_B));
    this.set(this.flagKindLocal, this.load32(zero(), STATE.FLAG_KIND));
    this.set(this.tlb, this.load32(zero(), this.cpl === 3 ? STATE.TLB_USER : STATE.TLB_KERNEL));
  }

  /** Puts everything but vector registers where others see it: after settleFlags, with `pc` set. */
  protected putState(): void {
    for (let n = 0; n < 16; n++) this.spill(n);
    this.putControl();
  }
  /** Takes it back as others have left it. */
  protected takeState(): void {
    for (let n = 0; n < 16; n++) this.reload(n);
    this.takeControl();
    this.flagKind = DYNAMIC;
    this.patched = 0;
    this.forgetAllPages();
  }

  /** Writes a register that a helper reads from memory, or reads one that a helper wrote. */
  spill(n: number): void {
    this.store64(this.i32(0), this.register(n), STATE.GPR + 8 * n);
  }
  reload(n: number): void {
    this.setRegister(n, this.load64(this.i32(0), STATE.GPR + 8 * n));
  }

  register(n: number): I64 {
    this.used |= 1 << n;
    return this.get(this.gprLocal(n));
  }
  setRegister(n: number, value: I64): void {
    this.changed |= 1 << n;
    this.set(this.gprLocal(n), value);
  }
  private gprLocal(n: number): Local64 {
    return (this.gprLocals[n] ??= this.local64());
  }

  /** While MMX borrows the lifts of SSE: destination and source, in place of the registers that the instruction names. */
  lowHalves: { readonly x: Local128; readonly y: Local128 } | undefined;

  xmm(n: number): V128 {
    return this.lowHalves === undefined ? this.getXmm(n) : this.get(this.lowHalves.x);
  }
  setXmm(n: number, value: V128): void {
    if (this.lowHalves === undefined) this.putXmm(n, value);
    else this.set(this.lowHalves.x, value);
  }
  protected getXmm(n: number): V128 {
    this.usedXmm |= 1 << n;
    return this.get(this.xmmLocal(n));
  }
  protected putXmm(n: number, value: V128): void {
    this.changedXmm |= 1 << n;
    this.set(this.xmmLocal(n), value);
  }
  private xmmLocal(n: number): Local128 {
    return (this.xmmLocals[n] ??= this.local128());
  }

  /** A fresh local that lives until the end of the instruction. */
  temp32(): Local32 {
    if (this.taken32 === this.free32.length) this.free32.push(this.local32());
    return this.free32[this.taken32++];
  }
  temp64(): Local64 {
    if (this.taken64 === this.free64.length) this.free64.push(this.local64());
    return this.free64[this.taken64++];
  }
  temp128(): Local128 {
    if (this.taken128 === this.free128.length) this.free128.push(this.local128());
    return this.free128[this.taken128++];
  }
  protected markTemps(): readonly [number, number, number] {
    return [this.taken32, this.taken64, this.taken128];
  }
  /** Gives back the temporaries taken since the mark, or all. */
  protected releaseTemps([taken32, taken64, taken128]: readonly [number, number, number] = [0, 0, 0]): void {
    this.taken32 = taken32;
    this.taken64 = taken64;
    this.taken128 = taken128;
  }

  helper(name: HelperName): FuncIndex {
    return this.helpers.index(name);
  }

  /** Puts the flags in a form that does not depend on how this point was reached, their kind in its local. */
  abstract settleFlags(): void;
  protected abstract forgetPages(): void;
  protected abstract forgetAllPages(): void;

  /** Leaves the region at a boundary between instructions; what is on the stack is the next rip. */
  leaveTo(rip: I64, why: number): void {
    this.set(this.pc, rip);
    this.settleFlags();
    this.leave(why);
  }
  /** Leaves in the middle: `site` says where. */
  leaveAt(site: number, why: number): void {
    this.set(this.pc, this.i64(site));
    this.leave(why);
  }
  protected leave(why: number): void {
    if (why !== LEAVE.NEXT) this.set(this.why, this.i32(why));
    this.br(this.exit);
  }

  /** Pays for a block at its start. */
  charge(ticks: number, instructions: number): void {
    this.set(this.meter, this.add64(this.get(this.meter), this.i64(instructions - ticks * TICK)));
  }
  /** Leaves before the code at `rip` unless there is fuel for so many ticks. */
  checkFuel(rip: number, ticks: number): void {
    const short = this.lts64(this.get(this.meter), this.i64(ticks * TICK));
    this.seldom(short, () => this.leaveTo(this.i64(rip), LEAVE.LIMIT));
  }
  /** The same at the head of a loop, where regions also leave when their slice is over: one comparison does for both. */
  checkSlice(rip: number, ticks: number): void {
    this.headTicks = Math.max(this.headTicks, ticks);
    const due = this.lts64(this.get(this.meter), this.get(this.sliceFloor));
    this.seldom(due, () => this.leaveTo(this.i64(rip), LEAVE.SLICE));
  }
}
