/**
 * What a js cell has without importing, for completion and hover in the editor. docs/js-cells.md describes the same. It is
 * not a part of the app's own program: scripts/types.mjs packs it for the editor's language service.
 */

import type * as PlotModule from '@observablehq/plot';
import type * as d3Module from 'd3';

declare global {
  /** Observable Plot: charts from rows. */
  const Plot: typeof PlotModule;
  /** D3: scales, shapes, statistics, selections. */
  const d3: typeof d3Module;
  /** Observable Inputs: sliders, menus, tables. Give one to `view` to use its value. */
  const Inputs: LabInputs;
  /** The charts of this lab. They take the options of Plot.plot too. */
  const charts: LabCharts;
  /** Makes an element of a template: html`<b>${text}</b>`. */
  function html(strings: TemplateStringsArray, ...values: unknown[]): HTMLElement;
  /** Makes an SVG element of a template. */
  function svg(strings: TemplateStringsArray, ...values: unknown[]): SVGElement;
  /** A formula in TeX's words: tex`x^2`, or tex.block`x^2` for one on a line of its own. */
  const tex: Formula & { block: Formula };
  /** Makes an element of Markdown. */
  function md(strings: TemplateStringsArray, ...values: unknown[]): HTMLElement;
  /** Shows a value below the cell: an element as it is, rows as a table, the rest as text. Answers the value. */
  function display<T>(value: T): T;
  /** Shows an input; the name it is given to is its value in other cells, which follow it. */
  function view<T>(input: Element & { value: T }): AsyncGenerator<T, void, unknown>;
  /** Width of the outputs in pixels; cells that read it follow. */
  var width: number;
  /** Whether the page is dark; cells that read it follow. */
  var dark: boolean;
  /** The time in ms since 1970, several times a second; cells that read it follow. */
  var now: number;
  /** Kept when the cell is evaluated anew or removed: the place to clean up. */
  var invalidation: Promise<void>;
  /** Resolves once the cell is on the screen. */
  function visibility<T>(value?: T): Promise<T>;
  /** Values over time of one's own making. */
  const Generators: {
    observe<T>(initialize: (notify: (value: T) => void) => undefined | (() => void)): AsyncGenerator<T>;
    queue<T>(initialize: (notify: (value: T) => void) => undefined | (() => void)): AsyncGenerator<T>;
    input<T>(element: Element & { value: T }): AsyncGenerator<T>;
  };

  /** A value that other cells follow, and that functions of its own cell set by its `value`. */
  function Mutable<T>(value: T): AsyncGenerator<T, void, unknown> & { value: T };
  /** Values that come later. */
  const Promises: {
    delay<T>(ms: number, value?: T): Promise<T>;
    /** At the next whole multiple of so many ms. */
    tick<T>(ms: number, value?: T): Promise<T>;
  };
  /** A file of the notebook: FileAttachment("runs.csv").csv({typed: true}). */
  function FileAttachment(name: string): LabFile;

  /**
   * Runs a program cell, by its name, with these options in place of its own attributes.
   *
   *     await run("copy", { args: [4096] })
   */
  function run(program: string | ProgramRun, options?: RunOptions): Promise<ProgramRun>;
  /**
   * Runs something for each value, as many at once as there is room for; answers a row for each: the fields of what came
   * of it, and `value`.
   *
   *     await sweep([1, 16, 256], (size) => run("copy", { args: [size] }))
   */
  function sweep<V, R>(
    values: Iterable<V>,
    each: (value: V, index: number) => R | PromiseLike<R>,
  ): Promise<SweepRow<V, R>[]>;

  /**
   * Calls `each` with the seeds 1, 2, 3 ... and answers a row for each, with its `seed`.
   *
   *     await repeat(20, (seed) => run("copy", { seed }))
   */
  function repeat<R>(times: number, each: (seed: number) => R | PromiseLike<R>): Promise<RepeatRow<R>[]>;
  /**
   * Runs beside each other: a row each, with its time in times of the first. `unlike` says where two machines differ.
   *
   *     compare({ bytewise: unbuffered, gathered: buffered })
   */
  function compare(runs: Record<string, ProgramRun | PromiseLike<ProgramRun>>): Promise<ComparedRun[]>;

  type Formula = (strings: TemplateStringsArray, ...values: unknown[]) => Element;

  interface TableOptions {
    /** Numbers, dates and booleans are read as such. */
    typed?: boolean;
    /** Rows as arrays instead of objects. */
    array?: boolean;
  }

  interface LabFile {
    readonly name: string;
    /** Bytes. */
    readonly size: number;
    readonly mimeType: string;
    text(encoding?: string): Promise<string>;
    // biome-ignore lint/suspicious/noExplicitAny: the shape of what a file holds is not known
    json(): Promise<any>;
    // biome-ignore lint/suspicious/noExplicitAny: as above
    csv(options?: TableOptions): Promise<any[]>;
    // biome-ignore lint/suspicious/noExplicitAny: as above
    tsv(options?: TableOptions): Promise<any[]>;
    // biome-ignore lint/suspicious/noExplicitAny: as above
    dsv(options?: TableOptions & { delimiter?: string }): Promise<any[]>;
    arrayBuffer(): Promise<ArrayBuffer>;
    blob(): Promise<Blob>;
    stream(): Promise<ReadableStream>;
    url(): Promise<string>;
    image(): Promise<HTMLImageElement>;
    xml(): Promise<Document>;
    html(): Promise<Document>;
  }

  interface ComparedRun {
    name: string;
    ns: number;
    /** Its time in times of the first. */
    times: number;
    calls: number;
    instructions: number;
    exit: number;
    /** What its machine has other than the first's. */
    unlike?: string;
  }

  type RepeatRow<R> = R extends object ? R & { seed: number } : { seed: number; result: R };
  type SweepRow<V, R> = R extends object ? R & { value: V } : { value: V; result: R };

  interface RunOptions {
    /** Arguments, after the program's name. */
    args?: readonly (string | number)[] | string;
    env?: Record<string, string | number>;
    stdin?: string | Uint8Array;
    /** Macros of a C program, symbols of an assembly one. */
    defines?: Record<string, string | number>;
    /** The machine whose prices are used. */
    profile?: string;
    /** Where its randomness begins. */
    seed?: number;
    /** Files in its current directory, text or bytes by path. */
    files?: Record<string, string | Uint8Array>;
    limits?: { cycles?: number; memory?: number; output?: number; cpus?: number };
    /** Keep every call; otherwise only counts and times are kept. */
    trace?: boolean;
  }

  /** What a program's last run came to. */
  interface ProgramRun {
    /** The program's name. */
    readonly program: string;
    /** The exit status, or 128 + signal. */
    readonly exit: number;
    /** Virtual time in ns. */
    readonly ns: number;
    readonly instructions: number;
    /** The machine whose prices it has. */
    readonly profile: string;
    /** What it printed. */
    readonly stdout: string;
    readonly stderr: string;
    /** Core cycles by where they went. */
    readonly cycles: Record<'user' | 'entry' | 'handler' | 'exit' | 'fault' | 'idle' | 'total', number>;
    /** Calls, errors, cycles and time by name. */
    readonly counts: CallCount[];
    /** Every call, as rows for Plot and Inputs. */
    readonly calls: CallRows;
    /** Files it made. */
    readonly files: { path: string; bytes: Uint8Array }[];
    /** What it comes of. */
    readonly made: { source: string; profile: string; seed: number; machine: string } | undefined;
    /** How it ended. */
    readonly ending: { kind: string; [detail: string]: unknown };
    /** The columns of the trace. */
    readonly trace: { readonly length: number; readonly total: number; readonly [column: string]: unknown };
    /** The trace as strace writes it. */
    strace(): string;
    /** The same run with more fields. */
    with<F extends object>(fields: F): ProgramRun & F;
  }

  interface CallCount {
    name: string;
    nr: number;
    calls: number;
    errors: number;
    entry: number;
    handler: number;
    exit: number;
    cycles: number;
    ns: number;
  }

  interface CallRow {
    readonly index: number;
    readonly name: string;
    readonly pid: number;
    /** The result, or a negative errno. */
    readonly ret: number;
    /** Name of the error the call answered, such as ENOENT. */
    readonly error: string | undefined;
    /** When the call was made, ns since the machine started. */
    readonly start: number;
    /** Core cycles in the program since its last call. */
    readonly user: number;
    /** Core cycles in the kernel's entry code, the handler, and the exit code. */
    readonly entry: number;
    readonly handler: number;
    readonly exit: number;
    /** entry + handler + exit. */
    readonly cycles: number;
    readonly ns: number;
    readonly args: readonly number[];
    /** The call as strace writes it. */
    readonly text: string;
  }

  interface CallRows extends Iterable<CallRow> {
    readonly length: number;
    at(index: number): CallRow | undefined;
    filter(keep: (row: CallRow) => boolean): CallRow[];
    map<T>(make: (row: CallRow, index: number) => T): T[];
  }

  type ChartOptions = Omit<PlotModule.PlotOptions, 'marks'>;

  interface LabCharts {
    /** System calls of a program by name: how many, or how long they took and where. */
    calls(
      run: { counts: CallCount[] } | CallCount[],
      options?: ChartOptions & { by?: 'count' | 'time'; limit?: number },
    ): Element;
    /** The calls of a run that took longest: a program, or its calls. */
    slowest(
      run: { calls: Iterable<object> } | Iterable<object>,
      options?: ChartOptions & { limit?: number },
    ): Element;
    /** Time against buffer size, from the rows of a sweep. */
    overheadByBuffer(
      runs: Iterable<object>,
      options?: ChartOptions & { size?: string; time?: string; series?: string },
    ): Element;
    /** The clock read through the vDSO beside the clock read by a trap: rows {name, way, ns}. */
    vdsoVsTrap(rows: Iterable<object>, options?: ChartOptions): Element;
    /** A time in ns as text. */
    formatTime(ns: number): string;
    /** A number of bytes as text. */
    formatSize(bytes: number): string;
    formatCount(n: number): string;
  }

  type Field<T> = HTMLFormElement & { value: T };

  interface FieldOptions {
    label?: string | Element;
    width?: number | string;
    disabled?: boolean;
  }

  interface ChoiceOptions<T> extends FieldOptions {
    value?: unknown;
    sort?: unknown;
    unique?: boolean;
    format?: (value: T) => unknown;
    keyof?: (value: T) => string;
    valueof?: (value: T) => unknown;
  }

  interface TextOptions extends FieldOptions {
    value?: string;
    placeholder?: string;
    pattern?: string;
    submit?: boolean | string | Element;
    required?: boolean;
    datalist?: Iterable<string>;
  }

  interface LabInputs {
    /** A slider: Inputs.range([1, 100], {step: 1, label: "size"}). */
    range(
      extent?: readonly [number, number],
      options?: FieldOptions & {
        value?: number;
        step?: number;
        placeholder?: string;
        format?: (value: number) => unknown;
        transform?: (value: number) => number;
        invert?: (value: number) => number;
      },
    ): Field<number>;
    number(
      extent?: readonly [number, number],
      options?: FieldOptions & { value?: number; step?: number },
    ): Field<number>;
    /** One of several, or several with {multiple: true}. */
    select<T>(values: Iterable<T>, options?: ChoiceOptions<T> & { multiple?: false }): Field<T>;
    select<T>(values: Iterable<T>, options: ChoiceOptions<T> & { multiple: true | number }): Field<T[]>;
    radio<T>(values: Iterable<T>, options?: ChoiceOptions<T>): Field<T>;
    checkbox<T>(values: Iterable<T>, options?: ChoiceOptions<T>): Field<T[]>;
    toggle(
      options?: FieldOptions & { value?: boolean; values?: readonly [unknown, unknown] },
    ): Field<boolean>;
    /** A button; its value counts the presses. */
    button(content?: string | Element, options?: FieldOptions): Field<number>;
    button<T>(
      content: string | Element,
      options: FieldOptions & { value: T; reduce: (value: T) => T },
    ): Field<T>;
    text(options?: TextOptions): Field<string>;
    textarea(options?: TextOptions & { rows?: number; resize?: boolean; monospace?: boolean }): Field<string>;
    email(options?: TextOptions): Field<string>;
    password(options?: TextOptions): Field<string>;
    search<T>(values: Iterable<T>, options?: FieldOptions & { placeholder?: string }): Field<T[]>;
    date(
      options?: FieldOptions & { value?: Date | string; min?: Date | string; max?: Date | string },
    ): Field<Date>;
    color(options?: FieldOptions & { value?: string }): Field<string>;
    /** Rows as a table that can be sorted. */
    table<T>(
      rows: Iterable<T>,
      options?: {
        columns?: readonly string[];
        header?: Record<string, string | Element>;
        format?: Record<string, (value: never, index: number, rows: T[]) => unknown>;
        align?: Record<string, 'left' | 'right' | 'center'>;
        width?: number | string | Record<string, number>;
        height?: number | string;
        maxHeight?: number | string;
        rows?: number;
        sort?: string;
        reverse?: boolean;
        select?: boolean;
        multiple?: boolean;
        layout?: 'fixed' | 'auto';
      },
    ): Field<T[]>;
    form<T extends Record<string, Element & { value: unknown }>>(
      inputs: T,
    ): Field<{ [K in keyof T]: T[K]['value'] }>;
    input<T>(value: T): EventTarget & { value: T };
    bind<T extends Element>(target: T, source: EventTarget, invalidation?: Promise<void>): T;
  }

  /** What other cells see of a value: promises are awaited, generators followed. */
  type Resolved<T> =
    T extends AsyncGenerator<infer V, unknown, unknown>
      ? V
      : T extends Generator<infer V, unknown, unknown>
        ? V
        : Awaited<T>;
}
