import type { AsmInfo, Block, Func, Slot, Type, Value } from '../ir/ir';

/** Registers by number: 0 rax to 15 r15, 16 xmm0 to 31 xmm15, then virtual ones. */
export const RAX = 0;
export const RCX = 1;
export const RDX = 2;
export const RBX = 3;
export const RSP = 4;
export const RBP = 5;
export const XMM0 = 16;
export const FIRST_VIRTUAL = 32;

/** Registers that a call may change. System V ABI, AMD64 supplement, figure 3.4. */
export const CALLER_SAVED: readonly number[] = [
  0, 1, 2, 6, 7, 8, 9, 10, 11, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
];
export const CALLEE_SAVED: readonly number[] = [3, 12, 13, 14, 15, 5];

export interface RegOperand {
  kind: 'reg';
  reg: number;
}
export interface ImmOperand {
  kind: 'imm';
  value: bigint;
  /** The address of a symbol plus the value. */
  symbol?: string;
}
export interface MemOperand {
  kind: 'mem';
  /** Register or -1. */
  base: number;
  index: number;
  scale: 1 | 2 | 4 | 8;
  disp: number;
  symbol?: string;
  /** `GOTPCREL`, `TPOFF`, `GOTTPOFF`. */
  modifier?: string;
  /** Addressed from rip. */
  rip?: boolean;
  slot?: Slot;
  /** Arguments on the stack: of the caller, or for a callee. */
  area?: 'incoming' | 'outgoing';
  fs?: boolean;
}
export interface LabelOperand {
  kind: 'label';
  block: Block;
}
export interface SymbolOperand {
  kind: 'symbol';
  name: string;
  plt?: boolean;
}
export type MOperand = RegOperand | ImmOperand | MemOperand | LabelOperand | SymbolOperand;

const NONE: readonly number[] = [];

/** An instruction with its operands in Intel order. */
export class MInst {
  /** Registers used and changed beside the operands. */
  uses = NONE;
  defs = NONE;
  /** Those of `defs` that are changed before every operand is read. */
  early = NONE;
  /** Width of the source of movzx and movsx, bytes. */
  from = 0;
  /** A copy whose ends are to stay apart. */
  split = false;
  asm: AsmInfo | undefined;
  /** Roles of the operands of an asm. */
  roles: string[] | undefined;
  /** Blocks of an asm goto, or the targets of a jump table. */
  targets: Block[] | undefined;

  constructor(
    /** Intel mnemonic. */
    public op: string,
    /** Operand size in bytes. */
    public size: number,
    public ops: MOperand[],
    public at: number,
  ) {}
}

export interface MBlock {
  block: Block;
  insts: MInst[];
}

/** A function in instructions over virtual registers. */
export interface MFunc {
  func: Func;
  blocks: MBlock[];
  /** Class of each register: 0 general, 1 vector. */
  classes: number[];
  /** Those of them that hold 16 bytes. */
  wide: Set<number>;
  /** Virtual registers made for spilled ones: they must get a register. */
  unspillable: Set<number>;
}

export const reg = (number: number): RegOperand => ({ kind: 'reg', reg: number });
export const imm = (value: bigint | number): ImmOperand => ({ kind: 'imm', value: BigInt(value) });
/** All have the same properties in the same order, which is what makes their readers fast. */
export const mem = ({
  base = -1,
  index = -1,
  scale = 1,
  disp = 0,
  symbol,
  modifier,
  rip,
  slot,
  area,
  fs,
}: Partial<MemOperand>): MemOperand => ({
  kind: 'mem',
  base,
  index,
  scale,
  disp,
  symbol,
  modifier,
  rip,
  slot,
  area,
  fs,
});

/** The instruction that moves a float or a vector between a register and the memory that `access` reaches. */
export function vectorMove(type: Type, access: Value): string {
  if (type === 'v128') return access.kind === 'unaligned' ? 'movups' : 'movaps';
  return type === 'f32' ? 'movss' : 'movsd';
}

/** What an instruction does with each operand: u uses, d defines, b both. */
const ROLES: Record<string, string> = {
  mov: 'du',
  movabs: 'du',
  lea: 'du',
  movzx: 'du',
  movsx: 'du',
  cmp: 'uu',
  test: 'uu',
  push: 'u',
  pop: 'd',
  call: 'u',
  jmp: 'u',
  mul: 'u',
  imul1: 'u',
  div: 'u',
  idiv: 'u',
  neg: 'b',
  not: 'b',
  inc: 'b',
  dec: 'b',
  bswap: 'b',
  bsf: 'du',
  bsr: 'du',
  imul3: 'duu',
  xchg: 'bb',
  xadd: 'bb',
  cmpxchg: 'bu',
  movss: 'du',
  movsd: 'du',
  movaps: 'du',
  movups: 'du',
  movd: 'du',
  movq: 'du',
  sqrtss: 'du',
  sqrtsd: 'du',
  cvtss2sd: 'du',
  cvtsd2ss: 'du',
  cvtsi2ss: 'du',
  cvtsi2sd: 'du',
  cvttss2si: 'du',
  cvttsd2si: 'du',
  ucomiss: 'uu',
  ucomisd: 'uu',
  fld: 'u',
  fild: 'u',
  fstp: 'd',
  fistp: 'd',
  fnstcw: 'd',
  fldcw: 'u',
  savefloats: 'u',
};

const known = new Map(Object.entries(ROLES));

/** The roles of an operation's operands: the default is those of `add`. */
function rolesOf(op: string): string {
  let roles = known.get(op);
  if (roles === undefined)
    known.set(op, (roles = op.startsWith('set') ? 'ddd' : op.startsWith('j') ? 'uuu' : 'buu'));
  return roles;
}

/** The role of operand `i`. */
export const roleOf = ({ op, roles }: MInst, i: number): string =>
  roles ? roles[i] : (rolesOf(op)[i] ?? 'u');

/** A copy between registers that may become nothing. */
export const isCopy = (inst: MInst): boolean =>
  (inst.op === 'mov' || inst.op === 'movaps') &&
  inst.from === 0 &&
  !inst.split &&
  inst.ops[0].kind === 'reg' &&
  inst.ops[1].kind === 'reg';

/** Calls `visit` for each register an instruction names. */
export function eachRegister(inst: MInst, visit: (reg: number, role: string, operand: number) => void): void {
  const { ops } = inst;
  for (let i = 0; i < ops.length; i++) {
    const operand = ops[i];
    if (operand.kind === 'reg') visit(operand.reg, roleOf(inst, i), i);
    else if (operand.kind === 'mem') {
      if (operand.base >= 0) visit(operand.base, 'u', i);
      if (operand.index >= 0) visit(operand.index, 'u', i);
    }
  }
}
