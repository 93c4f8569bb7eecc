import { RuntimeError } from '@observablehq/runtime';
import type { CellError } from '../types';
import { type LiveCell, WAITING } from './live';
import type { FromRuntime, RuntimeStatus } from './protocol';
import { placeInStack } from './transpile';

/** Outputs are reported at most this often, ms: a chart that follows a slider is stored now and then. */
const REPORT_MS = 200;

/** What browsers say of an address that cannot be reached, by fetch and by import(). */
const NETWORK = /Failed to fetch|NetworkError when|Load failed|error loading dynamically imported/;

/** Tells the session how cells stand and what they show. */
export class Reports {
  constructor(
    private readonly send: (message: FromRuntime) => void,
    private readonly cells: ReadonlyMap<string, LiveCell>,
  ) {}

  /** A cell has been evaluated: to a value, or to the values of a program's attributes. */
  fulfilled(cell: LiveCell, value: unknown): void {
    if (cell.code.kind === 'program') {
      cell.status = 'ok';
      this.send({ type: 'inputs', id: cell.id, status: 'ok', values: value as Record<string, string> });
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

  /** A cell could not be evaluated, or not yet. */
  rejected(cell: LiveCell, error: unknown): void {
    if (error instanceof Error && error.message === WAITING) {
      cell.view?.clearOwn();
      this.setStatus(cell, 'waiting');
      return;
    }
    cell.view?.clear();
    this.setStatus(cell, 'error', this.explain(cell, error));
  }

  /** How a cell stands from now on. */
  setStatus(cell: LiveCell, status: RuntimeStatus, error?: CellError): void {
    cell.status = status;
    cell.error = error;
    clearTimeout(cell.timer);
    if (status === 'ok') this.report(cell);
    else if (cell.code.kind === 'program') this.send({ type: 'inputs', id: cell.id, status, error });
    else this.send({ type: 'cell', id: cell.id, status, error });
  }

  /** Sends the output, now or when the last report is old enough. */
  report(cell: LiveCell): void {
    clearTimeout(cell.timer);
    const wait = cell.reported + REPORT_MS - performance.now();
    const send = () => {
      cell.reported = performance.now();
      this.send({ type: 'cell', id: cell.id, status: 'ok', html: cell.view?.toHtml() ?? '' });
    };
    if (wait > 0) cell.timer = setTimeout(send, wait);
    else send();
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
    const said = error instanceof Error ? `${error.name}: ${error.message}` : `thrown: ${String(error)}`;
    const message = NETWORK.test(said)
      ? `${said}; a cell has no network: drop the file on the notebook and read it by FileAttachment`
      : said;
    const lead = 'compiled' in cell.code ? cell.code.compiled?.lead : undefined;
    return { message, ...(lead === undefined ? {} : placeInStack(error, cell.id, lead)) };
  }
}
