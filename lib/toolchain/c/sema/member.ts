import type { Expr } from '../ast';
import { whereToken } from '../diagnose/diagnostics';
import { nearest } from '../diagnose/suggest';
import { ATOMIC, type Field, type RecordDef } from '../types';
import { errorExpr, rvalue } from './build';
import type { Context } from './context';
import { dereference, isError } from './operators';
import { qualify, quote, unqualified } from './type';

/** Finds a member by name, through anonymous members too: the steps to it (C11 6.7.2.1p13). */
export function findMember(def: RecordDef, name: string): Field[] | undefined {
  for (const field of def.fields) {
    if (field.name === name) return [field];
    if (field.name === undefined && field.type.kind === 'record') {
      const inner = findMember(field.type.def, name);
      if (inner) return [field, ...inner];
    }
  }
  return undefined;
}

function* memberNames(def: RecordDef): Generator<string> {
  for (const field of def.fields) {
    if (field.name !== undefined) yield field.name;
    else if (field.type.kind === 'record') yield* memberNames(field.type.def);
  }
}

/** `base.name`, and `base->name` when `arrow`. */
export function member(
  cx: Context,
  base: Expr,
  name: string,
  arrow: boolean,
  at: number,
  nameAt: number,
): Expr {
  const where = { at: nameAt, from: base.from, to: nameAt };
  let object = base;
  if (isError(base)) return errorExpr(cx, where);
  if (arrow) {
    const pointer = rvalue(base);
    if (pointer.type.kind !== 'pointer') {
      const isRecord = base.type.kind === 'record';
      cx.error(at, `member reference type ${quote(base.type)} is not a pointer`, {
        ...(isRecord ? { hint: "use '.'", fix: { where: whereToken(cx.tokens, at), text: '.' } } : {}),
      });
      if (!isRecord) return errorExpr(cx, where);
    } else object = { ...dereference(cx, pointer, at), from: base.from, to: pointer.to } as Expr;
  } else if (base.type.kind === 'pointer' && base.type.to.kind === 'record') {
    cx.error(at, `member reference type ${quote(base.type)} is a pointer`, {
      hint: "use '->'",
      fix: { where: whereToken(cx.tokens, at), text: '->' },
    });
    object = dereference(cx, base, at);
  }
  if (isError(object)) return errorExpr(cx, where);
  if (object.type.kind !== 'record') {
    cx.error(at, `member reference base type ${quote(object.type)} is not a structure or union`);
    return errorExpr(cx, where);
  }
  const { def } = object.type;
  if (!def.complete) {
    cx.error(at, `incomplete definition of type ${quote(object.type)}`, {
      notes: [cx.note(def.at, 'forward declaration is here')],
    });
    return errorExpr(cx, where);
  }
  cx.onMember?.(object.type, name);
  const steps = findMember(def, name);
  if (!steps) {
    const near = nearest(name, memberNames(def));
    cx.error(
      nameAt,
      `no member named '${name}' in ${quote(unqualified(object.type))}${near ? `; did you mean '${near}'?` : ''}`,
      {
        fix: near ? { where: whereToken(cx.tokens, nameAt), text: near } : undefined,
      },
    );
    return errorExpr(cx, where);
  }
  for (const field of steps) {
    const type = qualify(field.type, object.type.quals & ~ATOMIC);
    object = { kind: 'member', type, ...where, lvalue: object.lvalue, base: object, field };
  }
  return object;
}
