import type { Module, Runtime, Variable } from '@observablehq/runtime';
import { RuntimeError } from '@observablehq/runtime';
import { UNANSWERED } from '../exercise/element';
import type { Answer } from '../types';
import type { Calls } from './calls';
import { importedModule } from './imports';
import { type LiveCell, WAITING } from './live';
import { inputValues } from './observe';
import type { FromRuntime, Import, ToRuntime } from './protocol';
import type { Reports } from './report';

/** Names bound anew for each evaluation of a cell. */
export const LOCALS: ReadonlySet<string> = new Set(['display', 'view', 'run', 'sweep', 'repeat', 'compare']);

interface Sources {
  runtime: Runtime;
  cells: ReadonlyMap<string, LiveCell>;
  calls: Calls;
  reports: Reports;
  send(message: FromRuntime): void;
}

/**
 * Cells as variables of Observable's runtime: one in which the cell itself is evaluated, and one for each name that it
 * defines.
 */
export class Definitions {
  /** What the reader has answered to exercises, by cell. */
  answers: Record<string, Answer> = {};
  private readonly main: Module;
  /** Notebooks that cells import from: as modules, or why not, or undefined while they are awaited. */
  private readonly imported = new Map<string, Module | string | undefined>();

  constructor(private readonly sources: Sources) {
    this.main = sources.runtime.module();
  }

  /** Takes a cell's variables away, and ends what it has under way. */
  undefine(cell: LiveCell): void {
    cell.evaluation++;
    this.sources.calls.cancel(cell.id);
    for (const variable of cell.variables) variable.delete();
    cell.variables = [];
  }

  /** Defines cells anew, as they are now; none of them sees another as it was. */
  renew(cells: readonly LiveCell[]): void {
    for (const cell of cells) this.undefine(cell);
    for (const cell of cells) this.define(cell);
  }

  private define(cell: LiveCell): void {
    const { code } = cell;
    if (code.kind === 'program') {
      this.defineProgram(cell);
      return;
    }
    if (code.kind === 'import') {
      if (cell.problem) {
        this.defineMissing(cell, code.node.defines, 'failed');
        this.sources.reports.setStatus(cell, 'error', cell.problem);
      } else this.defineImports(cell, code.imports);
      return;
    }
    const idle = cell.onDemand && !cell.active;
    if (cell.problem || idle || !code.compiled) {
      this.defineMissing(cell, code.node.defines, cell.problem ? 'failed' : WAITING);
      if (cell.problem) cell.view?.clear();
      this.sources.reports.setStatus(cell, cell.problem ? 'error' : 'waiting', cell.problem);
      return;
    }
    const main = `cell ${cell.id}`;
    this.defineMain(cell, main, code.compiled.inputs, (values) => this.evaluate(cell, values));
    for (const name of code.node.defines) {
      // A promise that fails after the cell's own code has ended, or a generator: the cell that made it says so.
      const variable: Variable = this.main.variable({
        rejected: (error) => {
          const live = cell.variables.includes(variable);
          if (live && cell.status === 'ok' && !(error instanceof RuntimeError))
            this.sources.reports.rejected(cell, error);
        },
      });
      cell.variables.push(variable.define(name, [main], (exports: Record<string, unknown>) => exports[name]));
    }
  }

  /** Another notebook has come, or cannot. Answers the cells that import from it, whose values are others now. */
  import({ from, notebook, error }: Extract<ToRuntime, { type: 'imported' }>): LiveCell[] {
    const { runtime, cells } = this.sources;
    this.imported.set(
      from,
      notebook ? importedModule(runtime, notebook, inputValues) : (error ?? 'it cannot be read'),
    );
    return [...cells.values()].filter(
      ({ code }) => code.kind === 'import' && code.imports.some((other) => other.from === from),
    );
  }

  /** Defined again, a cell is to have what the other notebook is then. */
  forgetImports({ code }: LiveCell): void {
    if (code.kind === 'import') for (const { from } of code.imports) this.imported.delete(from);
  }

  private defineImports(cell: LiveCell, imports: Import[]): void {
    for (const { from, names } of imports) {
      const source = this.imported.get(from);
      if (source === undefined && !this.imported.has(from)) {
        this.imported.set(from, undefined);
        this.sources.send({ type: 'import', from });
      }
      for (const { name, alias } of names) {
        const variable = this.main.variable(true);
        cell.variables.push(variable);
        if (source === undefined) variable.define(alias, [], () => new Promise(() => {}));
        else if (typeof source !== 'string') variable.import(name, alias, source);
        else
          variable.define(alias, [], () => {
            throw new Error(`notebook:${from}: ${source}`);
          });
      }
    }
    this.defineMain(cell, `cell ${cell.id}`, cell.code.node.defines, () => undefined);
  }

