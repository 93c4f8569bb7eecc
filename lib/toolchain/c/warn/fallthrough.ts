import type { Expr, Stmt } from '../ast';
import type { Context } from '../sema/context';
import { Reach } from './reach';
import { expressionsOf, operandsOf, partsOf } from './walk';

/** Comments that say that it is meant, as gcc's -Wimplicit-fallthrough=3 takes them. */
const MEANT = [
  /^-fallthrough$/,
  /^@fallthrough@$/,
  /^lint -fallthrough[ \t]*$/,
  /^[ \t.!]*(ELSE,? |INTENTIONAL(LY)? )?FALL(S | |-)?THR(OUGH|U)[ \t.!]*(-[^\n\r]*)?$/,
  /^[ \t.!]*([Ee]lse,? |[Ii]ntentional(ly)? )?[Ff]all((s | |-)[Tt]|t)hr(ough|u)[ \t.!]*(-[^\n\r]*)?$/,
];

const COMMENTS = /\/\*[\s\S]*?\*\/|\/\/.*/g;

/** Statements of a switch that run on into the next case, where nothing says that they should. */
export function checkFallthrough(cx: Context, s: Stmt): void {
  for (const e of expressionsOf(s)) checkExpression(cx, e);
  for (const part of partsOf(s)) checkFallthrough(cx, part);
  if (s.kind === 'switch') checkRun(cx, s.body, undefined);
}

function checkExpression(cx: Context, e: Expr): void {
  if (e.kind === 'statement') checkFallthrough(cx, e.body);
  for (const part of operandsOf(e)) checkExpression(cx, part);
}

/**
 * One way through a switch or a loop in it. Labels in a branch of an if are jumped to on purpose.
 * @param since what stands between the last label and here; undefined where none came yet
 */
function checkRun(cx: Context, body: Stmt, since: Stmt[] | undefined): void {
  const items = flat(body);
  for (const [i, item] of items.entries()) {
    if (item.kind === 'while' || item.kind === 'do' || item.kind === 'for') checkRun(cx, item.body, []);
    if (!labelsCase(items, i)) {
      since?.push(item);
      continue;
    }
    const last = since?.flatMap(effects).at(-1);
    if (since && last && !last.meant && goesOn(since) && !endsAtOnce(items, i) && !saidSo(cx, item.at))
      cx.warn('implicit-fallthrough', last.at, 'this statement may fall through', {
        notes: [cx.note(item.at, 'here')],
      });
    since = [];
  }
}

/** A statement without braces, each label by itself. */
function flat(s: Stmt): Stmt[] {
  if (s.kind === 'block') return s.items.flatMap(flat);
  if (s.kind === 'case' || s.kind === 'label')
    return [{ ...s, body: { kind: 'empty', at: s.at } }, ...flat(s.body)];
  return [s];
}

/** A case, or the first of labels before one. */
function labelsCase(items: readonly Stmt[], at: number): boolean {
  let i = at;
  while (items[i]?.kind === 'label') i++;
  return items[i]?.kind === 'case';
}

function goesOn(items: Stmt[]): boolean {
  return new Reach().goesOn({ kind: 'block', at: 0, items, vla: false, cleanups: [], end: 0 });
}

/** Whether a statement does anything, and whether it says that falling through is meant. */
function effects(s: Stmt): { at: number; meant: boolean }[] {
  switch (s.kind) {
    case 'case':
    case 'label':
      return [];
    case 'empty':
      return s.fallthrough ? [{ at: s.at, meant: true }] : [];
    case 'decl':
      return s.variable.init ? [{ at: s.at, meant: false }] : [];
    case 'expr': {
      const value = s.expr.kind === 'cast' && s.expr.conversion === 'void' ? s.expr.operand : s.expr;
      return value.kind === 'load' || value.kind === 'int' ? [] : [{ at: s.expr.at, meant: false }];
    }
    // gcc takes it that who writes assembly knows.
    case 'asm':
      return [{ at: s.at, meant: true }];
    // A loop without a condition is left by break, which was meant.
    case 'for':
      return [{ at: s.at, meant: s.test === undefined }];
    default:
      return [{ at: s.at, meant: false }];
  }
}

/** The first thing done is to leave, as in `default: break;`. */
function endsAtOnce(items: readonly Stmt[], at: number): boolean {
  const first = items.slice(at).find((s) => effects(s).length > 0);
  return (
    first === undefined ||
    first.kind === 'break' ||
    first.kind === 'continue' ||
    first.kind === 'goto' ||
    (first.kind === 'return' && first.value === undefined)
  );
}

/** A comment right before a label says that falling through is meant. */
function saidSo({ tokens }: Context, label: number): boolean {
  const { sources } = tokens;
  const start = (token: number) => sources.outermost(tokens.location[token], tokens.expansion[token]);
  const to = start(label);
  const { file, base } = sources.inclusionOf(to);
  const from = Math.max(start(label - 1) - base, 0);
  const between = file.clean.slice(from, to - base);
  // As for gcc, a directive between the two parts them.
  const text = between.split(/^[ \t]*#.*$/m).at(-1) ?? '';
  return [...text.matchAll(COMMENTS)].some(([comment]) => {
    const inside = comment.startsWith('//') ? comment.slice(2) : comment.slice(2, -2);
    return MEANT.some((pattern) => pattern.test(inside));
  });
}
