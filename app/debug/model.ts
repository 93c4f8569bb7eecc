import type { DebugSession, DebugState, RegisterName } from '../../lib/lab/debug/types';
import type { Listing } from '../../lib/lab/listing/types';
import type { Lab, RunRequest, RunResult } from '../../lib/lab/types';
import { Places, type Span, type Spot } from './places';
import { type Shown, showValue, stringOf } from './value';

/** What one step is. */
export type Grain = 'line' | 'instruction';

/** Bytes of a string that a pointer points at. */
const STRING_BYTES = 48;
/** Words of the stack that are shown, and frames that are followed. */
const STACK_WORDS = 24;
const FRAMES = 24;
/** Stops within one step by lines; more is a loop that the reader may pause. */
const STOPS = 100_000;
/** Moves that may wait for the one under way; and the time from which on one is said to be running. */
const MOVES = 8;
const NOTICED_MS = 150;

/** A function that is being executed, and where in it. */
export interface Frame {
  name: string;
  line: number;
  address: number;
}

/** All that the views draw; replaced, never changed in place. */
export interface DebugView {
  status: 'opening' | 'stopped' | 'running' | 'ended' | 'failed';
  /** Why it could not be opened, or how the program ended. */
  message?: string;
  state?: DebugState;
  spot?: Spot;
  /** Registers that differ from the state before. */
  changed: ReadonlySet<RegisterName>;
  variables: { locals: Shown[]; globals: Shown[]; framed: boolean };
  frames: readonly Frame[];
  stack: { address: number; value: bigint | undefined; note: string }[];
  output: string;
  trace?: RunResult['trace'];
}

/** What is shown before there is anything. */
export const EMPTY: DebugView = {
  status: 'opening',
  changed: new Set(),
  variables: { locals: [], globals: [], framed: false },
  frames: [],
  stack: [],
  output: '',
};

const word = (bytes: Uint8Array, at: number): bigint =>
  new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(at, true);

/** Somewhere else in a line; its beginning is where it is gone through anew. */
const isSameLine = (a: Spot, b: Spot | undefined): boolean =>
  a.function === b?.function && a.row.line === b.row.line && a.row.address !== b.row.address;

/** A debugged program, as the views see it. */
export class DebugModel {
  private view: DebugView = EMPTY;
  private session: DebugSession | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly places: Places;
  private printed = new Uint8Array(0);
  private cancelled = false;
  private last: Promise<void> = Promise.resolve();
  private waiting = 0;
  /** Counts pauses: what was waiting then is forgotten. */
  private round = 0;
  /** Breakpoints by address. */
  breakpoints: readonly number[] = [];

  private constructor(
    private readonly listing: Listing,
    private readonly grain: () => Grain,
  ) {
    this.places = new Places(listing.functions);
  }

  /** Opens a session and goes to where the source begins. */
  static open(
    lab: Pick<Lab, 'debug'>,
    request: RunRequest,
    listing: Listing,
    grain: () => Grain,
  ): DebugModel {
    const model = new DebugModel(listing, grain);
    lab.debug(request, { interactive: false }).then(
      async (session) => {
        if (model.cancelled) return session.close();
        model.session = session;
        await model.drawn(session.state);
        // Past what sets the frame up, where variables mean something.
        if (model.view.spot && grain() === 'line') await model.step('over');
      },
      (error: unknown) => model.fail(error),
    );
    return model;
  }

  snapshot = (): DebugView => this.view;
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get stopped(): boolean {
    return this.view.status === 'stopped';
  }

  /** One line or instruction on; `into` enters functions, `over` does not; `back` takes it back. */
  step(how: 'into' | 'over', back = false): Promise<void> {
    return this.move((session) =>
      this.grain() === 'line' && this.listing.functions.some((f) => f.rows.some((r) => r.line > 0))
        ? this.stepLine(session, how, back)
        : session.step({ over: how === 'over', back, at: this.breakpoints }),
    );
  }

  /** On until the function has returned. */
  out(): Promise<void> {
    return this.move(async (session) => {
      const state = await session.out();
      return this.grain() === 'line' && state.why === 'step' ? this.toLine(session, state) : state;
    });
  }

  /** On, or back, to the next breakpoint, or to the end. */
  go(back = false): Promise<void> {
    return this.move((session) => session.go({ at: this.breakpoints, back }));
  }

  /** On to the next system call. */
  toCall(): Promise<void> {
    return this.move((session) => session.go({ call: true, at: this.breakpoints }));
  }

