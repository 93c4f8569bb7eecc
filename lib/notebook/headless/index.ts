import type { Lab } from '../../lab/types';
import { parseNotebook } from '../format';
import type { FromRuntime, ToRuntime } from '../runtime/protocol';
import { sanitise, setSanitiserWindow } from '../sanitise';
import { Engine } from '../session/engine';
import type { CellOutput } from '../types';
import { withDocument } from './dom';

export interface HeadlessOptions {
  /** Named in errors of the file's format. */
  file?: string;
  /** Width of the page that outputs are drawn for, CSS pixels. */
  width?: number;
  /** Time after which what still runs is stopped, ms. */
  timeout?: number;
}

/** Inner width of the page's column. */
const WIDTH = 688;
const TIMEOUT_MS = 10 * 60_000;

/**
 * Runs all cells of a notebook in this process and answers each cell's output, in the order of the cells. Cells that
 * fail have an output with the state `error`. The js cells run with the rights of this process; in the page they have
 * none. Throws FormatError when the text cannot be read.
 */
export function runNotebook(
  text: string,
  lab: Lab,
  options: HeadlessOptions = {},
): Promise<Record<string, CellOutput>> {
  const notebook = parseNotebook(text, options.file);
  return withDocument(async (window) => {
    // The runtime's libraries look for a document when they are loaded, and take long to load.
    const { NotebookRuntime } = await import('../runtime/runtime');
    setSanitiserWindow(window);
    const outputs = new Map<string, CellOutput>();
    const engine = new Engine({
      lab,
      sanitise,
      changed: () => {},
      produced: (id, output) => {
        if (output) outputs.set(id, output);
      },
    });
    const later = inOrder();
    const runtime = new NotebookRuntime({
      send: (message: FromRuntime) => later(() => engine.receive(message)),
      root: () => window.document.createElement('div'),
      removed: () => {},
    });
    runtime.width.set(options.width ?? WIDTH);
    engine.setNotebook(notebook);
    engine.attach((message: ToRuntime) => later(() => runtime.receive(message)));
    const timeout = options.timeout ?? TIMEOUT_MS;
    const finished = await within(timeout, engine.runAll());
    if (!finished) engine.stop();
    engine.detach();
    runtime.dispose();
    const states = engine.states();
    return Object.fromEntries(
      notebook.cells.map(({ id }): [string, CellOutput] => {
        const output = outputs.get(id);
        if (output && states[id].status !== 'running') return [id, output];
        const why = finished
          ? 'it waits for a cell that has not run'
          : `it did not finish within ${timeout / 1000} s`;
        return [id, { key: '', state: 'error', error: { message: why } }];
      }),
    );
  });
}

/** Messages between runtime and engine arrive one after the other and never inside one another, as between threads. */
function inOrder(): (deliver: () => void) => void {
  let last = Promise.resolve();
  return (deliver) => {
    last = last.then(deliver);
  };
}

async function within(ms: number, work: Promise<void>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
