import { editDistance } from '../diagnose/suggest';
import { evaluate } from './condition';
import { include } from './include';
import * as K from './kinds';
import { type Macro, parseDefinition, sameMacro, type Token, tokenWhere } from './macro';
import { names } from './names';
import { pragmaDirective } from './pragma';
import type { Frame, Preprocessor } from './preprocessor';

const id = (text: string) => names.id(text);
const IF = id('if');
const IFDEF = id('ifdef');
const IFNDEF = id('ifndef');
const ELIF = id('elif');
const ELSE = id('else');
const ENDIF = id('endif');

type Handler = (pp: Preprocessor, frame: Frame, name: Token, line: Token[]) => void;

/** Handles the directive whose `#` the frame stands at; leaves the frame after its line. */
export function directive(pp: Preprocessor, frame: Frame): void {
  const { kind, flags, value, count } = frame.lexed;
  const hash = frame.at;
  let end = hash + 1;
  while (end < count && !(flags[end] & K.LINE_START)) end++;
  frame.at = end;
  const first = hash + 1;
  if (first === end) return; // The null directive.
  const name = pp.tokenAt(frame, first);
  if (kind[first] === K.NUMBER) {
    // `# 12 "file"`, as preprocessed source has it.
    setLine(pp, frame, name, lineTokens(pp, frame, first, end), true);
    return;
  }
  const handler = kind[first] === K.IDENT ? HANDLERS[value[first]] : undefined;
  if (handler) {
    handler(pp, frame, name, lineTokens(pp, frame, first + 1, end));
    return;
  }
  const text = names.text(name.value);
  const near = Object.values(DIRECTIVE_NAMES).find((n) => editDistance(n, text) <= (text.length > 4 ? 2 : 1));
  const fix = near ? { where: tokenWhere(name), text: near } : undefined;
  pp.error(
    name,
    `invalid preprocessing directive '#${text}'${near ? `; did you mean '#${near}'?` : ''}`,
    0,
    '',
    { fix },
  );
}

/** A file ends: conditions that are still open are errors. */
export function endOfFile(pp: Preprocessor, frame: Frame): void {
  for (const condition of frame.conditions)
    pp.error(condition.at, `unterminated conditional directive: '#endif' is missing`);
}

function lineTokens(pp: Preprocessor, frame: Frame, from: number, to: number): Token[] {
  const line: Token[] = [];
  for (let i = from; i < to; i++) line.push(pp.tokenAt(frame, i));
  return line;
}

/** The text of a line as written, from a token on. */
export function restOfLine(frame: Frame, line: Token[]): string {
  if (line.length === 0) return '';
  const { clean } = frame.lexed.source;
  const from = line[0].location - frame.inclusion.base;
  const end = clean.indexOf('\n', from);
  return clean.slice(from, end < 0 ? undefined : end).trim();
}

function extra(pp: Preprocessor, name: Token, line: Token[], from: number): void {
  if (line.length > from)
    pp.warn('endif-labels', line[from], `extra tokens at end of #${names.text(name.value)} directive`);
}

const define: Handler = (pp, _frame, name, line) => {
  const macro = parseDefinition(line, (token, message) => pp.error(token ?? name, message));
  if (macro) defineMacro(pp, macro, line[0]);
};

function defineMacro(pp: Preprocessor, macro: Macro, at: Token): void {
  const known = pp.macros[macro.name];
  if (pp.poisoned.has(macro.name)) pp.error(at, `attempt to use poisoned "${names.text(macro.name)}"`);
  if (known?.builtin)
    pp.warn('builtin-macro-redefined', at, `redefining builtin macro '${names.text(macro.name)}'`);
  else if (known && !sameMacro(known, macro)) {
    const notes = [
      {
        where: { location: known.location, expansion: 0, length: 1 },
        message: 'previous definition is here',
      },
    ];
    if (!pp.sources.inSystemHeader(at.location))
      pp.diagnostics.warn('cpp', tokenWhere(at), `'${names.text(macro.name)}' macro redefined`, { notes });
  }
  pp.macros[macro.name] = macro;
}

const undef: Handler = (pp, _frame, name, line) => {
  const token = line[0];
  if (token?.kind !== K.IDENT) {
    pp.error(token ?? name, token ? 'macro name must be an identifier' : 'macro name missing');
    return;
  }
  extra(pp, name, line, 1);
  if (pp.macros[token.value]?.builtin)
    pp.warn('builtin-macro-redefined', token, `undefining builtin macro '${names.text(token.value)}'`);
  pp.macros[token.value] = undefined;
};

/** Enters a group, or goes past it to the next that may be taken. */
function open(pp: Preprocessor, frame: Frame, name: Token, take: boolean): void {
  frame.conditions.push({ at: name, taken: take, otherwise: false });
  if (!take) skip(pp, frame);
}

const ifDirective: Handler = (pp, frame, name, line) => open(pp, frame, name, evaluate(pp, name, line));

const ifdef =
  (wanted: boolean): Handler =>
  (pp, frame, name, line) => {
    const token = line[0];
    if (token?.kind !== K.IDENT) {
      pp.error(token ?? name, token ? 'macro name must be an identifier' : 'macro name missing');
      open(pp, frame, name, false);
      return;
    }
    extra(pp, name, line, 1);
    open(pp, frame, name, (pp.macros[token.value] !== undefined) === wanted);
  };

