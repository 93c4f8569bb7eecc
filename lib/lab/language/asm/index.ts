import { SYSCALLS } from '../../../abi/syscalls';
import { flagEffect } from '../../../isa/flags';
import { ENCODINGS } from '../../../isa/table';
import type { Encoding } from '../../../isa/types';
import { lookUp } from '../../../toolchain/asm/mnemonic';
import { lineBefore } from '../text';
import type { Completion, Definition, HelpQuestion, Hover } from '../types';
import { DIRECTIVE_TEXTS } from './directives';
import { instructionText } from './instructions';
import { REGISTER_NAMES, registerText } from './registers';

/** Forms of an instruction that are listed at most. */
const FORMS = 10;
const PREFIXES = /^\s*(?:[\w.$]+:\s*)*(?:(?:rep\w*|lock|notrack)\s+)?/;
const WORD = /[%$.]?[A-Za-z_.][\w.$]*|\$?-?(?:0x[\da-fA-F]+|\d+)/g;
const FLAGS: Record<string, string> = {
  c: 'CF',
  p: 'PF',
  a: 'AF',
  z: 'ZF',
  s: 'SF',
  o: 'OF',
  d: 'DF',
  i: 'IF',
};
/** Registers of a system call's arguments. */
const ARGUMENTS = ['rdi', 'rsi', 'rdx', 'r10', 'r8', 'r9'];
/** How far ahead of a number its syscall may stand, in lines. */
const REACH = 12;
const LABEL = /^\s*([A-Za-z_.$][\w.$]*):/gm;
const EQUATE = /^\s*(?:\.(?:set|equ|equiv)\s+)?([A-Za-z_.$][\w.$]*)\s*[=,]\s*(\S.*?)\s*$/gm;

