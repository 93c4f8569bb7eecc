import { exerciseElement } from '../exercise/element';
import { bareOutput, type Exercise, ExerciseError, parseExercise, readNumber } from '../exercise/parse';
import type { Answer, CellError } from '../types';
import { words } from '../words';
import { hasImages, showFiles } from './images';
import { compileHoles, splitMarkdown, splitTemplate } from './interpolate';
import { renderMarkdown } from './markdown';
import { loadMath, mayHaveMath } from './math';
import type { CellNode, Import, RunOptions, RuntimeCell } from './protocol';
import { type Compiled, CompileError, compile, evaluate, importsOf } from './transpile';
import type { ProgramValue } from './value';

/** What a cell's evaluation is given beside the values it reads. */
export interface Tools {
  document: Document;
  answer: Answer;
  /** The value of a name now; rejects where its cell has none. */
  now(name: string): Promise<unknown>;
  run(program: string, options: RunOptions): Promise<ProgramValue>;
  answered(answer: Answer): void;
}

/** A cell made ready: its place in the graph, and what evaluates it. */
export type CellCode =
  | {
      kind: 'js' | 'md' | 'exercise';
      node: CellNode;
      /** Absent when the source does not compile. */
      compiled?: Compiled;
      problem?: CellError;
      autodisplay: boolean;
      evaluate(inputs: unknown[], tools: Tools): unknown;
    }
  | { kind: 'import'; node: CellNode; problem?: CellError; imports: Import[] }
  | {
      kind: 'program';
      node: CellNode;
      problem?: CellError;
      /** What the attributes read. */
      inputs: string[];
      attributes(inputs: unknown[]): Promise<Record<string, string>>;
    };

/** Compiles a cell; what is wrong with its source is a problem of the answer, never thrown. */
export function compileCell(cell: RuntimeCell): CellCode {
  try {
    return CODE[cell.kind](cell as never);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    const node = { id: cell.id, reads: [], defines: namesOf(cell), experiment: false };
    const failed = { node, problem: error.problem };
    if (cell.kind !== 'program')
      return { ...failed, kind: cell.kind, autodisplay: false, evaluate: () => undefined };
    return { ...failed, kind: 'program', inputs: [], attributes: async () => ({}) };
  }
}

/** Functions whose use makes a cell an experiment, which waits until it is asked for. */
const EXPERIMENTS = ['run', 'sweep', 'repeat'];

type DrawnCell = Extract<RuntimeCell, { kind: 'js' | 'md' | 'exercise' }>;
type ProgramCell = Extract<RuntimeCell, { kind: 'program' }>;

function jsCode({ id, source }: DrawnCell): CellCode {
  const imports = importsOf(source);
  if (imports) {
    const defines = imports.flatMap(({ names }) => names.map(({ alias }) => alias));
    return { kind: 'import', node: { id, reads: [], defines, experiment: false }, imports };
  }
  const compiled = compile(source);
  const { inputs, outputs } = compiled;
  const experiment = EXPERIMENTS.some((name) => inputs.includes(name));
  let body: ((...inputs: unknown[]) => unknown) | undefined;
  return {
    kind: 'js',
    node: { id, reads: inputs, defines: outputs, experiment },
    compiled,
    autodisplay: compiled.autodisplay,
    evaluate: (values) => {
      body ??= evaluate(compiled, id);
      return body(...values);
    },
  };
}

function mdCode({ id, source }: DrawnCell): CellCode {
  const template = splitMarkdown(source);
  // A text that shows files reads them as any cell would, and is drawn anew when they are others.
  const files = hasImages(source) ? ['FileAttachment'] : [];
  const compiled = compileHoles([...files, ...template.expressions]);
  const body = evaluate(compiled, id);
  return {
    kind: 'md',
    node: { id, reads: compiled.inputs, defines: [], experiment: false },
    compiled,
    autodisplay: true,
    evaluate: async (values, { document }) => {
      const filled = await Promise.all((await body(...values)) as unknown[]);
      const [attach] = filled.splice(0, files.length) as Parameters<typeof showFiles>[1][];
      if (template.texts.some(mayHaveMath)) await loadMath();
      const text = renderMarkdown(template, filled, document);
      if (attach) await showFiles(text, attach);
      return text;
    },
  };
}

