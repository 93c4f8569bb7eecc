import type { Assembler } from '../assembler';
import type { Scanner } from '../scanner';
import type { Directive } from '.';

type Condition = (asm: Assembler, scanner: Scanner) => boolean;

const open =
  (condition: Condition): Directive =>
  (asm, scanner) => {
    asm.conditionals.open(asm.span().statement, () => condition(asm, scanner));
  };

/** `.ifeq` and its kind compare a constant with zero. */
const compare = (holds: (value: bigint) => boolean): Directive =>
  open((asm, scanner) => {
    const value = asm.constant(scanner, 'the condition');
    scanner.expectEnd();
    return holds(value);
  });

const defined: Condition = (asm, scanner) => asm.symbols.get(scanner.symbolName())?.defined === true;
const blank: Condition = (_, scanner) => scanner.atEnd;
const sameText: Condition = (_, scanner) => {
  const [a = '', b = ''] = splitTexts(scanner.text.slice(scanner.pos));
  return a === b;
};
const not =
  (condition: Condition): Condition =>
  (asm, scanner) =>
    !condition(asm, scanner);

/** Two texts at a comma; quotes around a text are dropped. */
function splitTexts(text: string): string[] {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|'(?:[^'])*'|[^,]+/g) ?? [];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => part.replace(/^(["'])(.*)\1$/, '$2'));
}

/** `.if` and its kin. */
export const CONDITIONALS: Record<string, Directive> = {
  '.if': compare((v) => v !== 0n),
  '.ifne': compare((v) => v !== 0n),
  '.ifeq': compare((v) => v === 0n),
  '.ifge': compare((v) => v >= 0n),
  '.ifgt': compare((v) => v > 0n),
  '.ifle': compare((v) => v <= 0n),
  '.iflt': compare((v) => v < 0n),
  '.ifdef': open(defined),
  '.ifndef': open(not(defined)),
  '.ifnotdef': open(not(defined)),
  '.ifb': open(blank),
  '.ifnb': open(not(blank)),
  '.ifc': open(sameText),
  '.ifnc': open(not(sameText)),
  '.ifeqs': open(sameText),
  '.ifnes': open(not(sameText)),
  '.elseif': (asm, scanner) => asm.conditionals.elseIf(() => asm.constant(scanner, 'the condition') !== 0n),
  '.else': (asm) => asm.conditionals.else(),
  '.endif': (asm) => asm.conditionals.end(),
};
