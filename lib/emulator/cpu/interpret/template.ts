import { type Inst, RIP_BASE } from '../decode/inst';
import { usesSse } from '../decode/operand';
import { STATUS } from '../flags/kinds';
import { Builder } from '../lift/builder';
import type { Helpers } from '../lift/emitter';
import { lift } from '../lift/lift';
import type { KeptPage, Size, Word } from '../lift/memory';
import { LEAVE, RECORD, STATE } from '../state';
import type { I32, I64, Local32, Local64, V128 } from '../wasm/code';
import { TYPE } from '../wasm/opcodes';

/** Numbers that stand for registers which the record names: above those of all registers. */
const IN_RECORD = 32;
const RM = IN_RECORD + RECORD.RM;
const REG = IN_RECORD + RECORD.REG;
const VVVV = IN_RECORD + RECORD.VVVV;
const BASE = IN_RECORD + RECORD.BASE;
const INDEX = IN_RECORD + RECORD.INDEX;

/** Fields of an instruction that a lift may look at while it writes, so that what it writes depends on them. */
export const FIELDS = ['immLo', 'immHi', 'imm2', 'reg', 'rm', 'vvvv'] as const;
export type Field = (typeof FIELDS)[number];

/** Places of general and vector registers. Other places name registers that lifts address by their number. */
const REGISTERS = new Set(['E', 'R', 'M', 'Z', 'W', 'U', 'G', 'V', 'B']);

/** Whether a register number stands for one of ah ch dh bh in operands of one byte. */
export const isHighByte = ({ rex }: Inst, n: number): boolean => rex === 0 && n >= 4 && n < 8;

/** Fields that records have, so that a handler must not take them for constants. */
const ABSENT = ['rip', 'next', 'length', 'target', 'index', 'scale', 'displacement'] as const;

/** An instruction as the lift of a template sees it: what it looks at goes into `looked`, what the record has is not there. */
function watch(inst: Inst, looked: Set<Field>): Inst {
  const watched: Inst = Object.create(inst);
  const define = (field: keyof Inst, get: () => number) => Object.defineProperty(watched, field, { get });
  for (const field of FIELDS) {
    define(field, () => {
      looked.add(field);
      return inst[field];
    });
  }
  for (const field of ABSENT) {
    define(field, () => {
      throw new Error(
        `the lift of ${inst.encoding.mnemonic} takes ${field} for a constant: the builder has it`,
      );
    });
  }
  // RSP and RBP stand for themselves, as they go through SS; what RIP adds is in the displacement.
  const { base } = inst;
  define('base', () => (base < 0 || base === RIP_BASE ? -1 : base === 4 || base === 5 ? base : BASE));
  return watched;
}

/**
 * Writes the handler of an instruction, out of its lift: a function for all instructions that differ from it only in
 * what records hold. It works on the state in memory. It answers 0 to go on with the next record, or a LEAVE.
 */
export class Template extends Builder {
  private readonly record: Local32;
  private actual!: Inst;

  constructor(cpl: 0 | 3, helpers: Helpers) {
    super(cpl, helpers, [TYPE.I32]);
    this.record = this.param32(0);
    this.edges = {
      goto: () => {
        throw new Error('a template goes to no known address');
      },
      jump: (target) => {
        this.call(
          this.helper('noteTarget'),
          this.load32(this.get(this.record), RECORD.IMM),
          this.get(target),
        );
        this.leaveTo(this.get(target), LEAVE.NEXT);
      },
      ret: (target) => this.leaveTo(this.get(target), LEAVE.NEXT),
    };
  }

  /** Writes the handler of `inst`; answers the fields that it depends on. */
  handle(inst: Inst): ReadonlySet<Field> {
    const looked = new Set<Field>();
    this.actual = inst;
    this.inst = watch(inst, looked);
    this.liveFlags = STATUS;
    this.size = inst.operands.length > 0 ? this.sizeOf(0) || inst.size : inst.size;
    this.whole(() => {
      if (usesSse(inst)) this.raiseIfBarred();
      lift(this);
    });
    return looked;
  }
  /** Writes the handler that ends a block which goes on at the next instruction. */
  handleEnd(): void {
    this.whole(() => this.gotoNext());
  }

