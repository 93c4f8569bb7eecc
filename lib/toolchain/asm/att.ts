import { AsmError } from './error';
import { constantOf, type Distance } from './evaluate';
import { type ExprContext, parseExpr } from './expr';
import { checkMemory } from './memory';
import type { Memory, Operand } from './operand';
import { type Register, registerNamed, stackRegister } from './registers';
import { type Scanner, SYMBOL } from './scanner';

const SCALES = new Set([1n, 2n, 4n, 8n]);

/** What an operand may mean depends on its mnemonic. */
export interface OperandContext {
  exprs: ExprContext;
  distance: Distance;
  /** The instruction is a jump or call, so a bare label is where it goes. */
  branch: boolean;
  /** Any jump or call: `*` stands before what its target is read from. */
  jumps: boolean;
  warn(message: string, range: { start: number; end: number }): void;
}

/**
 * Reads the operands of an AT&T statement, in the order they are written:
 * `$expr`, `%reg`, `%seg:disp(base, index, scale)`, and for jumps a label or `*` and where the address is.
 */
export function parseAttOperands(scanner: Scanner, context: OperandContext): Operand[] {
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
  const indirect = scanner.take('*');
  if (indirect && !context.jumps) throw scanner.error("'*' belongs before the target of a jump or call only");
  const ch = scanner.peek();
  if (ch === '$') {
    scanner.pos++;
    const expr = parseExpr(scanner, context.exprs);
    const range = scanner.since(start);
    return { kind: 'immediate', expr, constant: constantOf(expr, context.distance), range };
  }
  if (ch === '[')
    throw scanner.error(
      "'[' belongs to Intel syntax",
      undefined,
      "write '(%reg)', or put '.intel_syntax noprefix' before it",
    );
  let segment: Register | undefined;
  if (startsRegister(scanner, context)) {
    const register = takeRegister(scanner);
    if (register.kind !== 'segment' || !scanner.take(':')) {
      const range = scanner.since(start);
      if (context.jumps && !indirect) context.warn("an indirect jump or call is written with '*'", range);
      return { kind: 'register', register, range };
    }
    segment = register;
  }
  return parseMemory(scanner, context, { start, indirect, segment });
}

function parseMemory(
  scanner: Scanner,
  context: OperandContext,
  { start, indirect, segment }: { start: number; indirect: boolean; segment?: Register },
): Operand {
  const memory: Memory = { segment, scale: 1 };
  if (!startsBase(scanner, context)) memory.displacement = parseExpr(scanner, context.exprs);
  const bracketed = startsBase(scanner, context);
  if (bracketed) parseBase(scanner, context, memory);
  const range = scanner.since(start);
  if (context.jumps && !indirect) {
    if (context.branch && !bracketed && !segment && memory.displacement)
      return { kind: 'target', expr: memory.displacement, range };
    context.warn("an indirect jump or call is written with '*'", range);
  }
  if (memory.displacement) memory.constant = constantOf(memory.displacement, context.distance);
  return { kind: 'memory', memory: checkMemory(memory, range), range };
}

/** `(base, index, scale)`: each part may be missing. */
function parseBase(scanner: Scanner, context: OperandContext, memory: Memory): void {
  scanner.expect('(');
  if (scanner.peek() !== ',') memory.base = takeRegister(scanner);
  if (scanner.take(',')) {
    if (startsRegister(scanner, context)) memory.index = takeRegister(scanner);
    if (scanner.take(',') && scanner.peek() !== ')') {
      const start = scanner.pos;
      const scale = constantOf(parseExpr(scanner, context.exprs), context.distance);
      if (scale === undefined || !SCALES.has(scale))
        throw new AsmError('a scale is 1, 2, 4 or 8', scanner.since(start));
      memory.scale = Number(scale) as Memory['scale'];
    }
  }
  scanner.expect(')');
}

/** True at `(` of an address, not of an expression. */
function startsBase(scanner: Scanner, context: OperandContext): boolean {
  if (scanner.peek() !== '(') return false;
  const inside = /\(\s*(%|,|[A-Za-z][\w]*)/y;
  const found = scanner.look(inside);
  if (found === undefined) return false;
  const word = found.slice(1).trim();
  return word === '%' || word === ',' || (context.exprs.nakedRegisters && registerNamed(word) !== undefined);
}

function startsRegister(scanner: Scanner, context: OperandContext): boolean {
  if (scanner.peek() === '%') return true;
  if (!context.exprs.nakedRegisters) return false;
  const word = scanner.look(SYMBOL);
  return word !== undefined && registerNamed(word) !== undefined;
}

function takeRegister(scanner: Scanner): Register {
  scanner.skipBlanks();
  const start = scanner.pos;
  scanner.take('%');
  const name = scanner.match(SYMBOL) ?? scanner.match(/\d+/y) ?? '';
  const register = registerNamed(name);
  if (register) return stackRegister(register, scanner);
  if (scanner.text[start] === '%')
    throw new AsmError(`there is no register '%${name}'`, scanner.since(start));
  throw new AsmError(
    `expected a register before '${name || (scanner.text[start] ?? 'the end of the statement')}'`,
    scanner.since(start),
    registerNamed(name.toLowerCase()) ? `write '%${name}'` : undefined,
  );
}
