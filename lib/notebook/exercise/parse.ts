/**
 * The text of an exercise cell: the question in Markdown, then parts, each opened by a line of dashes and its name.
 *
 *     How many calls does it make?
 *     --- answer
 *     62500 ± 1%
 *     --- hint
 *     A call carries one buffer.
 *     --- solution
 *     1,000,000 / 16.
 */
export interface Exercise {
  question: string;
  ask: Ask;
  hints: string[];
  solution: string;
}

/** What the reader answers with, and what is right. */
export type Ask =
  | { kind: 'choice'; choices: { text: string; right: boolean }[] }
  | { kind: 'number'; rights: { value: number; tolerance: number }[] }
  | { kind: 'text'; rights: string[] }
  /** An expression over `answer` and what other cells define: true, false, or a text that says what is wrong. */
  | { kind: 'check'; input: 'number' | 'text'; check: string; line: number }
  /** A program cell of the notebook, which the reader writes: what it has to print for each input. */
  | { kind: 'program'; program: string; cases: Case[]; check?: string; line: number };

export interface Case {
  args: string;
  stdin: string;
  expect: string;
}

/** The text is no exercise; lines count from 1. */
export class ExerciseError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

interface Part {
  name: string;
  /** What stands behind the name. */
  rest: string;
  body: string;
  /** Line on which the body begins. */
  line: number;
}

const OPENING = /^---+[ \t]+(\w+)[ \t]*(.*)$/;
const PARTS = ['choices', 'answer', 'check', 'program', 'case', 'hint', 'solution'];

/** Reads an exercise. Throws ExerciseError. */
export function parseExercise(source: string): Exercise {
  const [{ body: question }, ...parts] = split(source);
  const all = (name: string) => parts.filter((part) => part.name === name);
  const one = (name: string): Part | undefined => {
    const [first, second] = all(name);
    if (second) throw new ExerciseError(`a second --- ${name}; an exercise has one`, second.line - 1);
    return first;
  };
  return {
    question,
    ask: askOf(one('choices'), one('answer'), one('check'), one('program'), all('case')),
    hints: all('hint').map(({ body }) => body),
    solution: one('solution')?.body ?? '',
  };
}

function split(source: string): Part[] {
  const parts: Part[] = [{ name: 'question', rest: '', body: '', line: 1 }];
  let lines: string[] = [];
  const close = () => {
    parts[parts.length - 1].body = lines.join('\n').replace(/^\s*\n|\s+$/g, '');
    lines = [];
  };
  source.split('\n').forEach((text, i) => {
    const match = OPENING.exec(text);
    if (!match) {
      lines.push(text);
      return;
    }
    const [, name, rest] = match;
    if (!PARTS.includes(name))
      throw new ExerciseError(`an exercise has no part ${name}; it has ${PARTS.join(', ')}`, i + 1);
    close();
    parts.push({ name, rest: rest.trim(), body: '', line: i + 2 });
  });
  close();
  return parts;
}

function askOf(
  choices: Part | undefined,
  answer: Part | undefined,
  check: Part | undefined,
  program: Part | undefined,
  cases: Part[],
): Ask {
  if (choices) return { kind: 'choice', choices: choicesOf(choices) };
  if (program) {
    if (cases.length === 0 && !check)
      throw new ExerciseError(
        '--- program wants a --- case with the output it should have, or a --- check',
        program.line - 1,
      );
    const made = {
      program: program.rest || program.body,
      check: check?.body,
      line: check?.line ?? program.line,
    };
    return { kind: 'program', ...made, cases: cases.map(caseOf) };
  }
  if (check)
    return {
      kind: 'check',
      input: answer?.rest === 'number' ? 'number' : 'text',
      check: check.body,
      line: check.line,
    };
  if (!answer)
    throw new ExerciseError('an exercise wants one of --- choices, --- answer, --- check and --- program', 1);
  const lines = answer.body.split('\n').filter((text) => text.trim() !== '');
  if (lines.length === 0) throw new ExerciseError('--- answer is empty', answer.line - 1);
  const numbers = lines.map(numberOf);
  const rights = numbers.filter((right) => right !== undefined);
  return rights.length === lines.length ? { kind: 'number', rights } : { kind: 'text', rights: lines };
}

/** `- [x] right` and `- [ ] wrong`, a line each. */
function choicesOf({ body, line }: Part) {
  const choices = body.split('\n').map((text, i) => {
    const match = /^[-*][ \t]+\[([ xX])\][ \t]+(.+)$/.exec(text.trim());
    if (!match) throw new ExerciseError('a choice is written as - [ ] wrong or - [x] right', line + i);
    return { right: match[1] !== ' ', text: match[2] };
  });
  if (!choices.some(({ right }) => right))
    throw new ExerciseError('none of the choices is right: mark it [x]', line);
  return choices;
}

/** `62,500`, `0.3 ± 0.1` or `62500 ± 1%`; +- is ± too. */
function numberOf(text: string): { value: number; tolerance: number } | undefined {
  const match = /^([-+\d.,e_ ]+?)(?:[ \t]*(?:±|\+-)[ \t]*([\d.]+)[ \t]*(%?))?$/i.exec(text.trim());
  const value = readNumber(match?.[1] ?? '');
  if (!match || value === undefined) return undefined;
  const by = Number(match[2] ?? 0);
  return { value, tolerance: match[3] ? (Math.abs(value) * by) / 100 : by };
}

/** `args="1 2" stdin="text"` behind the name, and the output below. */
function caseOf({ rest, body, line }: Part): Case {
  const attributes = Object.fromEntries(
    [...rest.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => [
      name,
      value.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c)),
    ]),
  );
  for (const name of Object.keys(attributes))
    if (name !== 'args' && name !== 'stdin')
      throw new ExerciseError(`a case has args="..." and stdin="...", not ${name}`, line - 1);
  return { args: attributes['args'] ?? '', stdin: attributes['stdin'] ?? '', expect: body };
}

/** A number as people write it: with commas, blanks or underscores between the thousands. */
export function readNumber(text: string): number | undefined {
  const bare = text.trim().replace(/(?<=\d)[,_ \u00a0\u202f](?=\d{3}(?!\d))/g, '');
  const value = Number(bare);
  return bare === '' || Number.isNaN(value) ? undefined : value;
}

/** Whether a given answer is right, where that takes no more than the exercise's own text. */
export function judge(ask: Ask, answer: string): boolean {
  switch (ask.kind) {
    case 'choice':
      return ask.choices.find(({ text }) => text === answer)?.right === true;
    case 'number': {
      const given = readNumber(answer);
      return (
        given !== undefined && ask.rights.some(({ value, tolerance }) => Math.abs(given - value) <= tolerance)
      );
    }
    case 'text': {
      const bare = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase();
      return ask.rights.some((right) => bare(right) === bare(answer));
    }
    default:
      return false;
  }
}

/** Output as it is compared: without blanks at the ends of lines and blank lines at the end. */
export const bareOutput = (text: string): string =>
  text
    .replace(/\r\n/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