  /** On to some addresses, unless a breakpoint comes first. */
  runTo(addresses: readonly number[]): Promise<void> {
    return this.move((session) => session.go({ at: [...this.breakpoints, ...addresses] }));
  }

  pause(): void {
    this.cancelled = true;
    this.round++;
    this.session?.pause();
  }

  close(): void {
    this.cancelled = true;
    this.round++;
    this.session?.close();
    this.session = undefined;
  }

  /** Memory for a view of it; empty where nothing is mapped. */
  async memory(address: number, length: number): Promise<Uint8Array> {
    if (!this.session || !this.stopped || !Number.isSafeInteger(address)) return new Uint8Array(0);
    const { bytes, mapped } = await this.session.memory(address, length);
    const end = mapped.indexOf(0);
    return end < 0 ? bytes : bytes.subarray(0, end);
  }

  /** The calls made so far. */
  async calls(): Promise<RunResult['trace'] | undefined> {
    if (!this.session || this.view.status === 'running') return undefined;
    return (await this.session.result()).trace;
  }

  /** Moves follow each other: what is asked for while one is under way comes after it. */
  private move(act: (session: DebugSession) => Promise<DebugState>): Promise<void> {
    if (this.waiting >= MOVES) return Promise.resolve();
    this.waiting++;
    const round = this.round;
    this.last = this.last.then(async () => {
      this.waiting--;
      if (round === this.round) await this.perform(act);
    });
    return this.last;
  }

  private async perform(act: (session: DebugSession) => Promise<DebugState>): Promise<void> {
    const { session } = this;
    if (!session || !(this.stopped || this.view.status === 'ended')) return;
    this.cancelled = false;
    // A step is over before anybody sees it.
    const slow = setTimeout(() => this.put({ ...this.view, status: 'running' }), NOTICED_MS);
    try {
      const state = await act(session);
      clearTimeout(slow);
      await this.drawn(state);
    } catch (error) {
      clearTimeout(slow);
      this.fail(error);
    }
  }

  /** Steps until another line begins. */
  private async stepLine(session: DebugSession, how: 'into' | 'over', back: boolean): Promise<DebugState> {
    const from = this.spotOf(session.state);
    if (back) return this.backLine(session, from);
    let state = await session.step({ over: how === 'over', within: from?.line, at: this.breakpoints });
    for (let stops = 0; stops < STOPS && state.why === 'step' && !this.cancelled; stops++) {
      const spot = this.spotOf(state);
      // In the library there are no lines: back to where it was called from.
      if (!spot) state = from ? await session.out() : await session.step({ over: true });
      else if (this.beginsLine(spot) && !isSameLine(spot, from)) break;
      else state = await session.step({ over: how === 'over', within: spot.line, at: this.breakpoints });
    }
    return state;
  }

  /** Back to the beginning of the line before. */
  private async backLine(session: DebugSession, from: Spot | undefined): Promise<DebugState> {
    let state = await session.step({ back: true, over: true });
    for (let stops = 0; stops < STOPS && state.why === 'step' && !this.cancelled; stops++) {
      const spot = this.spotOf(state);
      if (!spot) state = await session.step({ back: true, over: true });
      else if (spot.row.address !== spot.line.start)
        state = await session.step({ back: true, over: true, within: spot.line });
      else if (spot.row.line > 0 && spot.row.address !== from?.row.address) break;
      else state = await session.step({ back: true, over: true });
    }
    return state;
  }

  /** On from the middle of a line, to which a return led, to the next beginning. */
  private async toLine(session: DebugSession, start: DebugState): Promise<DebugState> {
    let state = start;
    for (let stops = 0; stops < STOPS && state.why === 'step' && !this.cancelled; stops++) {
      const spot = this.spotOf(state);
      if (!spot || this.beginsLine(spot)) break;
      state = await session.step({ over: true, within: spot.line, at: this.breakpoints });
    }
    return state;
  }

  private beginsLine({ row, line }: Spot): boolean {
    return row.line > 0 && row.address === line.start;
  }

  private spotOf({ registers, kernel }: DebugState): Spot | undefined {
    return kernel ? undefined : this.places.at(Number(registers.rip) - (this.session?.bias ?? 0));
  }

  private fail(error: unknown): void {
    this.put({
      ...this.view,
      status: 'failed',
      message: error instanceof Error ? error.message : String(error),
    });
  }

  private put(view: DebugView): void {
    this.view = view;
    for (const listener of this.listeners) listener();
  }

