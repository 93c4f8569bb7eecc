import type { OperandContext } from './att';
import { AsmError, type Range } from './error';
import { constantOf } from './evaluate';
import { type Expr, number, parseExpr } from './expr';
import { checkMemory, isStackPointer } from './memory';
import type { Memory, Operand } from './operand';
import type { Register } from './registers';
import type { Scanner } from './scanner';

/** An Intel operand taken apart: a sum of registers with factors and of all the rest. */
interface Parts {
  displacement?: Expr;
  registers: { register: Register; scale: bigint; scaled: boolean; range: Range }[];
  segment?: Register;
  size?: number;
  brackets: boolean;
  offset: boolean;
}

const DISTANCE_WORD = /(short|near)(?=\s)/iy;
const NEAR_PTR = /ptr(?![\w.$])/iy;

/**
 * Reads the operands of an Intel statement. What an operand is follows from its form, as in GNU as: brackets, a
 * segment, or a label without `offset` are memory; anything constant is an immediate.
 */
export function parseIntelOperands(scanner: Scanner, context: OperandContext): Operand[] {
  const operands: Operand[] = [];
  if (scanner.atEnd) return operands;
  do operands.push(parseOperand(scanner, context));
  while (scanner.take(','));
  scanner.expectEnd();
  return operands;
}

function parseOperand(scanner: Scanner, context: OperandContext): Operand {
  scanner.skipBlanks();
  const start = scanner.pos;
  if (context.branch && scanner.match(DISTANCE_WORD) !== undefined) scanner.match(NEAR_PTR);
  const expr = parseExpr(scanner, context.exprs, true);
  const range = scanner.since(start);
  const parts: Parts = { registers: [], brackets: false, offset: false };
  collect(expr, parts, context, range);

  const [first] = parts.registers;
  if (first && !parts.brackets && !parts.segment) {
    if (parts.registers.length > 1 || parts.displacement || first.scaled)
      throw new AsmError('registers are added and multiplied inside brackets only', range, "write '[...]'");
    return { kind: 'register', register: first.register, range };
  }
  const constant = parts.displacement && constantOf(parts.displacement, context.distance);
  if (!parts.brackets && !parts.segment && parts.displacement) {
    if (parts.offset || (constant !== undefined && !context.branch))
      return { kind: 'immediate', expr: parts.displacement, constant, range };
    if (context.branch && parts.size === undefined)
      return { kind: 'target', expr: parts.displacement, range };
  }
  const memory: Memory = { segment: parts.segment, scale: 1, displacement: parts.displacement, constant };
  placeRegisters(memory, parts, range);
  return { kind: 'memory', memory: checkMemory(memory, range), size: parts.size, range };
}

/** Walks the sum and puts each term where it belongs. */
function collect(expr: Expr, parts: Parts, context: OperandContext, range: Range): void {
  switch (expr.op) {
    case 'binary':
      if (expr.operator === '+') {
        collect(expr.left, parts, context, range);
        collect(expr.right, parts, context, range);
        return;
      }
      if (expr.operator === '-' && !isPlain(expr.left)) {
        collect(expr.left, parts, context, range);
        requirePlain(expr.right, range);
        addDisplacement(parts, expr.right, '-');
        return;
      }
      if (expr.operator === '*' && collectScaled(expr.left, expr.right, parts, context)) return;
      break;
    case 'register':
      parts.registers.push({ register: expr.register, scale: 1n, scaled: false, range: expr.range });
      return;
    case 'brackets':
      parts.brackets = true;
      collect(expr.arg, parts, context, range);
      return;
    case 'segment':
      parts.segment = expr.register;
      collect(expr.arg, parts, context, range);
      return;
    case 'ptr':
      parts.size = expr.size;
      collect(expr.arg, parts, context, range);
      return;
    case 'offset':
      parts.offset = true;
      collect(expr.arg, parts, context, range);
      return;
    default:
  }
  requirePlain(expr, range);
  addDisplacement(parts, expr, '+');
}

/** `register*constant` in either order. */
function collectScaled(left: Expr, right: Expr, parts: Parts, context: OperandContext): boolean {
  const [factor, other] = left.op === 'register' ? [left, right] : [right, left];
  if (factor.op !== 'register') return false;
  const scale = constantOf(other, context.distance);
  if (scale === undefined) throw new AsmError('a scale is a constant: 1, 2, 4 or 8', factor.range);
  parts.registers.push({ register: factor.register, scale, scaled: true, range: factor.range });
  return true;
}

function addDisplacement(parts: Parts, expr: Expr, operator: '+' | '-'): void {
  const { displacement } = parts;
  if (!displacement && operator === '+') parts.displacement = expr;
  else parts.displacement = { op: 'binary', operator, left: displacement ?? number(0), right: expr };
}

function requirePlain(expr: Expr, range: Range): void {
  if (!isPlain(expr))
    throw new AsmError('a register can only be added here, or multiplied by 1, 2, 4 or 8', range);
}

/** True when no register, bracket or size is inside. */
function isPlain(expr: Expr): boolean {
  if (expr.op === 'binary') return isPlain(expr.left) && isPlain(expr.right);
  if (expr.op === 'unary') return isPlain(expr.arg);
  return expr.op === 'number' || expr.op === 'symbol' || expr.op === 'place';
}

/** The scaled register is the index; of two others the first is the base, unless the second is rsp. */
function placeRegisters(memory: Memory, parts: Parts, range: Range): void {
  const registers = [...parts.registers];
  if (registers.length > 2) throw new AsmError('an address has at most a base and an index', range);
  const scaledAt = registers.findIndex((r) => r.scaled);
  if (scaledAt >= 0) {
    const [index] = registers.splice(scaledAt, 1);
    if (registers[0]?.scaled) throw new AsmError('only one register of an address is multiplied', range);
    if (![1n, 2n, 4n, 8n].includes(index.scale)) throw new AsmError('a scale is 1, 2, 4 or 8', index.range);
    memory.index = index.register;
    memory.scale = Number(index.scale) as Memory['scale'];
    memory.base = registers[0]?.register;
    return;
  }
  const [base, index] = registers.map((r) => r.register);
  memory.base = base;
  memory.index = index;
  if (index && isStackPointer(index) && !isStackPointer(base)) {
    memory.base = index;
    memory.index = base;
  }
}
