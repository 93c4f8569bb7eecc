import type { Expr } from '../ast';
import { whereToken } from '../diagnose/diagnostics';
import { nearest } from '../diagnose/suggest';
import * as K from '../pp/kinds';
import { attributeNames, attributeSupport, bareName } from '../sema/attributes';
import { evaluate } from '../sema/constant';

import type { Parser } from './parser';

/** One attribute as written, its name without underscores. */
export interface Attribute {
  name: string;
  at: number;
  args: AttributeArgument[];
}

/** A bare name, or an expression. */
export interface AttributeArgument {
  at: number;
  name?: string;
  expr?: Expr;
}

/** Any number of `__attribute__((...))` and `[[...]]`. */
export function attributes(p: Parser, into: Attribute[]): void {
  for (;;) {
    if (p.word === '__attribute__') {
      p.advance();
      const open = p.at;
      if (!p.expect(K.L_PAREN, "after '__attribute__'")) return;
      p.expect(K.L_PAREN, "after '__attribute__('");
      attributeList(p, into);
      p.close(K.R_PAREN, open + 1);
      p.close(K.R_PAREN, open);
    } else if (p.kind === K.L_BRACKET && p.peek() === K.L_BRACKET) {
      const open = p.advance();
      p.advance();
      attributeList(p, into);
      p.close(K.R_BRACKET, open + 1);
      p.close(K.R_BRACKET, open);
    } else return;
  }
}

function attributeList(p: Parser, into: Attribute[]): void {
  for (;;) {
    while (p.accept(K.COMMA));
    if (p.kind !== K.IDENT) return;
    let at = p.advance();
    if (p.kind === K.COLON && p.peek() === K.COLON) {
      // [[gnu::name]]
      p.advance();
      p.advance();
      if (p.kind !== K.IDENT) {
        p.expected("an attribute's name");
        return;
      }
      at = p.advance();
    }
    const attribute: Attribute = { name: bareName(p.text(at)), at, args: [] };
    const support = attributeSupport(attribute.name);
    if (p.kind === K.L_PAREN) {
      const open = p.advance();
      if (support === 'done') attributeArguments(p, attribute);
      else p.skipTo(K.R_PAREN);
      p.close(K.R_PAREN, open);
    }
    if (support === undefined) {
      const near = nearest(attribute.name, attributeNames());
      p.warn(
        'attributes',
        at,
        `unknown attribute '${attribute.name}' ignored${near ? `; did you mean '${near}'?` : ''}`,
        {
          fix: near ? { where: whereToken(p.tokens, at), text: near } : undefined,
        },
      );
    } else if (support === 'unsupported') p.error(at, `attribute '${attribute.name}' is not supported`);
    else into.push(attribute);
    if (p.kind !== K.COMMA) return;
  }
}

function attributeArguments(p: Parser, attribute: Attribute): void {
  if (p.kind === K.R_PAREN) return;
  do {
    const at = p.at;
    const bare = p.kind === K.IDENT && (p.peek() === K.COMMA || p.peek() === K.R_PAREN);
    if (
      bare &&
      (p.word || !p.scopes.ordinary.get(p.value) || p.scopes.ordinary.get(p.value)?.kind !== 'enumerator')
    )
      attribute.args.push({ at, name: p.text(p.advance()) });
    else attribute.args.push({ at, expr: p.grammar.constantExpression(p) });
  } while (p.accept(K.COMMA));
}

/** Text of a string argument. */
export function stringArgument(p: Parser, attribute: Attribute, n = 0): string | undefined {
  const expr = attribute.args[n]?.expr;
  if (expr?.kind === 'decay' && expr.operand.kind === 'string')
    return new TextDecoder().decode(expr.operand.literal.bytes.subarray(0, -1));
  p.error(attribute.args[n]?.at ?? attribute.at, `attribute '${attribute.name}' wants a string`);
  return undefined;
}

/** Value of an integer argument. */
export function integerArgument(p: Parser, attribute: Attribute, n = 0): number | undefined {
  const expr = attribute.args[n]?.expr;
  const value = expr && evaluate(expr);
  if (value?.kind === 'int') return Number(value.value);
  if (expr?.type.kind !== 'error')
    p.error(attribute.args[n]?.at ?? attribute.at, `attribute '${attribute.name}' wants an integer constant`);
  return undefined;
}

/** The alignment that `aligned` asks for. */
export function alignedBy(p: Parser, attribute: Attribute): number | undefined {
  if (attribute.args.length === 0) return p.model.maxAlign;
  const align = integerArgument(p, attribute);
  if (align === undefined) return undefined;
  if (align <= 0 || (align & (align - 1)) !== 0 || align > 1 << 28) {
    p.error(attribute.at, 'requested alignment is not a positive power of 2');
    return undefined;
  }
  return align;
}

/** The largest alignment that attributes ask for. */
export function alignment(p: Parser, list: Attribute[]): number | undefined {
  let most: number | undefined;
  for (const attribute of list)
    if (attribute.name === 'aligned') {
      const align = alignedBy(p, attribute);
      if (align !== undefined) most = Math.max(most ?? 1, align);
    }
  return most;
}

export const hasAttribute = (list: Attribute[], name: string): boolean => list.some((a) => a.name === name);
