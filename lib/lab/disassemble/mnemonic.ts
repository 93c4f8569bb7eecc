import type { Inst } from '../../emulator/cpu/decode/inst';
import type { Operand } from '../../emulator/cpu/decode/operand';
import { PREDICATES } from '../../isa/sse';
import { isMemory, sizeOf } from './operand';

/** Names that the operand size chooses, Intel's and AT&T's, for 2, 4 and 8 bytes. as(1), "i386-Mnemonics". */
const SIZED: Record<string, { intel: string[]; att: string[] }> = {
  cwde: { intel: ['cbw', 'cwde', 'cdqe'], att: ['cbtw', 'cwtl', 'cltq'] },
  cdq: { intel: ['cwd', 'cdq', 'cqo'], att: ['cwtd', 'cltd', 'cqto'] },
  iret: { intel: ['iretw', 'iret', 'iretq'], att: ['iretw', 'iret', 'iretq'] },
  sysret: { intel: ['sysret', 'sysretd', 'sysretq'], att: ['sysretw', 'sysretl', 'sysretq'] },
  pushf: { intel: ['pushfw', 'pushf', 'pushf'], att: ['pushfw', 'pushf', 'pushf'] },
  popf: { intel: ['popfw', 'popf', 'popf'], att: ['popfw', 'popf', 'popf'] },
};
const SUFFIX: Record<number, string> = { 1: 'b', 2: 'w', 4: 'l', 8: 'q' };
/** x87 names memory by the precision: as(1), "i386-Float". */
const FLOAT: Record<number, string> = { 4: 's', 8: 'l', 10: 't' };
const INTEGER: Record<number, string> = { 2: 's', 4: 'l', 8: 'll' };
/** Instructions whose size is plain or fixed, memory or not. */
const BARE =
  /^(call|jmp|push|pop|lea|ldmxcsr|stmxcsr|fn?stcw|fldcw|fn?stsw|fldenv|fn?stenv|frstor|fn?save|fxsave|fxrstor|fbld|fbstp|invlpg|clflush|cmpxchg8b|cmpxchg16b|prefetch.*|set.*|[ls][gil]dt|lldt|ltr|enter|ret|int)$/;
/** The reversed forms that AT&T names the other way round when the result goes to st(i). */
const REVERSED = /^f(sub|div)(r?)(p?)$/;

/** An instruction's name in a syntax, with the prefixes that mean something. */
export function nameOf(inst: Inst, syntax: 'att' | 'intel'): string {
  return prefixes(inst) + (syntax === 'att' ? attName(inst) : intelName(inst));
}

function prefixes(inst: Inst): string {
  const { encoding, repeat, lock } = inst;
  if (lock) return 'lock ';
  if (repeat === 0) return '';
  if (encoding.rep === 'rep') return repeat === 0xf3 ? 'rep ' : 'repnz ';
  if (encoding.rep === 'repz') return repeat === 0xf3 ? 'repz ' : 'repnz ';
  return encoding.mnemonic === 'ret' ? (repeat === 0xf3 ? 'repz ' : 'bnd ') : '';
}

const sized = (inst: Inst, syntax: 'att' | 'intel'): string | undefined =>
  Object.hasOwn(SIZED, inst.encoding.mnemonic)
    ? SIZED[inst.encoding.mnemonic][syntax][Math.log2(inst.size) - 1]
    : undefined;

/** cmpltps and its kin: the immediate is part of the name. */
function predicate(inst: Inst): string | undefined {
  const [, kind] = /^cmp([ps][sd])$/.exec(inst.encoding.mnemonic) ?? [];
  const name = kind && inst.encoding.operands.includes('Ib') && PREDICATES[inst.immLo];
  return name ? `cmp${name}${kind}` : undefined;
}