  private defineProgram(cell: LiveCell): void {
    const { code } = cell;
    if (code.kind !== 'program') return;
    const { value } = cell;
    if (cell.problem) {
      this.defineMissing(cell, code.node.defines, 'failed');
      this.sources.reports.setStatus(cell, 'error', cell.problem);
      return;
    }
    for (const name of code.node.defines) {
      if (value) cell.variables.push(this.main.variable(true).define(name, [], () => value));
      else this.defineMissing(cell, [name], WAITING);
    }
    this.defineMain(cell, `inputs ${cell.id}`, code.inputs, (values) => code.attributes(values));
  }

  private defineMissing(cell: LiveCell, names: string[], message: string): void {
    for (const name of names) {
      const variable = this.main.variable(true);
      cell.variables.push(
        variable.define(name, [], () => {
          throw new Error(message);
        }),
      );
    }
  }

  /** The variable in which the cell itself is evaluated; local names are bound for each evaluation. */
  private defineMain(
    cell: LiveCell,
    name: string,
    inputs: string[],
    body: (values: unknown[]) => unknown,
  ): void {
    const isLocal = (input: string) => LOCALS.has(input) && !this.isDefined(input);
    const read = inputs.filter((input) => !isLocal(input));
    // A deleted variable is still told of one last evaluation.
    const live = () => cell.variables.includes(variable);
    const variable = this.main.variable({
      pending: () => live() && this.sources.reports.setStatus(cell, 'running'),
      fulfilled: (value) => live() && this.sources.reports.fulfilled(cell, value),
      rejected: (error) => live() && this.sources.reports.rejected(cell, error),
    });
    variable.define(name, read, (...values: unknown[]) => {
      const current = ++cell.evaluation;
      cell.fresh = true;
      this.sources.calls.cancel(cell.id);
      const locals = this.locals(cell, current);
      let next = 0;
      return body(
        inputs.map((input) => (isLocal(input) ? locals[input as keyof typeof locals] : values[next++])),
      );
    });
    cell.variables.push(variable);
    this.sources.reports.setStatus(cell, 'running');
  }

  private isDefined(name: string): boolean {
    return [...this.sources.cells.values()].some(({ code }) => code.node.defines.includes(name));
  }

  private evaluate(cell: LiveCell, values: unknown[]): unknown {
    const { code } = cell;
    if (code.kind === 'program' || code.kind === 'import') return undefined;
    return code.evaluate(values, {
      document: cell.view?.root.ownerDocument ?? document,
      answer: this.answers[cell.id] ?? UNANSWERED,
      now: (name) => this.valueNow(name),
      run: (program, options) => this.sources.calls.api(cell.id).run(program, options),
      answered: (answer) => {
        this.answers[cell.id] = answer;
        this.sources.send({ type: 'answered', id: cell.id, answer });
        if (cell.status === 'ok') this.sources.reports.report(cell);
      },
    });
  }

  /** A name's value for an exercise's check; says in plain words which cell has none yet. */
  private async valueNow(name: string): Promise<unknown> {
    try {
      return await new Promise((resolve, reject) => {
        const variable = this.main.variable({
          fulfilled: (value) => {
            variable.delete();
            resolve(value);
          },
          rejected: (error) => {
            variable.delete();
            reject(error);
          },
        });
        variable.define(null, [name], (value: unknown) => value);
      });
    } catch (error) {
      if (error instanceof Error && error.message === WAITING)
        throw new Error(`The check reads ${name}: run its cell first.`);
      throw error;
    }
  }

  private locals(cell: LiveCell, evaluation: number) {
    const display = <T>(value: T): T => {
      if (cell.evaluation !== evaluation)
        throw new Error('display() was called after the cell was evaluated anew');
      if (cell.fresh) cell.view?.clear();
      cell.fresh = false;
      cell.view?.display(value);
      if (cell.status === 'ok') this.sources.reports.report(cell);
      return value;
    };
    const view = (element: HTMLElement) => inputValues(display(element));
    const progress = (done: number, total: number) => {
      if (cell.evaluation === evaluation) cell.view?.progress(done, total);
    };
    return { display, view, ...this.sources.calls.api(cell.id, progress) };
  }
}
