import * as Inputs from '@observablehq/inputs';
import { type Module, Runtime, RuntimeError, type Variable } from '@observablehq/runtime';
import type { RunResult } from '../../lab/types';
import { UNANSWERED } from '../exercise/element';
import type { Answer, CellError, NotebookFile } from '../types';
import { Calls } from './calls';
import { type CellCode, compileCell } from './code';
import { downstream, findProblems } from './graph';
import { importedModule } from './imports';
import { isPlatformName, library, Signal } from './library';
import { inputValues } from './observe';
import type { FromRuntime, Import, RuntimeCell, RuntimeStatus, ToRuntime } from './protocol';
import { placeInStack } from './transpile';
import { ProgramValue } from './value';
import { CellView } from './view';

/** Why a variable has no value when nothing is wrong: a program or an experiment it needs has not run. */
const WAITING = 'waits for a run';

/** Outputs are reported at most this often, ms: a chart that follows a slider is stored now and then. */
const REPORT_MS = 200;

export interface RuntimeHost {
  send(message: FromRuntime): void;
  /** The element in which a cell's output is drawn; asked once for each cell. */
  root(id: string): HTMLElement;
  /** A cell is gone. */
  removed(id: string): void;
}

interface LiveCell {
  id: string;
  /** What it was compiled from, to see a change. */
  text: string;
  code: CellCode;
  problem?: CellError;
  view?: CellView;
  variables: Variable[];
  /** Counts evaluations, so that what an old one still displays is dropped. */
  evaluation: number;
  /** Nothing has been displayed in this evaluation yet. */
  fresh: boolean;
  /** Evaluated only when asked for: an experiment, or a cell held back. */
  onDemand: boolean;
  /** It was asked for. */
  active: boolean;
  status: RuntimeStatus;
  error?: CellError;
  value?: ProgramValue;
  timer?: ReturnType<typeof setTimeout>;
  reported: number;
}

/**
 * Evaluates a notebook's js and md cells as a dataflow: a cell is evaluated anew when something it reads changes. Cells
 * that call run() or sweep() are experiments and wait until they are asked for.
 */
export class NotebookRuntime {
  readonly width = new Signal(720);
  readonly dark = new Signal(false);
  private readonly files = new Signal<readonly NotebookFile[]>([]);
  private readonly builtins = library(this.width, this.dark, this.files);
  private readonly runtime = new Runtime(this.builtins, (name) => Reflect.get(globalThis, name));
  private readonly main: Module = this.runtime.module();
  private readonly cells = new Map<string, LiveCell>();
  private readonly calls: Calls;
  /** Notebooks that cells import from: as modules, or why not, or undefined while they are awaited. */
  private readonly imported = new Map<string, Module | string | undefined>();
  private kept: Record<string, string> = {};
  /** What the reader has answered to exercises, by cell. */
  private given: Record<string, Answer> = {};

  constructor(private readonly host: RuntimeHost) {
    this.calls = new Calls((message) => host.send(message), WAITING);
  }

  receive(message: ToRuntime): void {
    switch (message.type) {
      case 'cells':
        this.setCells(message.cells);
        return;
      case 'activate':
        this.activate(message.ids);
        return;
      case 'program':
        this.setProgram(message.id, message.result);
        return;
      case 'answer':
        this.calls.answer(message);
        return;
      case 'sync':
        this.host.send({ type: 'synced', token: message.token });
        return;
      case 'files':
        this.files.set(message.files);
        return;
      case 'imported':
        this.import(message);
        return;
      case 'answers':
        this.given = { ...message.answers };
        return;
      case 'kept':
        this.kept = message.html;
        for (const cell of this.cells.values())
          if (Object.hasOwn(this.kept, cell.id)) cell.view?.keep(this.kept[cell.id]);
        return;
      default: // layout, theme and export are the frame's
    }
  }

  view(id: string): CellView | undefined {
    return this.cells.get(id)?.view;
  }

  dispose(): void {
    this.runtime.dispose();
    for (const cell of this.cells.values()) clearTimeout(cell.timer);
  }

  private setCells(specs: RuntimeCell[]): void {
    const given = new Set(specs.map(({ id }) => id));
    for (const cell of [...this.cells.values()]) {
      if (given.has(cell.id)) continue;
      this.undefine(cell);
      this.cells.delete(cell.id);
      this.host.removed(cell.id);
    }
    const changed = specs.flatMap((spec) => this.update(spec) ?? []);
    const nodes = specs.map(({ id }) => this.cell(id).code.node);
    const problems = findProblems(nodes, (name) => this.known(name));
    for (const { id } of specs) {
      const cell = this.cell(id);
      const problem = cell.code.problem ?? problems.get(id);
      if (problem?.message === cell.problem?.message && !changed.includes(cell)) continue;
      cell.problem = problem;
      if (!changed.includes(cell)) changed.push(cell);
    }
    for (const cell of changed) this.undefine(cell);
    for (const cell of changed) this.define(cell);
    this.host.send({ type: 'graph', nodes });
    this.mark(changed);
  }

