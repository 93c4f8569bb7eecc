import * as Inputs from '@observablehq/inputs';
import { Runtime } from '@observablehq/runtime';
import type { RunResult } from '../../lab/types';
import type { CellError, NotebookFile } from '../types';
import { Calls } from './calls';
import { compileCell } from './code';
import { Definitions, LOCALS } from './define';
import { downstream, findProblems } from './graph';
import { isPlatformName, library, Signal } from './library';
import { type LiveCell, UNEVALUATED, WAITING } from './live';
import type { CellNode, FromRuntime, RuntimeCell, ToRuntime } from './protocol';
import { Reports } from './report';
import { ProgramValue } from './value';
import { CellView } from './view';

export interface RuntimeHost {
  send(message: FromRuntime): void;
  /** The element in which a cell's output is drawn; asked once for each cell. */
  root(id: string): HTMLElement;
  /** A cell is gone. */
  removed(id: string): void;
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
  private readonly cells = new Map<string, LiveCell>();
  private readonly calls: Calls;
  private readonly reports: Reports;
  private readonly definitions: Definitions;
  /** The cells in the order of the notebook. */
  private order: readonly string[] = [];
  private nodes: readonly CellNode[] = [];
  /** The nodes as text, to see a change. */
  private graph = '';
  private problems: ReadonlyMap<string, CellError> = new Map();
  private kept: Record<string, string> = {};
  constructor(private readonly host: RuntimeHost) {
    const send = (message: FromRuntime) => host.send(message);
    const { runtime, cells } = this;
    this.calls = new Calls(send, WAITING);
    this.reports = new Reports(send, cells);
    this.definitions = new Definitions({ runtime, cells, calls: this.calls, reports: this.reports, send });
  }

  receive(message: ToRuntime): void {
    switch (message.type) {
      case 'cells':
        this.setCells(message.ids ?? this.order, message.cells);
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
        this.redefine(this.definitions.import(message));
        return;
      case 'answers':
        this.definitions.answers = { ...message.answers };
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

  private setCells(ids: readonly string[], specs: RuntimeCell[]): void {
    this.order = ids;
    const given = new Set(ids);
    for (const cell of [...this.cells.values()]) {
      if (given.has(cell.id)) continue;
      this.definitions.undefine(cell);
      this.cells.delete(cell.id);
      this.host.removed(cell.id);
    }
    const changed = specs.flatMap((spec) => this.update(spec) ?? []);
    const told = this.findGraph(ids);
    for (const id of ids) {
      const cell = this.cell(id);
      const problem = cell.code.problem ?? this.problems.get(id);
      if (problem?.message === cell.problem?.message && !changed.includes(cell)) continue;
      cell.problem = problem;
      if (!changed.includes(cell)) changed.push(cell);
    }
    this.definitions.renew(changed);
    if (told) this.host.send({ type: 'graph', nodes: [...this.nodes] });
    this.mark(changed);
  }

  /** Finds what the cells read and define, and what is wrong with that; true when it is not as before. Mostly it is. */
  private findGraph(ids: readonly string[]): boolean {
    const nodes = ids.map((id) => this.cell(id).code.node);
    const text = JSON.stringify(nodes);
    if (text === this.graph) return false;
    this.graph = text;
    this.nodes = nodes;
    this.problems = findProblems(nodes, (name) => this.known(name));
    return true;
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
      this.definitions.forgetImports(cell);
    }
    this.redefine(cells);
  }

  private setProgram(id: string, result: RunResult | undefined): void {
    const cell = this.cells.get(id);
    if (cell?.code.kind !== 'program') return;
    cell.value = result && new ProgramValue(cell.code.node.defines[0] ?? id, result);
    this.redefine([cell]);
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

  private redefine(cells: readonly LiveCell[]): void {
    this.definitions.renew(cells);
    this.mark(cells);
  }

  /** Cells made from these are evaluated next; one that hangs on what it awaits is started anew. */
  private mark(changed: readonly LiveCell[]): void {
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
        this.definitions.renew([cell]);
      } else if (cell.active || !cell.onDemand) {
        this.reports.setStatus(cell, 'running');
      }
    }
  }
}

/** Names that the Observable runtime itself gives. */
const BUILT_IN: ReadonlySet<string> = new Set(['invalidation', 'visibility']);
