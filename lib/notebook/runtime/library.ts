import * as Inputs from '@observablehq/inputs';
import { html, svg } from 'htl';
import type { NotebookFile } from '../types';
import { attachments } from './attachment';
import { renderMarkdown } from './markdown';
import { loadMath } from './math';
import { inputValues, observe, queue } from './observe';

/** A value that changes from outside the notebook, such as the width of the page. */
export class Signal<T> {
  private readonly listeners = new Set<(value: T) => void>();

  constructor(private value: T) {}

  get current(): T {
    return this.value;
  }

  set(value: T): void {
    if (value === this.value) return;
    this.value = value;
    for (const listener of this.listeners) listener(value);
  }

  values(): AsyncGenerator<T>;
  values<U>(made: (value: T) => U): AsyncGenerator<U>;
  values(made: (value: T) => unknown = (value) => value): AsyncGenerator<unknown> {
    return observe((notify) => {
      const told = (value: T) => notify(made(value));
      this.listeners.add(told);
      told(this.value);
      return () => this.listeners.delete(told);
    });
  }
}

const just =
  <T>(value: T) =>
  (): T =>
    value;

/** A value that other cells follow and the cell that makes it may set, by its `value`. */
function mutable<T>(first: T): AsyncGenerator<T> & { value: T } {
  let value = first;
  let tell: (value: T) => void = () => {};
  const values = observe<T>((notify) => {
    tell = notify;
    if (first !== undefined) notify(first);
    return undefined;
  });
  return Object.defineProperty(values, 'value', {
    get: () => value,
    set: (next: T) => {
      value = next;
      tell(next);
    },
  }) as AsyncGenerator<T> & { value: T };
}

const delay = (ms: number, value?: unknown) => new Promise((resolve) => setTimeout(resolve, ms, value));

/** A formula as MathML: tex`x^2`, and tex.block for one of its own line. */
async function loadTex() {
  const temml = await loadMath();
  return Object.assign(formula(temml, false), { block: formula(temml, true) });
}

function formula(temml: Awaited<ReturnType<typeof loadMath>>, displayMode: boolean) {
  return (strings: TemplateStringsArray, ...values: unknown[]): Element => {
    const place = document.createElement('span');
    temml.render(String.raw(strings, ...values), place, { displayMode, throwOnError: true });
    return place;
  };
}

const loadPlot = async () => (await import('../../chart')).plotWithData;

/**
 * What every cell has without importing; the page docs/js-cells.md lists it. Large libraries are set up when the first
 * cell reads them: most of the time that a frame takes to begin was theirs.
 */
export function library(
  width: Signal<number>,
  dark: Signal<boolean>,
  files: Signal<readonly NotebookFile[]>,
): Record<string, () => unknown> {
  const md = (strings: TemplateStringsArray, ...values: unknown[]) =>
    renderMarkdown({ texts: [...strings], expressions: [] }, values, document);
  return {
    Plot: loadPlot,
    Inputs: just(Inputs),
    d3: () => import('d3'),
    html: just(html),
    svg: just(svg),
    md: () => loadMath().then(just(md)),
    tex: loadTex,
    charts: async () => (await import('../../chart')).charts,
    Generators: just({ observe, queue, input: inputValues }),
    Promises: just({ delay, tick: (ms: number, value: unknown) => delay(ms - (Date.now() % ms), value) }),
    Mutable: just(mutable),
    // biome-ignore lint/correctness/noComponentHookFactories: the name is Observable's; nothing of React is here
    FileAttachment: () => files.values(attachments),
    width: () => width.values(),
    dark: () => dark.values(),
    now: () =>
      observe<number>((notify) => {
        const timer = setInterval(() => notify(Date.now()), 1000 / 30);
        notify(Date.now());
        return () => clearInterval(timer);
      }),
  };
}

/**
 * Names of the platform that a cell may use beside those the transpiler knows: constructors, and a few functions.
 * Others (`name`, `length`, `status` of window) would hide typing errors.
 */
export function isPlatformName(name: string): boolean {
  return name in globalThis && (/^[A-Z]/.test(name) || PLATFORM.has(name));
}

const PLATFORM = new Set([
  'globalThis',
  'structuredClone',
  'queueMicrotask',
  'self',
  'matchMedia',
  'getComputedStyle',
]);