  /** Compiles a cell anew when it is not as it was, and answers it then. */
  private update(spec: RuntimeCell): LiveCell | undefined {
    const text = JSON.stringify(spec);
    const old = this.cells.get(spec.id);
    if (old?.text === text) return undefined;
    const code = compileCell(spec);
    // While its source does not compile a cell still stands for the names it had.
    if (code.problem && old) code.node.defines = old.code.node.defines;
    const isDrawn = spec.kind !== 'program';
    if (!isDrawn && old?.view) this.host.removed(spec.id);
    const onDemand = code.node.experiment || (spec.kind !== 'program' && spec.held === true);
    const cell: LiveCell = old ?? {
      id: spec.id,
      variables: [],
      evaluation: 0,
      reported: 0,
      ...UNEVALUATED,
      text,
      code,
      onDemand,
    };
    clearTimeout(cell.timer);
    Object.assign(cell, UNEVALUATED, { text, code, onDemand });
    if (!isDrawn) cell.view = undefined;
    else cell.view ??= new CellView(this.host.root(spec.id), Inputs.table);
    if (!old && Object.hasOwn(this.kept, spec.id)) cell.view?.keep(this.kept[spec.id]);
    this.cells.set(spec.id, cell);
    return cell;
  }

  private activate(ids: string[]): void {
    const cells = ids.map((id) => this.cells.get(id)).filter((cell) => cell !== undefined);
    for (const cell of cells) {
      cell.active = true;
      // Run again, it is to have what the other notebook is now.
      if (cell.code.kind === 'import') for (const { from } of cell.code.imports) this.imported.delete(from);
      this.undefine(cell);
    }
    for (const cell of cells) this.define(cell);
    this.mark(cells);
  }

  private setProgram(id: string, result: RunResult | undefined): void {
    const cell = this.cells.get(id);
    if (cell?.code.kind !== 'program') return;
    cell.value = result && new ProgramValue(cell.code.node.defines[0] ?? id, result);
    this.undefine(cell);
    this.define(cell);
    this.mark([cell]);
  }

  private cell(id: string): LiveCell {
    const cell = this.cells.get(id);
    if (!cell) throw new Error(`no cell ${id} in the runtime`);
    return cell;
  }

  private known(name: string): boolean {
    return (
      Object.hasOwn(this.builtins, name) || LOCALS.has(name) || BUILT_IN.has(name) || isPlatformName(name)
    );
  }

