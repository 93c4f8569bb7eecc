import type { AsmOperand, AsmPart, AsmStmt, Constraint, ConstraintAlternative, Expr } from '../ast';
import * as K from '../pp/kinds';
import { addressExpr, markAddressTaken, rvalue } from '../sema/build';
import { cast, dereference } from '../sema/operators';
import { pointerTo, qualify, quote, sizeOf } from '../sema/type';
import { CONST } from '../types';
import { stringLiteral } from './constant';
import { expression } from './expression';
import type { Parser } from './parser';

/** Inline assembly, as gcc's manual has it under "Extended Asm". */

/** A string between the parentheses of asm. */
export function asmText(p: Parser): string {
  if (p.kind !== K.STRING) {
    p.expected('a string');
    return '';
  }
  const { literal } = stringLiteral(p);
  if (literal.unit !== 1) p.error(p.at - 1, 'a wide string literal in asm');
  return new TextDecoder('latin1').decode(literal.bytes.subarray(0, -1));
}

/** asm [volatile|inline|goto] ( template [: outputs [: inputs [: clobbers [: labels]]]] ) ; */
export function asmStatement(p: Parser): AsmStmt {
  const at = p.advance();
  const s: AsmStmt = {
    kind: 'asm',
    at,
    volatile: false,
    inline: false,
    basic: true,
    template: [],
    outputs: [],
    inputs: [],
    clobbers: [],
    labels: [],
    goto: false,
  };
  for (;;) {
    if (p.acceptWord('volatile')) s.volatile = true;
    else if (p.acceptWord('inline')) s.inline = true;
    else if (p.acceptWord('goto')) s.goto = true;
    else break;
  }
  const open = p.at;
  p.expect(K.L_PAREN, "after 'asm'");
  const textAt = p.at;
  const text = asmText(p);
  let section = 0;
  // `::` is two colons here.
  while (p.kind === K.COLON && section < 4) {
    p.advance();
    s.basic = false;
    section++;
    if (p.kind === K.COLON || p.kind === K.R_PAREN) continue;
    if (section === 1) operands(p, s.outputs, true);
    else if (section === 2) operands(p, s.inputs, false);
    else if (section === 3) clobbers(p, s);
    else labels(p, s);
  }
  if (p.kind !== K.R_PAREN) p.skipTo(K.R_PAREN, K.SEMICOLON);
  p.close(K.R_PAREN, open);
  p.expect(K.SEMICOLON, "after 'asm'");
  if (s.goto && s.labels.length === 0) p.error(at, "'asm goto' without labels");
  if (s.basic) s.template = [{ kind: 'text', text }];
  else s.template = template(p, s, text, textAt);
  if (s.basic || s.outputs.length === 0 || s.goto) s.volatile = true;
  checkMatches(p, s);
  return s;
}

function operands(p: Parser, into: AsmOperand[], output: boolean): void {
  do {
    const at = p.at;
    let name: string | undefined;
    if (p.accept(K.L_BRACKET)) {
      if (p.kind === K.IDENT) name = p.text(p.advance());
      else p.expected("an operand's name");
      p.expect(K.R_BRACKET, "after an operand's name");
    }
    const constraintAt = p.at;
    const text = asmText(p);
    const open = p.at;
    if (!p.expect(K.L_PAREN, 'after a constraint')) return;
    const expr = p.bracketed(() => expression(p));
    p.close(K.R_PAREN, open);
    const constraint = parseConstraint(p, text, constraintAt, output);
    into.push({ at, name, constraint, expr: operandValue(p, expr, constraint) });
  } while (p.accept(K.COMMA));
}

/** A record that has the size of a register is an integer to asm, where it is to be in one. */
function inRegister(p: Parser, expr: Expr): Expr {
  const { uchar, ushort, uint, ulong } = p.types;
  const size = expr.type.kind === 'record' && expr.lvalue ? sizeOf(expr.type) : undefined;
  const integer = [uchar, ushort, uint, ulong].find((type) => type.size === size);
  if (!integer) return expr;
  const pointer = cast(p, pointerTo(qualify(integer, expr.type.quals)), addressExpr(expr), expr.at);
  return dereference(p, pointer, expr.at);
}

