import type { Expr } from '../ast';
import type { Parser } from '../parse/parser';
import { calledFunction } from '../sema/call';
import type { Entry } from '../sema/scope';

/** Functions of the library whose result tells whether they did their work; glibc marks them so when it is asked to. */
const CHECKED = new Set(
  `read write pread pwrite readv writev scanf fscanf sscanf fgets fread getline system chdir dup pipe pipe2
  ftruncate truncate malloc calloc realloc strdup fork nice chown setuid setgid symlink link fscanf realpath asprintf
  mkstemp getcwd readlink`.split(/\s+/),
);

const ALLOCATES = /^(malloc|calloc|realloc|strdup)$/;

/** A value that is computed and dropped. */
export function warnUnusedValue(p: Parser, e: Expr): void {
  if (p.unevaluated > 0) return;
  switch (e.kind) {
    case 'call': {
      const func = calledFunction(e.callee);
      if (!func || e.type.kind === 'void') return;
      const mustUse = p.facts.get(func)?.mustUse;
      if (mustUse !== undefined || (CHECKED.has(func.name) && func.linkage === 'external' && !func.body))
        p.warnAt(
          'unused-result',
          e,
          `ignoring the return value of '${func.name}'${mustUse ? `: ${mustUse}` : ''}`,
          {
            hint:
              mustUse === undefined
                ? ALLOCATES.test(func.name)
                  ? 'it is the memory'
                  : 'it says whether the call succeeded'
                : undefined,
          },
        );
      else if ((func.pure || func.const) && e.type.kind !== 'error')
        p.warnAt('unused-value', e, `ignoring the return value of '${func.name}', which has no other effect`);
      return;
    }
    case 'binary':
      if (p.tokens.expansion[e.at] !== 0) return;
      p.warnAt(
        'unused-value',
        e,
        e.op === '==' ? "the result of '==' is unused" : `the result of '${e.op}' is unused`,
        {
          hint: e.op === '==' ? "use '=' to assign" : undefined,
        },
      );
      return;
    case 'unary':
    case 'pointer-add':
    case 'deref':
    case 'member':
    case 'var':
    case 'int':
    case 'float':
      if (p.tokens.expansion[e.at] !== 0 || p.tokens.expansion[e.from] !== 0) return;
      if (e.lvalue && e.type.quals & 2) return;
      p.warnAt('unused-value', e, 'expression result unused');
  }
}

/** Objects of a block that nobody reads. */
export function warnUnusedLocals(p: Parser, entries: Entry[]): void {
  for (const entry of entries) {
    if (entry.kind !== 'variable' || entry.storage === 'parameter' || entry.linkage === 'external') continue;
    if (entry.referenced || entry.unused || entry.hidden || entry.cleanup || entry.keep) continue;
    if (entry.type.kind === 'error' || (entry.type.quals & 2) !== 0) continue;
    p.warn('unused-variable', entry.at, `unused variable '${entry.name}'`);
  }
}
