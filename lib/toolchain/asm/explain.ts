import { AsmError, type Range } from './error';
import type { Expr } from './expr';
import { fitRow, type Mismatch } from './fit';
import { lookUp, type Meaning, MNEMONICS } from './mnemonic';
import type { Operand } from './operand';
import { registerNamed } from './registers';
import { suggest } from './suggest';

type Syntax = 'att' | 'intel';

/** Words of other assemblers, by what they are here. */
const FOREIGN: Record<string, string> = {
  db: '.byte',
  dw: '.2byte',
  dd: '.long',
  dq: '.quad',
  resb: '.skip',
  global: '.globl',
  times: '.rept',
  equ: '.set',
};

/** Nothing of that name is an instruction. */
export function unknownMnemonic(
  spelling: string,
  range: Range,
  context: { syntax: Syntax; macros: Iterable<string>; directives: Iterable<string> },
): AsmError {
  const word = spelling.toLowerCase();
  const error = (hint?: string) => new AsmError(`unknown mnemonic '${spelling}'`, range, hint);
  if (Object.hasOwn(FOREIGN, word)) return error(`that is '${FOREIGN[word]}' here`);
  for (const directive of context.directives)
    if (directive === `.${word}`) return error(`directives start with a dot: '.${word}'`);
  const elsewhere = context.syntax === 'intel' && lookUp(word, 'att');
  if (elsewhere) return error(`'${spelling}' is AT&T syntax; in Intel syntax it is '${elsewhere.mnemonic}'`);
  const close = suggest(word, [...MNEMONICS, ...context.macros]);
  return error(close && `did you mean '${close}'?`);
}

/** Why no row takes the operands: by the row that took most of them. */
export function explain(
  meaning: Meaning,
  operands: readonly Operand[],
  { spelling, range, syntax }: { spelling: string; range: Range; syntax: Syntax },
): AsmError {
  const foreign = syntax === 'att' ? notAtt(operands) : undefined;
  if (foreign) return foreign;
  const counts = new Set(meaning.candidates.map((c) => c.row.operands.length));
  if (!counts.has(operands.length)) return wrongCount(spelling, counts, operands.length, range);
  const memory = operands.filter((o) => o.kind === 'memory');
  if (memory.length > 1 && !meaning.candidates.some((c) => c.row.operands.some((o) => o.startsWith('X')))) {
    const hint = 'load the other one into a register first';
    return new AsmError(`'${spelling}' takes one memory operand`, memory[1].range, hint);
  }
  const furthest = meaning.candidates
    .map((candidate) => fitRow(candidate, operands))
    .filter((attempt): attempt is Mismatch => 'message' in attempt && attempt.message !== '')
    .sort((a, b) => b.matched - a.matched)[0];
  const [a, b] = operands.flatMap((o) =>
    o.kind === 'register' && o.register.kind === 'gpr' ? [o.register] : [],
  );
  if (furthest?.sizes && a && b && a.size !== b.size)
    return new AsmError(
      `operands of '${spelling}' differ in size: ${a.name} has ${a.size} bits, ${b.name} ${b.size}`,
      range,
    );
  if (furthest) return new AsmError(furthest.message, furthest.operand?.range ?? range, furthest.hint);
  return new AsmError(`'${spelling}' does not take these operands`, range);
}

/** An operand that is memory in AT&T syntax, but was hardly meant so: a register without %, a number without $. */
function notAtt(operands: readonly Operand[]): AsmError | undefined {
  const bare = operands.flatMap((operand) => {
    if (operand.kind === 'target') return [{ expr: operand.expr, range: operand.range }];
    const expr = operand.kind === 'memory' ? bareDisplacement(operand) : undefined;
    return expr ? [{ expr, range: operand.range }] : [];
  });
  for (const { expr, range } of bare) {
    const name = expr.op === 'symbol' && !expr.symbol.defined ? expr.symbol.name : '';
    if (registerNamed(name))
      return new AsmError(`'${name}' is not marked as a register`, range, foreignSymbol(name));
  }
  const number = bare.find(({ expr }) => expr.op === 'number');
  if (!number) return undefined;
  return new AsmError('this is the memory at that address', number.range, "a constant is written with '$'");
}

function bareDisplacement({ memory }: Operand & { kind: 'memory' }): Expr | undefined {
  return memory.base || memory.index || memory.segment ? undefined : memory.displacement;
}

function wrongCount(spelling: string, counts: Set<number>, given: number, range: Range): AsmError {
  const words = ['no', 'one', 'two', 'three'];
  const wanted = [...counts].sort().map((n) => words[n] ?? String(n));
  const plural = counts.size === 1 && counts.has(1) ? '' : 's';
  return new AsmError(`'${spelling}' takes ${wanted.join(' or ')} operand${plural}, not ${given}`, range);
}

/** An undefined symbol that tells that the other syntax was meant. */
export function foreignSymbol(name: string): string | undefined {
  if (registerNamed(name))
    return `a register is written '%${name}'; if this is Intel syntax, put '.intel_syntax noprefix' before it`;
  if (/^\$/.test(name)) return "'$' and '%' belong to AT&T syntax: '.att_syntax' goes back to it";
  return undefined;
}