function operandValue(p: Parser, given: Expr, constraint: Constraint): Expr {
  if (given.type.kind === 'error') return given;
  const memory = constraint.alternatives.some((a) =>
    a.letters.some((l) => l === 'm' || l === 'g' || l === 'o' || l === 'V' || l === 'X'),
  );
  const onlyMemory = constraint.alternatives.every(
    (a) =>
      a.letters.length > 0 &&
      a.letters.every((l) => l === 'm' || l === 'o' || l === 'V' || l === '<' || l === '>'),
  );
  const expr = memory ? given : inRegister(p, given);
  if (constraint.output) {
    if (!expr.lvalue) p.errorAt(expr, 'invalid lvalue in asm output');
    else if (expr.type.quals & CONST)
      p.errorAt(expr, `read-only variable in asm output (${quote(expr.type)})`);
    if (expr.kind === 'member' && expr.field.bits && onlyMemory)
      p.errorAt(expr, 'cannot take the address of a bit-field in asm');
    if (memory) markAddressTaken(expr);
    return expr;
  }
  if (onlyMemory) {
    if (!expr.lvalue) p.errorAt(expr, 'a memory operand of asm must be an object');
    markAddressTaken(expr);
    return expr;
  }
  return rvalue(expr);
}

/** Takes a constraint apart: modifiers, alternatives, letters. */
export function parseConstraint(p: Parser, text: string, at: number, output: boolean): Constraint {
  const constraint: Constraint = { text, output, readWrite: false, alternatives: [] };
  let rest = text;
  if (output) {
    if (text.startsWith('+')) constraint.readWrite = true;
    else if (!text.startsWith('=')) p.error(at, `output operand constraint '${text}' lacks '='`);
    rest = text.replace(/^[=+]/, '');
    if (rest.startsWith('@cc')) {
      constraint.flag = rest.slice(3);
      if (!/^n?(a|ae|b|be|c|e|g|ge|l|le|o|p|s|z)$/.test(constraint.flag))
        p.error(at, `unknown asm flag output '${text}'`);
      return constraint;
    }
  } else if (/^[=+]/.test(text)) p.error(at, `input operand constraint contains '${text[0]}'`);
  for (const part of rest.split(',')) constraint.alternatives.push(alternative(p, part, at));
  if (constraint.alternatives.every((a) => a.letters.length === 0 && a.matches === undefined))
    p.error(at, `impossible constraint '${text}' in asm`);
  return constraint;
}

/** Letters of x86 and those of all machines. */
const LETTERS = new Set('rmingoVXpEFs<>RqQlabcdSDAUftuvxykIJKLMNOGCeWZ'.split(''));

function alternative(p: Parser, text: string, at: number): ConstraintAlternative {
  const result: ConstraintAlternative = { earlyClobber: false, commutative: false, letters: [] };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '&') result.earlyClobber = true;
    else if (c === '%') result.commutative = true;
    else if (
      c === '=' ||
      c === '+' ||
      c === '?' ||
      c === '!' ||
      c === '*' ||
      c === ' ' ||
      c === '^' ||
      c === '$'
    )
      continue;
    else if (c === '#') break;
    else if (/\d/.test(c)) {
      const digits = /^\d+/.exec(text.slice(i))?.[0] ?? c;
      result.matches = Number(digits);
      i += digits.length - 1;
    } else if (c === '[') {
      const end = text.indexOf(']', i);
      result.letters.push(text.slice(i, end < 0 ? undefined : end + 1));
      if (end < 0) {
        p.error(at, "missing ']' in an asm constraint");
        break;
      }
      i = end;
    } else if (c === 'Y' || c === 'B' || c === 'T' || c === 'j') result.letters.push(text.slice(i, ++i + 1));
    else if (LETTERS.has(c)) result.letters.push(c);
    else p.error(at, `invalid constraint letter '${c}' in asm`);
  }
  return result;
}

