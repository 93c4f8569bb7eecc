import * as Inputs from '@observablehq/inputs';
import * as d3 from 'd3';
import { html, svg } from 'htl';
import * as charts from '../../chart';
import { renderMarkdown } from './markdown';
import { inputValues, observe } from './observe';

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

  values(): AsyncGenerator<T> {
    return observe((notify) => {
      this.listeners.add(notify);
      notify(this.value);
      return () => this.listeners.delete(notify);
    });
  }
}

const just =
  <T>(value: T) =>
  (): T =>
    value;

/** What every cell has without importing; the page docs/js-cells.md lists it. */
export function library(width: Signal<number>, dark: Signal<boolean>): Record<string, () => unknown> {
  const md = (strings: TemplateStringsArray, ...values: unknown[]) =>
    renderMarkdown({ texts: [...strings], expressions: [] }, values, document);
  return {
    Plot: just(charts.plotWithData),
    Inputs: just(Inputs),
    d3: just(d3),
    html: just(html),
    svg: just(svg),
    md: just(md),
    charts: just(charts.charts),
    Generators: just({ observe, input: inputValues }),
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