  /** Takes a new state in: everything that the views show of it is read now. */
  private async drawn(state: DebugState): Promise<void> {
    this.print(state);
    const before = this.view.state?.registers;
    const names = Object.keys(state.registers) as RegisterName[];
    const changed = new Set(before ? names.filter((name) => before[name] !== state.registers[name]) : []);
    const spot = this.spotOf(state);
    const common = { state, spot, changed, output: new TextDecoder().decode(this.printed) };
    if (state.why === 'ended') {
      const failed = state.ending?.kind === 'failed' ? state.ending.message : undefined;
      this.put({ ...EMPTY, ...common, status: failed ? 'failed' : 'ended', message: failed });
      return;
    }
    const framed = spot !== undefined && this.places.hasFrame(spot);
    const [variables, stack, frames] = await Promise.all([
      this.variables(state, spot, framed),
      this.stack(state),
      this.frames(state, spot, framed),
    ]);
    this.put({ ...common, status: 'stopped', variables, stack, frames });
  }

  /** Keeps what was printed; after a step back there is less of it. */
  private print({ printed, output }: DebugState): void {
    const fresh = output.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const kept = this.printed.subarray(0, printed - fresh);
    const all = new Uint8Array(kept.length + fresh);
    all.set(kept);
    let at = kept.length;
    for (const { bytes } of output) {
      all.set(bytes, at);
      at += bytes.length;
    }
    this.printed = all;
  }

  private async read(address: number, length: number): Promise<Uint8Array> {
    if (!this.session) return new Uint8Array(0);
    const { bytes, mapped } = await this.session.memory(address, length);
    const end = mapped.indexOf(0);
    return end < 0 ? bytes : bytes.subarray(0, end);
  }

  private async variables(
    state: DebugState,
    spot: Spot | undefined,
    framed: boolean,
  ): Promise<DebugView['variables']> {
    const base = Number(state.registers.rbp);
    const bias = this.session?.bias ?? 0;
    const places = [
      ...(framed
        ? (spot?.function.variables ?? []).map((v) => ({ ...v, address: base + v.offset, local: true }))
        : []),
      ...this.listing.globals.map((v) => ({ ...v, address: v.address + bias, local: false })),
    ];
    const shown = await Promise.all(
      places.map(async ({ name, type, address, local }) => {
        const bytes = await this.read(address, type.size);
        const pointer = type.kind === 'pointer' && type.string && bytes.length === 8 ? word(bytes, 0) : 0n;
        const text =
          pointer > 0n && pointer < 2n ** 47n ? await this.read(Number(pointer), STRING_BYTES) : undefined;
        return {
          local,
          value: showValue(name, type, bytes, text && text.length > 0 ? stringOf(text) : undefined),
        };
      }),
    );
    const of = (local: boolean) => shown.filter((one) => one.local === local).map(({ value }) => value);
    return { locals: of(true), globals: of(false), framed };
  }

  private async stack({ registers }: DebugState): Promise<DebugView['stack']> {
    const top = Number(registers.rsp);
    const bytes = await this.read(top, STACK_WORDS * 8);
    return Array.from({ length: Math.floor(bytes.length / 8) }, (_, n) => {
      const address = top + n * 8;
      const value = word(bytes, n * 8);
      const spot = this.places.at(Number(value) - (this.session?.bias ?? 0));
      const notes = [
        n === 0 && 'rsp',
        address === Number(registers.rbp) && 'rbp',
        spot && `back to ${spot.function.name}${spot.row.line ? `, line ${spot.row.line}` : ''}`,
      ];
      return { address, value, note: notes.filter(Boolean).join(', ') };
    });
  }

  /** The functions that called each other to come here, as far as frames are linked by rbp. */
  private async frames(state: DebugState, spot: Spot | undefined, framed: boolean): Promise<Frame[]> {
    if (!spot) return [];
    const found: Frame[] = [{ name: spot.function.name, line: spot.row.line, address: spot.row.address }];
    if (!framed) return found;
    let base = Number(state.registers.rbp);
    while (found.length < FRAMES) {
      const bytes = await this.read(base, 16);
      if (bytes.length < 16) break;
      const caller = this.places.at(Number(word(bytes, 8)) - (this.session?.bias ?? 0));
      if (!caller) break;
      const { row, index, function: f } = caller;
      // The call is the instruction before the one that it returns to.
      found.push({ name: f.name, line: f.rows[index - 1]?.line ?? row.line, address: row.address });
      base = Number(word(bytes, 0));
    }
    return found;
  }

  /** The lines' own addresses, for breakpoints and for running to the caret. */
  entries(line: number): number[] {
    return this.places.entries(line).map((address) => address + (this.session?.bias ?? 0));
  }
}

export type { Span };