/** Matching constraints point at outputs, by number or by name. */
function checkMatches(p: Parser, s: AsmStmt): void {
  for (const input of s.inputs)
    for (const a of input.constraint.alternatives) {
      const named = a.letters.find((l) => l.startsWith('['));
      if (named) {
        const name = named.slice(1, -1);
        a.letters = a.letters.filter((l) => l !== named);
        a.matches = s.outputs.findIndex((o) => o.name === name);
        if (a.matches < 0) p.error(input.at, `undefined named operand '${name}'`);
      } else if (a.matches !== undefined && a.matches >= s.outputs.length)
        p.error(input.at, `matching constraint references an invalid operand number ${a.matches}`);
    }
  const seen = new Set<string>();
  for (const { name, at } of [...s.outputs, ...s.inputs]) {
    if (name === undefined) continue;
    if (seen.has(name)) p.error(at, `duplicate asm operand name '${name}'`);
    seen.add(name);
  }
  if (s.outputs.length + s.inputs.length + s.labels.length > 30)
    p.error(s.at, "more than 30 operands in 'asm'");
}

function clobbers(p: Parser, s: AsmStmt): void {
  do {
    const at = p.at;
    const name = asmText(p).replace(/^%/, '');
    if (name !== '' && !REGISTERS.test(name)) p.error(at, `unknown register name '${name}' in asm`);
    if (name !== '') s.clobbers.push(name);
  } while (p.accept(K.COMMA));
}

/** What may be clobbered. */
const REGISTERS =
  /^(cc|memory|flags|fpsr|fpcr|dirflag|redzone|[er]?([abcd]x|[sd]i|[bs]p)|[abcd][lh]|[sd]il|[bs]pl|r(8|9|1[0-5])[bwd]?|[xyz]?mm\d+|mm[0-7]|st(\([0-7]\))?|k[0-7]|[cdefgs]s|\d+)$/;

function labels(p: Parser, s: AsmStmt): void {
  do {
    if (!p.isName) {
      p.expected('a label');
      return;
    }
    const state = p.labelNamed(p.value, p.at);
    state.used = true;
    s.labels.push({ name: p.text(p.advance()), label: state.label });
  } while (p.accept(K.COMMA));
}

/** Splits a template at its `%` and braces. */
function template(p: Parser, s: AsmStmt, text: string, at: number): AsmPart[] {
  const byName = new Map<string, number>();
  const all = [...s.outputs, ...s.inputs];
  all.forEach(({ name }, i) => {
    if (name !== undefined) byName.set(name, i);
  });
  s.labels.forEach(({ name }, i) => {
    byName.set(name, all.length + i);
  });
  const count = all.length + s.labels.length;
  let i = 0;

  const parts = (inChoice: boolean): AsmPart[] => {
    const found: AsmPart[] = [];
    let plain = '';
    const flush = () => {
      if (plain !== '') found.push({ kind: 'text', text: plain });
      plain = '';
    };
    while (i < text.length) {
      const c = text[i];
      if (inChoice && (c === '|' || c === '}')) break;
      i++;
      if (c === '{') {
        flush();
        const choices = [parts(true)];
        while (text[i] === '|') {
          i++;
          choices.push(parts(true));
        }
        if (text[i] !== '}') p.error(at, "unterminated assembly dialect alternative: '}' is missing");
        else i++;
        found.push({ kind: 'dialect', choices });
      } else if (c !== '%') plain += c;
      else {
        const next = text[i] ?? '';
        if (next === '%' || next === '{' || next === '}' || next === '|') {
          plain += next;
          i++;
        } else if (next === '=') {
          flush();
          i++;
          found.push({ kind: 'unique' });
        } else {
          const match = /^([a-zA-Z]?)(?:(\d+)|\[([^\]]*)\])/.exec(text.slice(i));
          if (!match) {
            p.error(
              at,
              next === ''
                ? "'%' at the end of an asm template"
                : `invalid %-code '%${next}' in an asm template`,
            );
            continue;
          }
          flush();
          i += match[0].length;
          const number = match[2] !== undefined ? Number(match[2]) : (byName.get(match[3]) ?? -1);
          if (number < 0) p.error(at, `undefined named operand '${match[3]}'`);
          else if (number >= count) p.error(at, `operand number ${number} out of range in an asm template`);
          else found.push({ kind: 'operand', number, modifier: match[1] });
        }
      }
    }
    flush();
    return found;
  };
  const result = parts(false);
  return result;
}
