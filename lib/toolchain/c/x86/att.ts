import type { AsmText, Block } from '../ir/ir';
import type { ImmOperand, MemOperand, MInst, MOperand } from './machine';

const NAMES = ['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di'];

function nameOf(register: number, size: number): string {
  if (register >= 16) return `xmm${register - 16}`;
  if (register < 8) {
    const name = NAMES[register];
    if (size === 8) return `r${name}`;
    if (size === 4) return `e${name}`;
    if (size === 2) return name;
    return register < 4 ? `${name[0]}l` : `${name}l`;
  }
  return `r${register}${size === 8 ? '' : size === 4 ? 'd' : size === 2 ? 'w' : 'b'}`;
}

/** By size. */
const REGISTERS = Array.from({ length: 9 }, (_, size) =>
  Array.from({ length: 32 }, (_, register) => nameOf(register, size)),
);

/** A register's name at a size, without `%`. */
export const registerName = (register: number, size: number): string =>
  REGISTERS[size <= 8 ? size : 0][register];

const SUFFIX: Record<number, string> = { 1: 'b', 2: 'w', 4: 'l', 8: 'q' };
const FLOAT_SUFFIX: Record<number, string> = { 4: 's', 8: 'l', 10: 't' };
const INTEGER_SUFFIX: Record<number, string> = { 2: 's', 4: 'l', 8: 'll' };

/** Names for the blocks and the tables of a function. */
export interface Labels {
  block(block: Block): string;
  table(inst: MInst): string;
  unique(): number;
  pic: boolean;
}

/** An instruction in AT&T syntax; some stand for several. */
export function printInst(inst: MInst, labels: Labels): string[] {
  const { op, size, ops } = inst;
  const show = (operand: MOperand, width = size) => printOperand(operand, width, labels);
  switch (op) {
    case 'movzx':
    case 'movsx':
      return [`mov${op[3]}${SUFFIX[inst.from]}${SUFFIX[size]} ${show(ops[1], inst.from)}, ${show(ops[0])}`];
    case 'movabs':
      return [`movabsq ${show(ops[1])}, ${show(ops[0])}`];
    case 'imul1':
      return [`imul${SUFFIX[size]} ${show(ops[0])}`];
    case 'imul3':
      return [`imul${SUFFIX[size]} ${show(ops[2])}, ${show(ops[1])}, ${show(ops[0])}`];
    case 'cdq':
      return ['cltd'];
    case 'cqo':
      return ['cqto'];
    case 'call':
    case 'jmp':
      if (ops[0].kind === 'symbol' || ops[0].kind === 'label') return [`${op} ${show(ops[0])}`];
      return [`${op} *${show(ops[0], 8)}`];
    case 'fld':
    case 'fstp':
      return [`${op}${FLOAT_SUFFIX[size]} ${show(ops[0])}`];
    case 'fild':
    case 'fistp':
      return [`${op}${INTEGER_SUFFIX[size]} ${show(ops[0])}`];
    case 'faddp':
    case 'fmulp':
      return [`${op} %st, %st(1)`];
    // The AT&T names of the reversed forms are swapped: as(1), "AT&T Mnemonic versus Intel Mnemonic".
    case 'fsubp':
      return ['fsubrp %st, %st(1)'];
    case 'fdivp':
      return ['fdivrp %st, %st(1)'];
    case 'fucomip':
      return ['fucomip %st(1), %st'];
    case 'fstp0':
      return ['fstp %st(0)'];
    case 'shl':
    case 'shr':
    case 'sar':
    case 'rol':
    case 'ror':
      return [`${op}${SUFFIX[size]} ${show(ops[1], 1)}, ${show(ops[0])}`];
    case 'movd':
    case 'movq':
      return [`${op} ${show(ops[1])}, ${show(ops[0])}`];
    case 'cvtsi2ss':
    case 'cvtsi2sd':
      return [`${op}${SUFFIX[size]} ${show(ops[1])}, ${show(ops[0])}`];
    case 'savefloats':
      return printSaveFloats(ops[0] as MemOperand, labels);
    case 'table':
      return printTableJump(inst, labels);
    case 'asm':
      return printAsm(inst, labels);
    case 'xchg':
    case 'lock xadd':
    case 'lock cmpxchg':
      return [`${op}${SUFFIX[size]} ${show(ops[1])}, ${show(ops[0])}`];
    default:
      break;
  }
  if (ops.length === 0) return [op];
  let text = size === 16 || saysAll(op) ? `${op} ` : `${op}${SUFFIX[size]} `;
  for (let i = ops.length - 1; i >= 0; i--) text += i > 0 ? `${show(ops[i])}, ` : show(ops[i]);
  return [text];
}

