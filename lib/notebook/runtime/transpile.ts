import { parseJavaScript, transpileJavaScript } from '@observablehq/notebook-kit';
import type { CellError } from '../types';

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
    throw error instanceof SyntaxError ? new CompileError(placeOf(error)) : error;
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

/** acorn writes the place behind its message, columns counting from 0. */
function placeOf(error: SyntaxError): CellError {
  const match = /^(.*?) ?\((\d+):(\d+)\)$/s.exec(error.message);
  if (!match) return { message: error.message };
  return { message: match[1], line: Number(match[2]), column: Number(match[3]) + 1 };
}

function refuseImports(source: string): void {
  const { body } = parseJavaScript(source);
  const statement =
    body.type === 'Program' ? body.body.find(({ type }) => type === 'ImportDeclaration') : undefined;
  if (!statement) return;
  const before = source.slice(0, statement.start).split('\n');
  throw new CompileError({
    message:
      'a cell has no network to import from; Plot, Inputs, d3, html, svg and charts are there without import',
    line: before.length,
    column: before[before.length - 1].length + 1,
  });
}
