import { AsmError } from '../error';
import { expandEach, parseMacroHead } from '../macro';
import type { Directive } from '.';

const REPEAT_OPEN = /^\s*(?:[\w.$]+:\s*)*\.(rept|rep|irp|irpc)\b/i;
const REPEAT_CLOSE = /^\s*(?:[\w.$]+:\s*)*\.endr\b/i;
const MACRO_OPEN = /^\s*\.macro\b/i;
const MACRO_CLOSE = /^\s*\.endm\b/i;
/** Repeats beyond this are a slip of the keyboard. */
const MAX_REPEAT = 300_000n;

/** Each statement once for every value of a parameter. */
const each =
  (characters: boolean): Directive =>
  (asm, scanner, name) => {
    const body = asm.reader.collect(REPEAT_OPEN, REPEAT_CLOSE, name);
    asm.reader.enter(expandEach(scanner, body, characters, asm.expansions));
  };

const rept: Directive = (asm, scanner, name) => {
  const body = asm.reader.collect(REPEAT_OPEN, REPEAT_CLOSE, name);
  const count = asm.constant(scanner, 'the count');
  scanner.expectEnd();
  if (count < 0n) throw new AsmError('the count is negative');
  if (count * BigInt(Math.max(body.length, 1)) > MAX_REPEAT)
    throw new AsmError(`${count} repeats are too many`);
  asm.reader.enter(Array.from({ length: Number(count) }, () => body).flat());
};

/** Macros and repeats. */
export const BLOCKS: Record<string, Directive> = {
  '.macro': (asm, scanner, name) => {
    const body = asm.reader.collect(MACRO_OPEN, MACRO_CLOSE, name);
    const macro = parseMacroHead(scanner, body);
    if (asm.macros.has(macro.name))
      throw new AsmError(`macro '${macro.name}' is already defined`, undefined, "'.purgem' forgets it");
    asm.macros.set(macro.name, macro);
  },
  '.purgem': (asm, scanner) => {
    const name = scanner.symbolName('the name of a macro');
    scanner.expectEnd();
    if (!asm.macros.delete(name)) throw new AsmError(`there is no macro '${name}'`);
  },
  '.altmacro': (asm, scanner) => {
    scanner.expectEnd();
    asm.altmacro = true;
  },
  '.noaltmacro': (asm, scanner) => {
    scanner.expectEnd();
    asm.altmacro = false;
  },
  '.exitm': (asm) => {
    const depth = asm.reader.exitMacro();
    if (depth === undefined) throw new AsmError("'.exitm' outside of a macro");
    asm.conditionals.unwind(depth);
  },
  '.endm': () => {
    throw new AsmError("'.endm' without '.macro'");
  },
  '.endr': () => {
    throw new AsmError("'.endr' without '.rept' or '.irp'");
  },
  '.rept': rept,
  '.rep': rept,
  '.irp': each(false),
  '.irpc': each(true),
};