/** Answers questions about assembly, out of the instruction table and the tables of system calls. */
export function completeAsm({ source, offset }: HelpQuestion): Completion[] {
  const line = lineBefore(source, offset);
  if (/(^|[^'"])#|\/\/|"[^"]*$/.test(line)) return [];
  const rest = line.replace(PREFIXES, '');
  if (/^\.?\w*$/.test(rest)) return statements(source);
  const intel = isIntel(source, offset);
  const names = REGISTER_NAMES.map((name): Completion => {
    const { detail, text } = registerText(name) ?? { detail: '', text: '' };
    return { label: intel ? name : `%${name}`, kind: 'register', detail, text };
  });
  const symbols = definitions(source).map(
    ({ name, what }): Completion => ({ label: name, kind: 'variable', detail: what }),
  );
  return [...names, ...symbols];
}

export function hoverAsm({ source, offset }: HelpQuestion): Hover | undefined {
  const word = wordAt(source, offset);
  if (!word) return undefined;
  const found = meaning(source, word);
  return found && { from: word.from, to: word.to, ...found };
}

export function definitionAsm({ source, offset }: HelpQuestion): Definition | undefined {
  const name = wordAt(source, offset)?.text.replace(/^\$/, '');
  const found = definitions(source).find((definition) => definition.name === name);
  return found && { line: source.slice(0, found.at).split('\n').length, column: 1 };
}

function wordAt(source: string, offset: number) {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const end = source.indexOf('\n', offset);
  const line = source.slice(start, end < 0 ? undefined : end).replace(/(^|\s)(#|\/\/).*/, '');
  for (const { 0: text, index } of line.matchAll(WORD)) {
    const from = start + index;
    if (from <= offset && offset <= from + text.length)
      return {
        text,
        from,
        to: from + text.length,
        first: line.slice(0, index).replace(PREFIXES, '').trim() === '',
        line,
      };
  }
  return undefined;
}

type Description = Omit<Hover, 'from' | 'to'>;

function meaning(source: string, word: NonNullable<ReturnType<typeof wordAt>>): Description | undefined {
  const { text, from, first, line } = word;
  const lower = text.toLowerCase();
  const directive = DIRECTIVE_TEXTS.get(lower);
  if (first && directive) return { code: directive.form, text: directive.text };
  const syntax = isIntel(source, from) ? 'intel' : 'att';
  if (first) return instruction(lower, syntax, lower === 'syscall' ? callBefore(source, from) : undefined);
  const register = registerText(lower.replace(/^%/, ''));
  if (register) return { code: [lower, register.detail].filter(Boolean).join(': '), text: register.text };
  const number = /^\$?(-?(?:0x[\da-f]+|\d+))$/.exec(lower)?.[1];
  if (number !== undefined) return value(source, from, Number(number), line, syntax);
  const found = definitions(source).find(({ name }) => name === text.replace(/^\$/, ''));
  if (!found) return undefined;
  return {
    code: `${found.name}: ${found.what}`,
    notes: [`line ${source.slice(0, found.at).split('\n').length}`],
  };
}

/** A number; the one that goes to rax before syscall is a call's. */
function value(source: string, at: number, n: number, line: string, syntax: 'att' | 'intel'): Description {
  const code = `${n} = ${n < 0 ? '-' : ''}0x${Math.abs(n).toString(16)}`;
  const target =
    syntax === 'att' ? /^\s*(?:\S+:\s*)?movq?l?\s+\$\S+,\s*%[er]?ax\b/ : /^\s*(?:\S+:\s*)?mov\s+[er]?ax\s*,/;
  if (!target.test(line)) return { code };
  const following = source.slice(at).split('\n').slice(1, REACH);
  const trap = following.findIndex((next) => /^\s*(?:\S+:\s*)?syscall\b/.test(next));
  const call = trap < 0 ? undefined : SYSCALLS.get(n);
  return call ? { ...callText(n), notes: [code] } : { code };
}

/** The call that a syscall makes, where its number is set a few lines before. */
function callBefore(source: string, at: number): Description | undefined {
  const before = source.slice(0, at).split('\n').slice(-REACH).reverse();
  for (const line of before.slice(1)) {
    if (/\bsyscall\b/.test(line)) return undefined;
    const [, att, intel] = /\bmovq?l?\s+(?:\$(\w+),\s*%[er]?ax\b|[er]?ax\s*,\s*(\w+))/.exec(line) ?? [];
    const n = Number(att ?? intel ?? Number.NaN);
    if (SYSCALLS.has(n)) return callText(n);
    if (/%?\b[er]?ax\s*$/.test(line) && !/xor/.test(line)) return undefined;
  }
  return undefined;
}

function callText(n: number): Description {
  const call = SYSCALLS.get(n);
  if (!call) return { code: `${n}` };
  const names = call.args.map(({ name }) => name);
  const places = names.map((name, i) => `${ARGUMENTS[i]} = ${name}`).join(', ');
  return {
    code: `${call.name}(${names.join(', ')})`,
    text: `System call ${n}.${places ? ` ${places}.` : ''}`,
  };
}

function instruction(name: string, syntax: 'att' | 'intel', call?: Description): Description | undefined {
  const known = lookUp(name, syntax);
  if (!known) return undefined;
  const { mnemonic } = known;
  const rows = [...new Set(known.candidates.map(({ row }) => row))];
  const forms = [...new Set(rows.map((row) => formOf(row, syntax)))];
  const shown = forms.slice(0, FORMS);
  if (forms.length > FORMS) shown.push(`… ${forms.length - FORMS} more forms`);
  const effect = flagEffect(mnemonic);
  const notes = [
    call && `here: ${call.code}. ${call.text}`,
    effect.reads && `reads ${flagNames(effect.reads)}`,
    effect.writes && `sets ${flagNames(effect.writes)}${effect.conditional ? ' (not for a count of 0)' : ''}`,
    effect.undefined && `leaves ${flagNames(effect.undefined)} undefined`,
    rows.every((row) => row.privileged) && 'privileged: #GP in user mode',
    `Intel SDM vol. 2, “${mnemonic.toUpperCase()}”`,
  ];
  return {
    code: shown.join('\n'),
    text: instructionText(mnemonic),
    notes: notes.filter((n) => typeof n === 'string' && n !== '') as string[],
  };
}

const flagNames = (letters: string): string =>
  [...letters].map((letter) => FLAGS[letter] ?? letter).join(' ');

const WIDTHS: Record<string, string> = {
  b: '8',
  w: '16',
  d: '32',
  q: '64',
  v: '16/32/64',
  z: '16/32',
  y: '32/64',
  s: '8',
  x: '128',
  t: '80',
  p: '',
};
const PLACES: Record<string, string> = {
  E: 'r/m',
  G: 'r',
  M: 'm',
  R: 'r',
  I: 'imm',
  J: 'rel',
  O: 'moffs',
  Z: 'r',
  S: 'sreg',
  C: 'cr',
  D: 'dr',
  X: '[rsi]',
  Y: '[rdi]',
  V: 'xmm',
  W: 'xmm/m',
  U: 'xmm',
  F: 'st(i)',
  B: 'r',
  P: 'mm',
  Q: 'mm/m',
  N: 'mm',
};

/** A row in the notation of the SDM's pages, operands in the order of the syntax. */
function formOf({ mnemonic, operands }: Encoding, syntax: 'att' | 'intel'): string {
  const names = operands.map((spec) => {
    const place = PLACES[spec[0]];
    if (place === undefined || /^(al|ax|eax|rax|rAX|cl|dx|1|fs|gs|xmm0|st)$/.test(spec))
      return spec === 'rAX' ? 'rax' : spec;
    return /^(xmm|st|\[|sreg|cr|dr|mm)/.test(place) && place !== 'xmm/m' && place !== 'mm/m'
      ? place
      : place + (WIDTHS[spec[1]] ?? '');
  });
  if (syntax === 'att') names.reverse();
  return `${mnemonic} ${names.join(', ')}`.trim();
}

/** All that a statement may begin with. */
function statements(source: string): Completion[] {
  const names = [...new Set(ENCODINGS.map(({ mnemonic }) => mnemonic))];
  const instructions = names.map(
    (label): Completion => ({ label, kind: 'instruction', text: instructionText(label) }),
  );
  const directives = [...DIRECTIVE_TEXTS].map(
    ([label, { form, text }]): Completion => ({ label, kind: 'keyword', detail: form, text }),
  );
  const macros = [...source.matchAll(/^\s*\.macro\s+([\w.$]+)/gm)].map(
    ([, label]): Completion => ({ label, kind: 'macro' }),
  );
  return [...instructions, ...directives, ...macros];
}

/** Labels and values of a source. */
function definitions(source: string): { name: string; what: string; at: number }[] {
  const labels = [...source.matchAll(LABEL)].map(({ 1: name, index }) => ({
    name,
    what: 'label',
    at: index + 1,
  }));
  const equates = [...source.matchAll(EQUATE)]
    .filter(([text, name]) => /=|\.(set|equ)/.test(text) && !lookUp(name, 'att'))
    .map(({ 1: name, 2: value, index }) => ({ name, what: value, at: index + 1 }));
  return [...labels, ...equates];
}

/** Whether Intel syntax is in force at a place. */
function isIntel(source: string, offset: number): boolean {
  const switches = [...source.slice(0, offset).matchAll(/^\s*\.(intel|att)_syntax\b/gm)];
  return switches.at(-1)?.[1] === 'intel';
}
