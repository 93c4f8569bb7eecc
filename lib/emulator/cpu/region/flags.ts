import { flagEffect } from '../../../isa/flags';
import type { Inst } from '../decode/inst';
import { hasMemoryOperand } from '../decode/operand';
import { RFLAGS, STATUS } from '../flags/kinds';
import { INTEGER } from '../lift/sse/integer';
import { MOVE } from '../lift/sse/move';
import { SHUFFLE } from '../lift/sse/shuffle';
import { repeats } from './discover';
import type { Flow, Node } from './flow';

const FLAG_BITS: Record<string, number> = {
  c: RFLAGS.CF,
  p: RFLAGS.PF,
  a: RFLAGS.AF,
  z: RFLAGS.ZF,
  s: RFLAGS.SF,
  o: RFLAGS.OF,
};
const bitsOf = (letters: string): number => [...letters].reduce((bits, l) => bits | (FLAG_BITS[l] ?? 0), 0);

/** Whether an exception may leave at `inst` and show the flags as they are before it. */
function mayFault(inst: Inst): boolean {
  const { mnemonic, family } = inst.encoding;
  // MMX instructions, which share names with SSE, report what the x87 unit met before; MOV may name no segment register.
  if (family === 'mmx' || inst.operands.some(({ place }) => place === 'S')) return true;
  return hasMemoryOperand(inst) || !(QUIET.has(mnemonic) || /^(set|cmov|j(?!mp$))/.test(mnemonic));
}

/** Instructions that cannot fault as long as their operands are registers and immediates. */
const QUIET = new Set([
  ...Object.keys(INTEGER),
  ...Object.keys(SHUFFLE),
  ...Object.keys(MOVE).filter((name) => name !== 'maskmovdqu'),
  ...(
    'add or adc sbb and sub xor cmp test inc dec neg not rol ror rcl rcr shl shr sar shld shrd bt bts btr btc bsf bsr ' +
    'tzcnt lzcnt popcnt mov movzx movsx movsxd lea xchg xadd cmpxchg bswap mul imul cwde cdq clc stc cmc cld std lahf ' +
    'sahf nop pause endbr64 endbr32 crc32'
  ).split(' '),
]);

/** Flags that must be right before `inst`, given those that must be right after it. */
function liveBefore(inst: Inst, after: number): number {
  if (mayFault(inst)) return STATUS;
  const effect = flagEffect(inst.encoding.mnemonic);
  const written = effect.conditional ? 0 : bitsOf(effect.writes) | bitsOf(effect.undefined);
  return (after & ~written) | bitsOf(effect.reads);
}

/**
 * Which status flags somebody may see before they are overwritten: an instruction that reads them, or whoever looks at
 * the state where the region may be left. Others need not be worked out.
 */
export class LiveFlags {
  private readonly atStart = new Map<Node, number>();

  /** @param leaves says whether the region may be left before a block */
  constructor(
    flow: Flow,
    private readonly leaves: (node: Node) => boolean,
  ) {
    // Edges back go to the heads of loops, where all are live: one pass from the end will do.
    for (const node of [...flow.nodes].reverse()) {
      const { insts } = node.block;
      const [first] = this.after(node);
      this.atStart.set(node, this.leaves(node) ? STATUS : liveBefore(insts[0], first));
    }
  }

  /** Those at the start of a block. */
  before(node: Node): number {
    return this.atStart.get(node) ?? STATUS;
  }

  /** Those after each instruction of a block. */
  after(node: Node): number[] {
    const { insts } = node.block;
    const live = new Array<number>(insts.length);
    let after = this.atEnd(node);
    for (let i = insts.length - 1; i >= 0; i--) {
      live[i] = after;
      after = liveBefore(insts[i], after);
    }
    return live;
  }

  private atEnd({ block, successors }: Node): number {
    const last = block.insts[block.insts.length - 1];
    if (successors.length < waysOn(last)) return STATUS;
    return successors.reduce((live, successor) => live | this.before(successor), 0);
  }
}

/** Where a block that ends with `inst` may go on: infinitely many places after a jump that is not direct. */
function waysOn(inst: Inst): number {
  if (repeats(inst)) return 2;
  if (!inst.encoding.endsBlock) return 1;
  if (inst.operands[0]?.place !== 'J') return Number.POSITIVE_INFINITY;
  return inst.encoding.mnemonic === 'jmp' || inst.encoding.mnemonic === 'call' ? 1 : 2;
}