/** Operations that take no suffix: whatever works on 16 bytes is of SSE, where names say all. */
const PLAIN =
  /^(set|j|cmov|ucomi|cvt|sqrt|movs[sd]$|mov[au]ps|(add|sub|mul|div)s[sd]|xorp|andp|fldcw|fnstcw|rep)/;
const plain = new Map<string, boolean>();

function saysAll(op: string): boolean {
  let says = plain.get(op);
  if (says === undefined) plain.set(op, (says = PLAIN.test(op)));
  return says;
}

export function printOperand(operand: MOperand, size: number, labels: Labels): string {
  switch (operand.kind) {
    case 'reg':
      return `%${registerName(operand.reg, size)}`;
    case 'imm':
      return `$${immediate(operand)}`;
    case 'mem':
      return printMemory(operand);
    case 'label':
      return labels.block(operand.block);
    default:
      return operand.plt ? `${operand.name}@PLT` : operand.name;
  }
}

const immediate = ({ value, symbol }: ImmOperand) => {
  if (symbol === undefined) return String(value);
  return value === 0n ? symbol : `${symbol}${value > 0n ? '+' : ''}${value}`;
};

function printMemory(operand: MemOperand): string {
  const { base, index, scale, disp, symbol, modifier } = operand;
  let text = operand.fs ? '%fs:' : '';
  if (symbol !== undefined)
    text += `${symbol}${modifier ? `@${modifier}` : ''}${disp === 0 ? '' : disp > 0 ? `+${disp}` : disp}`;
  else if (disp !== 0 || (base < 0 && index < 0)) text += disp;
  if (operand.rip) return `${text}(%rip)`;
  if (base < 0 && index < 0) return text;
  const first = base < 0 ? '' : `%${registerName(base, 8)}`;
  const second = index < 0 ? '' : `,%${registerName(index, 8)},${scale}`;
  return `${text}(${first}${second})`;
}

function printSaveFloats(area: MemOperand, labels: Labels): string[] {
  const label = `.Lsave${labels.unique()}`;
  const lines = ['testb %al, %al', `je ${label}`];
  for (let i = 0; i < 8; i++)
    lines.push(`movaps %xmm${i}, ${printMemory({ ...area, disp: area.disp + i * 16 })}`);
  return [...lines, `${label}:`];
}

function printTableJump(inst: MInst, labels: Labels): string[] {
  const table = labels.table(inst);
  const name = (operand: MOperand) => printOperand(operand, 8, labels);
  if (!labels.pic) return [`jmp *${table}(,${name(inst.ops[0])},8)`];
  const [index, base, distance] = inst.ops.map(name);
  return [
    `leaq ${table}(%rip), ${base}`,
    `movslq (${base},${index},4), ${distance}`,
    `addq ${base}, ${distance}`,
    `jmp *${distance}`,
  ];
}

/** The template with its operands put in. GCC manual, 6.47.2.3 and "x86 Operand Modifiers". */
function printAsm(inst: MInst, labels: Labels): string[] {
  const { asm, ops } = inst;
  if (!asm) return [];
  const number = labels.unique();
  const one = (part: AsmText): string => {
    if (typeof part === 'string') return part;
    if ('unique' in part) return String(number);
    if ('choices' in part) return (part.choices[0] ?? []).map(one).join('');
    const { operand, modifier } = part;
    const goto = asm.labels[operand - asm.places.length];
    if (goto !== undefined) return goto;
    const place = asm.places[operand];
    return withModifier(ops[operand], modifier, place.size, labels);
  };
  const text = asm.template.map(one).join('');
  const lines = text
    .split(/\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  for (const [i, place] of asm.places.entries())
    if (place.flag !== undefined) lines.push(`set${place.flag} ${printOperand(ops[i], 1, labels)}`);
  return lines;
}

const MODIFIER_SIZE: Record<string, number> = { b: 1, w: 2, k: 4, q: 8 };

function withModifier(operand: MOperand, modifier: string, size: number, labels: Labels): string {
  if (operand.kind === 'imm') {
    const value = immediate(operand);
    if (modifier === 'n') return String(-operand.value);
    return modifier === 'c' || modifier === 'P' || modifier === 'p' || modifier === 'a' ? value : `$${value}`;
  }
  if (operand.kind === 'reg') {
    if (modifier === 'h') return `%${NAMES[operand.reg][0]}h`;
    if (modifier === 'a') return `(%${registerName(operand.reg, 8)})`;
    if (modifier === 'A') return `*%${registerName(operand.reg, 8)}`;
    return `%${registerName(operand.reg, MODIFIER_SIZE[modifier] ?? Math.min(size, 8))}`;
  }
  if (operand.kind === 'mem') {
    const text = printMemory(modifier === 'H' ? { ...operand, disp: operand.disp + 8 } : operand);
    return modifier === 'A' ? `*${text}` : text;
  }
  return printOperand(operand, size, labels);
}
