import { parseJavaScript, transpileJavaScript } from '@observablehq/notebook-kit';
import { fromObservable } from '../format/observable';
import type { CellError } from '../types';
import type { Import } from './protocol';

/** A cell's source as a function of what it reads. */
export interface Compiled {
  /** Free names, in the order of the function's parameters. */
  inputs: string[];
  /** Names the cell defines; the function answers an object that holds them. */
  outputs: string[];
  /** The cell is an expression whose value is to be shown. */
  autodisplay: boolean;
  /** Text of the function. */
  body: string;
  /** Lines of `body` before the first line of the source. */
  lead: number;
}

/** Source that does not compile. */
export class CompileError extends Error {
  constructor(readonly problem: CellError) {
    super(problem.message);
    this.name = 'CompileError';
  }
}

/** Compiles vanilla JavaScript as Observable Notebooks 2.0 read it. Throws CompileError. */
export function compile(source: string): Compiled {
  try {
    refuseImports(source);
    const { body, inputs = [], outputs = [], autodisplay = false } = transpileJavaScript(source);
    // The transpiler puts one line or two before the source, and may drop blank lines at its beginning.
    const header = /^.*\n(return \(\n)?/.exec(body)?.[0] ?? '';
    const lead = linesIn(header) + blankLines(body.slice(header.length)) - blankLines(source);
    return { inputs, outputs, autodisplay, body, lead };
  } catch (error) {
    throw error instanceof SyntaxError ? new CompileError(problemOf(error, source)) : error;
  }
}

/** The function a compiled cell stands for. Its frames in a stack trace are named after the cell. */
export function evaluate({ body }: Compiled, id: string): (...inputs: unknown[]) => unknown {
  // Indirect eval: the cell sees globals and its inputs, nothing of this module.
  // biome-ignore lint/security/noGlobalEval: to evaluate cells is what this is for; the frame's sandbox holds them
  const indirectEval = eval;
  return indirectEval(`(${body})\n//# sourceURL=${sourceName(id)}`);
}

/** Where in the cell's source an error arose, from its stack. */
export function placeInStack(error: unknown, id: string, lead: number): { line?: number; column?: number } {
  const stack = error instanceof Error ? error.stack : undefined;
  const at = stack?.indexOf(`${sourceName(id)}:`) ?? -1;
  const match = at < 0 ? null : /:(\d+):(\d+)/.exec((stack as string).slice(at + sourceName(id).length));
  if (!match) return {};
  const line = Number(match[1]) - lead;
  return line > 0 ? { line, column: Number(match[2]) } : {};
}

const linesIn = (text: string) => text.split('\n').length - 1;
const blankLines = (text: string) => linesIn(/^\s*/.exec(text)?.[0] ?? '');
const sourceName = (id: string) => `cell-${id}.js`;

/** acorn names no token that it did not expect, but its place. */
export function unexpected(source: string, error: SyntaxError): string {
  const pos: unknown = Reflect.get(error, 'pos');
  const token = typeof pos === 'number' ? /[\w$]+|\S/u.exec(source.slice(pos))?.[0] : '';
  return token === undefined ? 'the code ends too early' : token ? `unexpected '${token}'` : error.message;
}

/** What is wrong with a source, in words that say what to do where that is known. */
function problemOf(error: SyntaxError, source: string): CellError {
  // acorn writes the place behind its message, columns counting from 0.
  const [, message = error.message, line, column] = /^(.*?) ?\((\d+):(\d+)\)$/s.exec(error.message) ?? [];
  const place = line === undefined ? {} : { line: Number(line), column: Number(column) + 1 };
  const older = /^\s*(viewof|mutable)\s/.exec(source)?.[1];
  if (older !== undefined) {
    const [now] = fromObservable(source).split('\n');
    return { message: `${older} is of Observable’s older notebooks; here: ${now}`, ...place };
  }
  if (message === 'Unexpected token') return { message: unexpected(source, error), ...place };
  const name = /^Assignment to external variable '(.*)'$/.exec(message)?.[1];
  if (name !== undefined)
    return {
      message: `${name} is assigned and not declared: const ${name} = …, or Mutable(…) for a value that changes`,
      ...place,
    };
  return { message, ...place };
}

/** Imports from other notebooks, where the cell holds nothing else; undefined where it holds none. */
export function importsOf(source: string): Import[] | undefined {
  let statements: readonly Statement[];
  try {
    const { body } = parseJavaScript(source);
    statements = body.type === 'Program' ? (body.body as readonly Statement[]) : [];
  } catch (error) {
    throw error instanceof SyntaxError ? new CompileError(problemOf(error, source)) : error;
  }
  const isOurs = ({ type, source: from }: Statement) =>
    type === 'ImportDeclaration' && String(from?.value).startsWith(NOTEBOOK);
  if (!statements.some(isOurs)) return undefined;
  const other = statements.find((statement) => !isOurs(statement));
  if (other)
    throw new CompileError({
      message: 'put imports into a cell of their own',
      ...placeIn(source, other.start),
    });
  return statements.map(({ source: from, specifiers = [], start }) => ({
    from: String(from?.value).slice(NOTEBOOK.length),
    names: specifiers.map(({ type, imported, local }) => {
      if (type !== 'ImportSpecifier' || !imported?.name)
        throw new CompileError({
          message: 'import names from a notebook: import {a, b as c} from "notebook:title"',
          ...placeIn(source, start),
        });
      return { name: imported.name, alias: local.name };
    }),
  }));
}

const NOTEBOOK = 'notebook:';

/** What of acorn's import declarations is looked at. */
interface Statement {
  type: string;
  start: number;
  source?: { value?: unknown } | null;
  specifiers?: { type: string; imported?: { name?: string }; local: { name: string } }[];
}

function placeIn(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: before[before.length - 1].length + 1 };
}

function refuseImports(source: string): void {
  const { body } = parseJavaScript(source);
  const statement =
    body.type === 'Program' ? body.body.find(({ type }) => type === 'ImportDeclaration') : undefined;
  if (!statement) return;
  throw new CompileError({
    message:
      'a cell has no network to import from, but for other notebooks ("notebook:title"); Plot, Inputs, d3, html, svg and charts are there without import',
    ...placeIn(source, statement.start),
  });
}
