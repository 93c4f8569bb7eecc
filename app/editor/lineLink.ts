/** What is shown at a line of the source, given by the view beside it. */
export interface LineMark {
  /** Which of the colours binds the line to what it became. */
  hue?: number;
  /** Share of the dearest line, 0 to 1. */
  heat?: number;
  /** Said behind the line: how often it ran. */
  note?: string;
}

/** Lines from and to, both included. */
export type LineRange = readonly [from: number, to: number];

/**
 * What passes between a cell's editor and a view of the same lines beside it: where the pointer and the selection are,
 * and marks on lines. Lines count from 1. Neither knows the other.
 */
export class LineLink {
  private readonly listeners = new Set<() => void>();
  private readonly jumps = new Set<(line: number) => void>();
  private readonly reveals = new Set<(line: number) => void>();
  private readonly toggles = new Set<(line: number) => void>();
  private state: {
    /** The line under the pointer in the editor. */
    pointed?: number;
    /** The lines of the editor's selection, while the editor has the keyboard. */
    selected?: LineRange;
    /** The line that the view points at. */
    lit?: number;
    /** Where a debugger stands, and lines with a breakpoint; while there is a debugger. */
    current?: number;
    breakpoints?: ReadonlySet<number>;
    marks: ReadonlyMap<number, LineMark>;
  } = { marks: new Map() };

  get now(): Readonly<LineLink['state']> {
    return this.state;
  }

  set(change: Partial<LineLink['state']>): void {
    const keys = Object.keys(change) as (keyof LineLink['state'])[];
    const same = (key: keyof LineLink['state']) =>
      this.state[key] === change[key] ||
      (key === 'selected' && String(this.state[key]) === String(change[key]));
    if (keys.every(same)) return;
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A view is there that lines can be gone from. */
  get isLinked(): boolean {
    return this.jumps.size > 0;
  }

  /** From the editor: go to what this line became. False when no view is there to go to. */
  jump(line: number): boolean {
    for (const jump of this.jumps) jump(line);
    return this.jumps.size > 0;
  }
  onJump(listener: (line: number) => void): () => void {
    this.jumps.add(listener);
    return () => this.jumps.delete(listener);
  }

  /** From the editor: set or take away a breakpoint. */
  toggle(line: number): void {
    for (const toggle of this.toggles) toggle(line);
  }
  onToggle(listener: (line: number) => void): () => void {
    this.toggles.add(listener);
    return () => this.toggles.delete(listener);
  }

  /** From the view: put the caret on this line of the source. */
  reveal(line: number): void {
    for (const reveal of this.reveals) reveal(line);
  }
  onReveal(listener: (line: number) => void): () => void {
    this.reveals.add(listener);
    return () => this.reveals.delete(listener);
  }
}