  private whole(body: () => void): void {
    this.block((exit) => {
      this.exit = exit;
      body();
      this.settleFlags();
      this.writeBack();
      this.return32(this.i32(0));
    });
    this.writeBack();
    this.store64(this.i32(0), this.get(this.pc), STATE.RIP);
    this.get(this.why);
    this.before(() => this.readState());
  }
  private readState(): void {
    const zero = () => this.i32(0);
    for (const [local, at] of this.words()) if (this.uses(local)) this.set(local, this.load64(zero(), at));
    const kind = this.flagKindLocal;
    if (this.uses(kind)) this.set(kind, this.load32(zero(), STATE.FLAG_KIND));
    if (this.uses(this.tlb))
      this.set(this.tlb, this.load32(zero(), this.cpl === 3 ? STATE.TLB_USER : STATE.TLB_KERNEL));
  }
  private writeBack(): void {
    const zero = () => this.i32(0);
    for (const [local, at] of this.words()) if (this.uses(local)) this.store64(zero(), this.get(local), at);
    const kind = this.flagKindLocal;
    if (this.uses(kind)) this.store32(zero(), this.get(kind), STATE.FLAG_KIND);
  }
  /** State that is kept in locals while the handler runs, if it has to do with it. */
  private words(): readonly (readonly [Local64, number])[] {
    return [
      [this.meter, STATE.METER],
      [this.flagA, STATE.FLAG_A],
      [this.flagB, STATE.FLAG_B],
    ];
  }

  // Registers -------------------------------------------------------------------------------------------------------
  protected override numberIn(field: 'rm' | 'reg' | 'vvvv', i: number): number {
    const high = this.sizeOf(i) === 1 && isHighByte(this.actual, this.actual[field]);
    if (high || !REGISTERS.has(this.operand(i).place)) return this.inst[field];
    return field === 'rm' ? RM : field === 'reg' ? REG : VVVV;
  }
  private held(n: number): I32 {
    return this.load16u(this.get(this.record), n - IN_RECORD);
  }
  override register(n: number): I64 {
    return n < IN_RECORD ? this.load64(this.i32(0), STATE.GPR + 8 * n) : this.load64(this.held(n));
  }
  override setRegister(n: number, value: I64): void {
    const local = this.temp64();
    this.set(local, value);
    if (n < IN_RECORD) this.store64(this.i32(0), this.get(local), STATE.GPR + 8 * n);
    else this.store64(this.held(n), this.get(local));
  }
  protected override getXmm(n: number): V128 {
    return n < IN_RECORD ? this.loadVector(this.i32(0), STATE.XMM + 16 * n) : this.loadVector(this.held(n));
  }
  protected override putXmm(n: number, value: V128): void {
    const local = this.temp128();
    this.set(local, value);
    if (n < IN_RECORD) this.storeVector(this.i32(0), this.get(local), STATE.XMM + 16 * n);
    else this.storeVector(this.held(n), this.get(local));
  }
  /** Registers are in memory already. */
  override spill(): void {}
  override reload(): void {}

  // What the record has ---------------------------------------------------------------------------------------------
  override here(): I64 {
    return this.sub64(this.following(), this.extendU(this.load8u(this.get(this.record), RECORD.LENGTH)));
  }
  override following(): I64 {
    return this.load64(this.get(this.record), RECORD.NEXT);
  }
  override ticksAhead(): I32 {
    return this.load32(this.get(this.record), RECORD.TICKS);
  }
  override x87Opcode(): I32 {
    return this.load16u(this.get(this.record), RECORD.VVVV);
  }
  override immediate(size: Size): Word {
    const record = this.get(this.record);
    if (size === 8) return this.load64(record, RECORD.IMM);
    if (size === 4) return this.load32(record, RECORD.IMM);
    return size === 2 ? this.load16u(record, RECORD.IMM) : this.load8u(record, RECORD.IMM);
  }
  override offset(more?: () => I64): I64 {
    const { base, addressSize } = this.inst;
    let sum = this.load64(this.get(this.record), RECORD.DISPLACEMENT);
    if (base >= 0) sum = this.add64(sum, this.register(base));
    if (this.actual.index >= 0) {
      const scale = () => this.extendU(this.load8u(this.get(this.record), RECORD.SCALE));
      sum = this.add64(sum, this.shl64(this.register(INDEX), scale()));
    }
    if (more !== undefined) sum = this.add64(sum, more());
    return addressSize === 4 ? this.and64(sum, this.i64(0xffffffff)) : sum;
  }

  // Ways on ---------------------------------------------------------------------------------------------------------
  override gotoTarget(): void {
    this.leaveTo(this.load64(this.get(this.record), RECORD.IMM), LEAVE.NEXT);
  }
  override gotoNext(): void {
    this.leaveTo(this.following(), LEAVE.NEXT);
  }
  override again(): void {
    this.leaveTo(this.here(), LEAVE.NEXT);
  }
  override site(): number {
    return 0;
  }
  override leaveAt(_site: number, why: number): void {
    this.set(this.pc, this.extendU(this.load16u(this.get(this.record), RECORD.SITE)));
    this.leave(why);
  }
  protected override leave(why: number): void {
    this.set(this.why, this.i32(why === LEAVE.NEXT ? LEAVE.ENDS : why));
    this.br(this.exit);
  }

  /** A page would have to be looked up for each instruction anyway. */
  protected override keptPage(): KeptPage | undefined {
    return undefined;
  }
}
