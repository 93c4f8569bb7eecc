import { R } from '../../../elf';
import type { Assembler } from '../assembler';
import { AsmError } from '../error';
import { parseExpr } from '../expr';
import type { Scanner } from '../scanner';
import { splitStatements } from '../source';
import type { Directive } from '.';

function readFile(
  asm: Assembler,
  scanner: Scanner,
  what: string,
  otherwise: string,
): { path: string; bytes: Uint8Array } {
  const start = scanner.pos;
  const path = new TextDecoder().decode(scanner.string());
  const range = scanner.since(start);
  if (!asm.files) throw new AsmError(`'${what}': there are no other files to read`, undefined, otherwise);
  const bytes = asm.files.read(path);
  if (!bytes) throw new AsmError(`there is no file '${path}'`, range);
  return { path, bytes };
}

/** `.incbin "file", skip, count` */
const incbin: Directive = (asm, scanner) => {
  const { path, bytes } = readFile(asm, scanner, '.incbin', 'write the bytes with .byte');
  let skip = 0;
  let count = bytes.length;
  if (scanner.take(',')) {
    if (!scanner.atEnd && scanner.peek() !== ',') skip = Number(asm.constant(scanner, 'the bytes to skip'));
    count = Math.max(0, bytes.length - skip);
    if (scanner.take(',')) count = Number(asm.constant(scanner, 'the count')) || count;
  }
  scanner.expectEnd();
  if (skip < 0 || count < 0 || skip + count > bytes.length)
    throw new AsmError(`'${path}' has ${bytes.length} bytes; ${count} from ${skip} on are not in it`);
  asm.bytes(bytes.subarray(skip, skip + count));
};

const include: Directive = (asm, scanner) => {
  const { path, bytes } = readFile(asm, scanner, '.include', 'put the text into this source');
  scanner.expectEnd();
  const { line, column } = asm.span().statement;
  const statements = splitStatements(new TextDecoder().decode(bytes)).map((s) => ({
    ...s,
    line,
    column,
    macro: { name: path, line: s.line },
  }));
  asm.reader.enter(statements);
};

/** `.ident "text"`: into .comment, where each text stands once. */
const ident: Directive = (asm, scanner) => {
  const text = scanner.string();
  scanner.expectEnd();
  const { position, previous } = asm;
  const isNew = !asm.sections.has('.comment');
  asm.switchTo(asm.section('.comment', 0x30, 1, 1));
  if (isNew) asm.bytes([0]);
  asm.bytes([...text, 0]);
  asm.position = position;
  asm.previous = previous;
};

const RELOCATIONS = new Map<string, number>(
  Object.entries(R).map(([name, type]) => [
    `R_X86_64_${{ ABS64: '64', ABS32: '32', ABS32S: '32S', ABS16: '16', ABS8: '8' }[name] ?? name}`,
    type,
  ]),
);
const GENERIC: Record<string, number> = {
  BFD_RELOC_NONE: R.NONE,
  BFD_RELOC_8: R.ABS8,
  BFD_RELOC_16: R.ABS16,
  BFD_RELOC_32: R.ABS32,
  BFD_RELOC_64: R.ABS64,
};

/** `.reloc offset, type, expression` */
const reloc: Directive = (asm, scanner) => {
  const start = scanner.pos;
  const place = parseExpr(scanner, asm);
  const range = scanner.since(start);
  scanner.expect(',');
  const name = scanner.symbolName('the name of a relocation');
  const type = RELOCATIONS.get(name.toUpperCase()) ?? GENERIC[name.toUpperCase()];
  if (type === undefined)
    throw new AsmError(`there is no relocation '${name}'`, undefined, 'such as R_X86_64_PC32');
  const expr = scanner.take(',') ? parseExpr(scanner, asm) : ({ op: 'number', value: 0n } as const);
  scanner.expectEnd();
  const { fragment } = asm;
  const here = asm.here();
  const offset = asm.offsetIn(place, here);
  if (offset === undefined)
    throw new AsmError("'.reloc' needs a place here, such as '.' or a label nearby", range);
  fragment.fixups.push({ offset, size: 1, expr, kind: 'any', end: offset, span: asm.span(), type });
};

/** `.symver name, name@version`: a further name of a symbol, with a version. */
const symver: Directive = (asm, scanner) => {
  const symbol = asm.symbols.named(scanner.symbolName());
  scanner.expect(',');
  const versioned = scanner.match(/[\w.$]+@{1,3}[\w.$]+/y);
  if (versioned === undefined)
    throw scanner.error('expected a name with a version', undefined, 'such as name@@VERS_1');
  const how = scanner.take(',') ? scanner.match(/\w+/y) : undefined;
  scanner.expectEnd();
  symbol.usedAt ??= asm.span();
  asm.versions.push({ name: versioned, symbol });
  if (versioned.includes('@@@') || how === 'remove') asm.replacedNames.add(symbol.name);
};

/** Directives about other files, and what compilers note for linkers. */
export const FILES: Record<string, Directive> = {
  '.include': include,
  '.incbin': incbin,
  '.ident': ident,
  '.reloc': reloc,
  '.symver': symver,
  '.warning': (asm, scanner) => {
    asm.warn(scanner.peek() === '"' ? new TextDecoder().decode(scanner.string()) : "'.warning' was reached");
  },
};