function programCode(cell: ProgramCell): CellCode {
  const { id, attributes } = cell;
  const templates = Object.entries(attributes).map(([key, text]) => ({ key, ...splitTemplate(text) }));
  const compiled = compileHoles(templates.flatMap(({ expressions }) => expressions));
  const body = evaluate(compiled, id);
  return {
    kind: 'program',
    node: { id, reads: compiled.inputs, defines: namesOf(cell), experiment: false },
    inputs: compiled.inputs,
    attributes: async (inputs) => {
      const values = await Promise.all((await body(...inputs)) as unknown[]);
      let next = 0;
      return Object.fromEntries(
        templates.map(({ key, texts }) => [
          key,
          texts.map((text, i) => (i < texts.length - 1 ? text + String(values[next++]) : text)).join(''),
        ]),
      );
    },
  };
}

/**
 * An exercise is drawn from what its question reads. What its check reads is asked for when the reader has answered: a
 * question about a program stands there before the program has run.
 */
function exerciseCode({ id, source }: DrawnCell): CellCode {
  const exercise = readExercise(source);
  const { ask } = exercise;
  const template = splitMarkdown(exercise.question);
  const compiled = compileHoles(template.expressions);
  const body = evaluate(compiled, id);
  const check = 'check' in ask && ask.check !== undefined ? compileCheck(ask.check, ask.line) : undefined;
  const own = check?.inputs.filter((name) => name !== 'run') ?? [];
  const later = ask.kind === 'program' ? [...own, ask.program] : own;
  return {
    kind: 'exercise',
    node: { id, reads: compiled.inputs, defines: [], later, experiment: false },
    compiled,
    autodisplay: true,
    evaluate: async (values, tools) => {
      const { document, answer, now, run, answered } = tools;
      const filled = await Promise.all((await body(...values)) as unknown[]);
      if (mayHaveMath(source)) await loadMath();
      return exerciseElement(exercise, renderMarkdown(template, filled, document), answer, {
        document,
        render: (markdown) => renderMarkdown({ texts: [markdown], expressions: [] }, [], document),
        answered,
        check: async (given) => {
          if (ask.kind === 'program') {
            const missed = await firstMissed(ask, run);
            if (missed !== undefined || !check) return missed ?? true;
          }
          if (!check) return false;
          const read = await Promise.all(check.inputs.map((name) => (name === 'run' ? run : now(name))));
          const judged = (await evaluate(check, id)(...read)) as (answer: unknown) => Promise<unknown>;
          const number = ask.kind === 'check' && ask.input === 'number';
          const verdict = await judged(number ? readNumber(given) : given);
          return typeof verdict === 'string' ? verdict : Boolean(verdict);
        },
      });
    },
  };
}

function readExercise(source: string): Exercise {
  try {
    return parseExercise(source);
  } catch (error) {
    if (!(error instanceof ExerciseError)) throw error;
    throw new CompileError({ message: error.message, line: error.line });
  }
}

function compileCheck(check: string, line: number): Compiled {
  try {
    return compile(`(async (answer) => (\n${check}\n))`);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    const { problem } = error;
    const within = Math.min((problem.line ?? 2) - 2, check.split('\n').length - 1);
    throw new CompileError({ ...problem, line: line + within });
  }
}

/** What is wrong with the first of a program's cases that fails; undefined when none does. */
async function firstMissed(
  { program, cases }: Extract<Exercise['ask'], { kind: 'program' }>,
  run: Tools['run'],
): Promise<string | undefined> {
  for (const [i, { args, stdin, expect }] of cases.entries()) {
    const made = await run(program, { args: words(args), stdin });
    const printed = bareOutput(made.stdout);
    if (printed === bareOutput(expect)) continue;
    const given = [args && `arguments ${args}`, stdin && `input ${JSON.stringify(stdin)}`].filter(Boolean);
    const how = given.length > 0 ? ` With ${given.join(' and ')}` : ' It';
    const shown = printed === '' ? 'nothing' : JSON.stringify(printed);
    return `Case ${i + 1} of ${cases.length} is not right.${how}${given.length > 0 ? ' it' : ''} prints ${shown}.`;
  }
  return undefined;
}

const CODE = { program: programCode, js: jsCode, md: mdCode, exercise: exerciseCode };

/** A program defines its name, where that is one JavaScript can use. */
function namesOf(cell: RuntimeCell): string[] {
  return cell.kind === 'program' && /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(cell.name)
    ? [cell.name]
    : [];
}