/** Operands as they are written: what the name says already is left out, and so is the st(0) that goes without saying. */
export function written(inst: Inst): readonly Operand[] {
  if (predicate(inst)) return inst.operands.filter(({ place }) => place !== 'I');
  const { mnemonic } = inst.encoding;
  return /^(fxch|fu?comp?)$/.test(mnemonic)
    ? inst.operands.filter(({ place }) => place !== 'fixed')
    : inst.operands;
}

function intelName(inst: Inst): string {
  const { mnemonic } = inst.encoding;
  // The operands, which are written out, say the size of a string instruction.
  const stem = inst.encoding.rep === '' ? mnemonic : mnemonic.slice(0, 4);
  return predicate(inst) ?? sized(inst, 'intel') ?? (isMovabs(inst) ? 'movabs' : stem);
}

/** A move with an address or an immediate of 64 bits. */
function isMovabs({ encoding, size }: Inst): boolean {
  return (
    encoding.mnemonic === 'mov' &&
    (encoding.operands.some((o) => /^O/.test(o)) || (encoding.operands[1] === 'Iv' && size === 8))
  );
}

function attName(inst: Inst): string {
  const { mnemonic, rep } = inst.encoding;
  const named = predicate(inst) ?? sized(inst, 'att') ?? (isMovabs(inst) ? 'movabs' : undefined);
  if (named) return named;
  if (mnemonic === 'movzx' || mnemonic === 'movsx' || mnemonic === 'movsxd') return extension(inst);
  if (mnemonic.startsWith('f')) return floating(inst);
  const memory = inst.operands.find((o) => isMemory(o, inst));
  if (rep !== '') return stringName(inst);
  if (/^cvtsi2s[sd]$/.test(mnemonic)) return memory ? mnemonic + SUFFIX[sizeOf(memory, inst)] : mnemonic;
  if (mnemonic === 'crc32') return mnemonic + SUFFIX[sizeOf(inst.operands[1], inst)];
  if (mnemonic === 'nop' && memory) return `nop${SUFFIX[inst.size]}`;
  if (!memory || BARE.test(mnemonic)) return mnemonic;
  // A register beside the memory says the size.
  const told = inst.operands.some(
    (o) => o !== memory && /^[GVUPNBCDS]$|^fixed$/.test(o.place) && !isCount(inst, o),
  );
  return told ? mnemonic : mnemonic + (SUFFIX[sizeOf(memory, inst)] ?? '');
}

/** cl in shifts says nothing of the size of what is shifted. */
const isCount = (inst: Inst, operand: Operand): boolean =>
  operand.place === 'fixed' &&
  operand.size === 'b' &&
  operand.register === 1 &&
  !/^sh[lr]d$/.test(inst.encoding.mnemonic);

/** movzbl and its kin: both sizes are in the name. */
function extension(inst: Inst): string {
  const { mnemonic } = inst.encoding;
  const [to, from] = inst.operands.map((o) => sizeOf(o, inst));
  if (mnemonic === 'movsxd') return inst.size === 8 ? 'movslq' : 'movsxd';
  return `${mnemonic.slice(0, 4)}${SUFFIX[from]}${SUFFIX[to]}`;
}

function stringName(inst: Inst): string {
  const { mnemonic } = inst.encoding;
  const stem = mnemonic.slice(0, 4);
  const told = inst.operands.some(({ place }) => place === 'fixed');
  return told ? stem : stem + SUFFIX[sizeOf(inst.operands[0], inst)];
}

function floating(inst: Inst): string {
  const { mnemonic } = inst.encoding;
  const memory = inst.operands.find((o) => isMemory(o, inst));
  if (memory) {
    if (BARE.test(mnemonic)) return mnemonic;
    const integer = /^fi/.test(mnemonic);
    return mnemonic + ((integer ? INTEGER : FLOAT)[sizeOf(memory, inst)] ?? '');
  }
  const reversed = REVERSED.exec(mnemonic);
  if (reversed && inst.operands[0]?.place === 'F')
    return `f${reversed[1]}${reversed[2] ? '' : 'r'}${reversed[3]}`;
  return mnemonic;
}