  private undefine(cell: LiveCell): void {
    cell.evaluation++;
    this.calls.cancel(cell.id);
    for (const variable of cell.variables) variable.delete();
    cell.variables = [];
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
        this.setStatus(cell, 'error', cell.problem);
      } else this.defineImports(cell, code.imports);
      return;
    }
    const idle = cell.onDemand && !cell.active;
    if (cell.problem || idle || !code.compiled) {
      this.defineMissing(cell, code.node.defines, cell.problem ? 'failed' : WAITING);
      if (cell.problem) cell.view?.clear();
      this.setStatus(cell, cell.problem ? 'error' : 'waiting', cell.problem);
      return;
    }
    const main = `cell ${cell.id}`;
    this.defineMain(cell, main, code.compiled.inputs, (values) => this.evaluate(cell, values));
    for (const name of code.node.defines) {
      // A promise that fails after the cell's own code has ended, or a generator: the cell that made it says so.
      const variable: Variable = this.main.variable({
        rejected: (error) => {
          const live = cell.variables.includes(variable);
          if (live && cell.status === 'ok' && !(error instanceof RuntimeError)) this.rejected(cell, error);
        },
      });
      cell.variables.push(variable.define(name, [main], (exports: Record<string, unknown>) => exports[name]));
    }
  }

  /** Another notebook has come: the cells that import from it have their values now. */
  private import({ from, notebook, error }: Extract<ToRuntime, { type: 'imported' }>): void {
    this.imported.set(
      from,
      notebook ? importedModule(this.runtime, notebook, inputValues) : (error ?? 'it cannot be read'),
    );
    const cells = [...this.cells.values()].filter(
      ({ code }) => code.kind === 'import' && code.imports.some((other) => other.from === from),
    );
    for (const cell of cells) this.undefine(cell);
    for (const cell of cells) this.define(cell);
    this.mark(cells);
  }

  private defineImports(cell: LiveCell, imports: Import[]): void {
    for (const { from, names } of imports) {
      const source = this.imported.get(from);
      if (source === undefined && !this.imported.has(from)) {
        this.imported.set(from, undefined);
        this.host.send({ type: 'import', from });
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
      this.setStatus(cell, 'error', cell.problem);
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
      pending: () => live() && this.setStatus(cell, 'running'),
      fulfilled: (value) => live() && this.fulfilled(cell, value),
      rejected: (error) => live() && this.rejected(cell, error),
    });
    variable.define(name, read, (...values: unknown[]) => {
      const current = ++cell.evaluation;
      cell.fresh = true;
      this.calls.cancel(cell.id);
      const locals = this.locals(cell, current);
      let next = 0;
      return body(
        inputs.map((input) => (isLocal(input) ? locals[input as keyof typeof locals] : values[next++])),
      );
    });
    cell.variables.push(variable);
    this.setStatus(cell, 'running');
  }

  private isDefined(name: string): boolean {
    return [...this.cells.values()].some(({ code }) => code.node.defines.includes(name));
  }

  private evaluate(cell: LiveCell, values: unknown[]): unknown {
    const { code } = cell;
    if (code.kind === 'program' || code.kind === 'import') return undefined;
    return code.evaluate(values, {
      document: cell.view?.root.ownerDocument ?? document,
      answer: this.given[cell.id] ?? UNANSWERED,
      now: (name) => this.valueNow(name),
      run: (program, options) => this.calls.api(cell.id).run(program, options),
      answered: (answer) => {
        this.given[cell.id] = answer;
        this.host.send({ type: 'answered', id: cell.id, answer });
        if (cell.status === 'ok') this.report(cell);
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
      if (cell.status === 'ok') this.report(cell);
      return value;
    };
    const view = (element: HTMLElement) => inputValues(display(element));
    const progress = (done: number, total: number) => {
      if (cell.evaluation === evaluation) cell.view?.progress(done, total);
    };
    return { display, view, ...this.calls.api(cell.id, progress) };
  }

  private fulfilled(cell: LiveCell, value: unknown): void {
    if (cell.code.kind === 'program') {
      cell.status = 'ok';
      this.host.send({ type: 'inputs', id: cell.id, status: 'ok', values: value as Record<string, string> });
      return;
    }
    if ('autodisplay' in cell.code && cell.code.autodisplay) {
      cell.view?.clear();
      cell.view?.display(value);
    } else if (cell.fresh) {
      cell.view?.clear();
    }
    this.setStatus(cell, 'ok');
  }

  private rejected(cell: LiveCell, error: unknown): void {
    if (error instanceof Error && error.message === WAITING) {
      cell.view?.clearOwn();
      this.setStatus(cell, 'waiting');
      return;
    }
    cell.view?.clear();
    this.setStatus(cell, 'error', this.explain(cell, error));
  }

  private explain(cell: LiveCell, error: unknown): CellError {
    const input = error instanceof RuntimeError ? error.input : undefined;
    const origin = [...this.cells.values()].find(
      (other) => input !== undefined && other.code.node.defines.includes(input),
    );
    if (origin && origin !== cell) {
      return {
        message: `${input} has no value: cell ${origin.id}, which defines it, failed`,
        cells: [origin.id],
      };
    }
    const message = error instanceof Error ? `${error.name}: ${error.message}` : `thrown: ${String(error)}`;
    const lead = 'compiled' in cell.code ? cell.code.compiled?.lead : undefined;
    return { message, ...(lead === undefined ? {} : placeInStack(error, cell.id, lead)) };
  }

  /** Cells made from these are evaluated next; one that hangs on what it awaits is started anew. */
  private mark(changed: LiveCell[]): void {
    // What is wrong, or waits to be asked for, reads nothing: no change goes through it.
    const nodes = [...this.cells.values()].map(({ code: { node }, problem, onDemand, active }) =>
      problem || (onDemand && !active) ? { ...node, reads: [] } : node,
    );
    const below = new Set(changed.flatMap(({ id }) => [...downstream(nodes, id)]));
    for (const { id } of changed) below.delete(id);
    for (const id of below) {
      const cell = this.cell(id);
      if (cell.problem) continue;
      if (cell.status === 'running') {
        this.undefine(cell);
        this.define(cell);
      } else if (cell.active || !cell.onDemand) {
        this.setStatus(cell, 'running');
      }
    }
  }

  private setStatus(cell: LiveCell, status: RuntimeStatus, error?: CellError): void {
    cell.status = status;
    cell.error = error;
    clearTimeout(cell.timer);
    if (status === 'ok') this.report(cell);
    else if (cell.code.kind === 'program') this.host.send({ type: 'inputs', id: cell.id, status, error });
    else this.host.send({ type: 'cell', id: cell.id, status, error });
  }

  /** Sends the output, now or when the last report is old enough. */
  private report(cell: LiveCell): void {
    clearTimeout(cell.timer);
    const wait = cell.reported + REPORT_MS - performance.now();
    const send = () => {
      cell.reported = performance.now();
      this.host.send({ type: 'cell', id: cell.id, status: 'ok', html: cell.view?.toHtml() ?? '' });
    };
    if (wait > 0) cell.timer = setTimeout(send, wait);
    else send();
  }
}

/** How a cell stands whose source is new. */
const UNEVALUATED = { fresh: true, active: false, status: 'running' as RuntimeStatus };
/** Names bound anew for each evaluation of a cell. */
const LOCALS: ReadonlySet<string> = new Set(['display', 'view', 'run', 'sweep', 'repeat', 'compare']);
/** Names that the Observable runtime itself gives. */
const BUILT_IN: ReadonlySet<string> = new Set(['invalidation', 'visibility']);
