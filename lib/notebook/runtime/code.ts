import type { CellError } from '../types';
import { compileHoles, splitMarkdown, splitTemplate } from './interpolate';
import { renderMarkdown } from './markdown';
import type { CellNode, RuntimeCell } from './protocol';
import { type Compiled, CompileError, compile, evaluate } from './transpile';

/** A cell made ready: its place in the graph, and what evaluates it. */
export type CellCode =
  | {
      kind: 'js' | 'md';
      node: CellNode;
      /** Absent when the source does not compile. */
      compiled?: Compiled;
      problem?: CellError;
      autodisplay: boolean;
      evaluate(inputs: unknown[], document: Document): unknown;
    }
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
    return cell.kind === 'program' ? programCode(cell) : cell.kind === 'js' ? jsCode(cell) : mdCode(cell);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    const node = { id: cell.id, reads: [], defines: namesOf(cell), experiment: false };
    const failed = { node, problem: error.problem };
    if (cell.kind !== 'program')
      return { ...failed, kind: cell.kind, autodisplay: false, evaluate: () => undefined };
    return { ...failed, kind: 'program', inputs: [], attributes: async () => ({}) };
  }
}

type DrawnCell = Extract<RuntimeCell, { kind: 'js' | 'md' }>;
type ProgramCell = Extract<RuntimeCell, { kind: 'program' }>;

function jsCode({ id, source }: DrawnCell): CellCode {
  const compiled = compile(source);
  const { inputs, outputs } = compiled;
  const experiment = inputs.includes('run') || inputs.includes('sweep');
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
  const compiled = compileHoles(template);
  const body = evaluate(compiled, id);
  return {
    kind: 'md',
    node: { id, reads: compiled.inputs, defines: [], experiment: false },
    compiled,
    autodisplay: true,
    evaluate: async (values, document) => {
      const filled = await Promise.all((await body(...values)) as unknown[]);
      return renderMarkdown(template, filled, document);
    },
  };
}

function programCode(cell: ProgramCell): CellCode {
  const { id, attributes } = cell;
  const templates = Object.entries(attributes).map(([key, text]) => ({ key, ...splitTemplate(text) }));
  const compiled = compileHoles({
    texts: [],
    expressions: templates.flatMap(({ expressions }) => expressions),
  });
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

/** A program defines its name, where that is one JavaScript can use. */
function namesOf(cell: RuntimeCell): string[] {
  return cell.kind === 'program' && /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(cell.name)
    ? [cell.name]
    : [];
}