/** #elif, #else: the group before was taken, or we would be in `skip`. */
const otherwise: Handler = (pp, frame, name) => {
  const condition = frame.conditions.at(-1);
  if (!condition) {
    pp.error(name, `#${names.text(name.value)} without #if`);
    return;
  }
  checkOrder(pp, condition, name);
  skip(pp, frame);
};

function checkOrder(pp: Preprocessor, condition: { otherwise: boolean; at: Token }, name: Token): void {
  if (condition.otherwise)
    pp.error(
      name,
      `#${names.text(name.value)} after #else`,
      condition.at.location,
      'the conditional began here',
    );
  if (name.value === ELSE) condition.otherwise = true;
}

const endif: Handler = (pp, frame, name, line) => {
  extra(pp, name, line, 0);
  if (!frame.conditions.pop()) pp.error(name, '#endif without #if');
};

/** Goes past groups that are not taken; stops inside the next that is, or after #endif. */
function skip(pp: Preprocessor, frame: Frame): void {
  const { kind, flags, value, count } = frame.lexed;
  let depth = 0;
  for (let at = frame.at; at < count; at++) {
    if (kind[at] !== K.HASH || !(flags[at] & K.LINE_START) || at + 1 >= count || flags[at + 1] & K.LINE_START)
      continue;
    const word = value[at + 1];
    if (word === IF || word === IFDEF || word === IFNDEF) depth++;
    else if (word === ENDIF && depth-- === 0) {
      frame.at = lineEnd(frame, at + 1);
      frame.conditions.pop();
      return;
    } else if (depth === 0 && (word === ELSE || word === ELIF)) {
      const condition = frame.conditions[frame.conditions.length - 1];
      const name = pp.tokenAt(frame, at + 1);
      checkOrder(pp, condition, name);
      frame.at = lineEnd(frame, at + 1);
      if (condition.taken) continue;
      const take = word === ELSE || evaluate(pp, name, lineTokens(pp, frame, at + 2, frame.at));
      if (take) {
        condition.taken = true;
        return;
      }
    }
  }
  frame.at = count;
}

function lineEnd(frame: Frame, from: number): number {
  const { flags, count } = frame.lexed;
  let end = from;
  while (end < count && !(flags[end] & K.LINE_START)) end++;
  return end;
}

const lineDirective: Handler = (pp, frame, name, line) =>
  setLine(pp, frame, name, pp.expander.expandList(line), false);

function setLine(pp: Preprocessor, frame: Frame, name: Token, line: Token[], marker: boolean): void {
  const number = line[0] ? names.text(line[0].value) : '';
  if (line[0]?.kind !== K.NUMBER || !/^\d+$/.test(number)) {
    pp.error(
      line[0] ?? name,
      line[0] ? `"${number}" after #line is not a positive integer` : 'unexpected end of file after #line',
    );
    return;
  }
  const { inclusion } = frame;
  let file = inclusion.lines.at(-1)?.name ?? inclusion.file.path;
  if (line[1]) {
    const text = names.text(line[1].value);
    if (line[1].kind !== K.STRING || !text.startsWith('"')) {
      pp.error(line[1], `"${text}" is not a valid filename`);
      return;
    }
    file = text.slice(1, -1).replace(/\\(.)/g, '$1');
  }
  if (marker && line.slice(2).some((token) => names.text(token.value) === '3')) inclusion.system = true;
  const { line: physical } = inclusion.file.position(name.location - inclusion.base);
  const from = frame.at < frame.lexed.count ? frame.lexed.start[frame.at] : inclusion.file.clean.length;
  inclusion.lines.push({ from: inclusion.base + from, physical, line: Number(number), name: file });
}

const message =
  (severity: 'error' | 'warning'): Handler =>
  (pp, frame, name, line) => {
    const text = `#${severity} ${restOfLine(frame, line)}`.trim();
    if (severity === 'error') pp.error(name, text);
    else pp.warn('cpp', name, text);
  };

const ignored: Handler = () => {};

const HANDLERS: Handler[] = [];
const DIRECTIVE_NAMES: string[] = [];
for (const [name, handler] of Object.entries<Handler>({
  define,
  undef,
  if: ifDirective,
  ifdef: ifdef(true),
  ifndef: ifdef(false),
  elif: otherwise,
  else: otherwise,
  endif,
  include: (pp, frame, name, line) => include(pp, frame, name, line, false),
  include_next: (pp, frame, name, line) => include(pp, frame, name, line, true),
  import: (pp, frame, name, line) => include(pp, frame, name, line, false, true),
  line: lineDirective,
  error: message('error'),
  warning: message('warning'),
  pragma: (pp, frame, name, line) => pragmaDirective(pp, name, line, restOfLine(frame, line)),
  ident: ignored,
  sccs: ignored,
  assert: ignored,
  unassert: ignored,
})) {
  HANDLERS[id(name)] = handler;
  DIRECTIVE_NAMES.push(name);
}
