import { parseFloating } from '../../c/float/parse';
import { encodeX87, X87_PRECISION } from '../../c/float/soft';
import { littleEndian } from '../encode';
import { AsmError } from '../error';
import { constantOf } from '../evaluate';
import { parseExpr } from '../expr';
import { encodeLeb } from '../relax';
import { type Fixup, fixedDistance } from '../section';
import type { Directive } from '.';

/** Values of one width, low byte first. */
const values =
  (size: 1 | 2 | 4 | 8 | 16): Directive =>
  (asm, scanner) => {
    if (scanner.atEnd) return;
    do {
      scanner.skipBlanks();
      const start = scanner.pos;
      if (size === 16) {
        asm.bytes(littleEndian(wideNumber(scanner.match(/-?(0[xX][0-9a-fA-F]+|\d+)/y) ?? ''), 16));
        continue;
      }
      const expr = parseExpr(scanner, asm);
      const constant = constantOf(expr, fixedDistance);
      const range = scanner.since(start);
      if (constant === undefined) {
        asm.fixup(expr, size as Fixup['size'], range);
        continue;
      }
      const bits = size * 8;
      if (constant !== BigInt.asIntN(bits, constant) && constant !== BigInt.asUintN(bits, constant))
        asm.warn(`value 0x${BigInt.asUintN(64, constant).toString(16)} is cut to ${bits} bits`, range);
      asm.bytes(littleEndian(constant, size));
    } while (scanner.take(','));
    scanner.expectEnd();
  };

function wideNumber(text: string): bigint {
  if (text === '') throw new AsmError("'.octa' takes numbers only");
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}

/** Text in quotes, one after another. */
const strings =
  (terminated: boolean): Directive =>
  (asm, scanner) => {
    if (scanner.atEnd) return;
    do {
      do asm.bytes(scanner.string());
      while (scanner.peek() === '"');
      if (terminated) asm.bytes([0]);
    } while (scanner.take(','));
    scanner.expectEnd();
  };

/** Text of two or four bytes a character. */
const wideStrings =
  (size: number): Directive =>
  (asm, scanner) => {
    do {
      const bytes = scanner.string();
      for (const byte of [...bytes, 0]) asm.bytes(littleEndian(BigInt(byte), size));
    } while (scanner.take(','));
    scanner.expectEnd();
  };

/** IEEE 754 numbers. */
const floats =
  (size: 4 | 8): Directive =>
  (asm, scanner) => {
    if (scanner.atEnd) return;
    do {
      const text = scanner.match(/[-+]?(?:0[a-zA-Z])?[-+]?(?:nan|inf(?:inity)?|[\d.]+(?:[eE][-+]?\d+)?)/iy);
      const value = Number(
        (text ?? 'x')
          .replace(/0[a-zA-Z]/, '')
          .replace(/inf(inity)?/i, 'Infinity')
          .replace(/nan/i, 'NaN'),
      );
      if (text === undefined || (Number.isNaN(value) && !/nan/i.test(text)))
        throw scanner.error(`expected a number before ${scanner.describe()}`);
      const bytes = new Uint8Array(size);
      if (size === 4) new DataView(bytes.buffer).setFloat32(0, value, true);
      else new DataView(bytes.buffer).setFloat64(0, value, true);
      // GNU as writes a NaN with all bits set but the sign.
      if (Number.isNaN(value)) bytes.fill(0xff).set([0x7f], size - 1);
      asm.bytes(bytes);
    } while (scanner.take(','));
    scanner.expectEnd();
  };

/** Numbers of ten bytes, as x87 has them. */
const extended: Directive = (asm, scanner) => {
  if (scanner.atEnd) return;
  do {
    const sign = scanner.match(/[-+]/y) === '-' ? 1 : 0;
    const text = scanner.match(/(?:0[a-zA-Z])?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/y);
    if (text === undefined) throw scanner.error(`expected a number before ${scanner.describe()}`);
    const value = parseFloating(text.replace(/^0[a-zA-Z]/, ''), X87_PRECISION);
    const { signExponent, significand } = encodeX87(value);
    asm.bytes(littleEndian(significand, 8));
    asm.bytes(littleEndian(BigInt(signExponent | (sign << 15)), 2));
  } while (scanner.take(','));
  scanner.expectEnd();
};

const leb =
  (signed: boolean): Directive =>
  (asm, scanner) => {
    do {
      const value = parseExpr(scanner, asm);
      const constant = constantOf(value, fixedDistance);
      if (constant === undefined) asm.close({ kind: 'leb', value, signed, span: asm.span() });
      else asm.bytes(encodeLeb(constant, signed));
    } while (scanner.take(','));
    scanner.expectEnd();
  };

/** Directives that write values. */
export const DATA: Record<string, Directive> = {
  '.byte': values(1),
  '.2byte': values(2),
  '.word': values(2),
  '.short': values(2),
  '.value': values(2),
  '.hword': values(2),
  '.4byte': values(4),
  '.long': values(4),
  '.int': values(4),
  '.8byte': values(8),
  '.quad': values(8),
  '.octa': values(16),
  '.16byte': values(16),
  '.ascii': strings(false),
  '.asciz': strings(true),
  '.string': strings(true),
  '.string8': strings(true),
  '.string16': wideStrings(2),
  '.string32': wideStrings(4),
  '.string64': wideStrings(8),
  '.dc': values(2),
  '.dc.a': values(8),
  '.dc.b': values(1),
  '.dc.w': values(2),
  '.dc.l': values(4),
  '.dc.s': floats(4),
  '.dc.d': floats(8),
  '.float': floats(4),
  '.single': floats(4),
  '.double': floats(8),
  '.tfloat': extended,
  '.dc.x': extended,
  '.uleb128': leb(false),
  '.sleb128': leb(true),
};
