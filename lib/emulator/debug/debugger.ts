import { TICKS_PER_CYCLE } from '../cpu/types';
import type { TaskStruct } from '../kernel/task';
import type { Machine, WatchedState } from '../machine';
import type { VirtualAddress } from '../mm/pagetable';
import type { PutBack } from '../snapshot/keeper';
import type { Until } from '../watch';
import { History } from './history';
import { instructionAt, waysOut } from './instructions';

/** Why a program stands where it does. */
export type Why =
  /** It has just been put in place. */
  | 'start'
  /** The step is done. */
  | 'step'
  | 'breakpoint'
  /** A system call has come in, and its handler has not begun. */
  | 'call'
  /** What is watched was changed by the instruction before. */
  | 'watch'
  /** Going back: nothing before this is known. */
  | 'beginning'
  /** Every task sleeps, and only input can wake one. */
  | 'waiting'
  | 'ended';

/** A move of the program. Each time it yields, others may have a turn, or leave it where it is. */
export type Move = Generator<undefined, Why>;

/** Addresses from `start` to before `end`: of a line of source, or of a function. */
export interface Range {
  start: VirtualAddress;
  end: VirtualAddress;
}

export interface StepOptions {
  /** A call of a function counts as one step, and so does a string instruction that repeats. */
  over?: boolean;
  /** Steps go on as long as they lead into this range; back, they lead to the first place of a stay in it. */
  within?: Range;
  /** One instruction of whatever the processor executes, the kernel's entry code too. */
  kernel?: boolean;
  /** Breakpoints, at which `over` stops on its way. */
  at?: readonly VirtualAddress[];
}

/** What may stop a program that goes on. */
export interface Stops {
  /** Addresses of instructions: before they are executed. */
  at?: readonly VirtualAddress[];
  /** Only where rsp is at least this: in one frame of the stack or further out, not in what it calls. */
  frame?: VirtualAddress;
  /** The next system call. */
  call?: boolean;
  /** The change of a register, by its number in encoding order, or of bytes of memory. */
  watch?: readonly ({ register: number } | { address: VirtualAddress; length: number })[];
}

/** Core cycles between two turns of others, at full speed and where every instruction is looked at. */
const STRIDE = 2_000_000;
const WATCHED_STRIDE = 20_000;
/** The same in single steps. */
const STEPS = 200;
/** Ticks before now that are gone through step by step at first when a last step is looked for; and how they grow. */
const WINDOW = 1000 * TICKS_PER_CYCLE;
const WIDER = 16;
const RSP = 4;

/** Moves a program about, forward and back, as somebody who looks at one of its tasks wants it. */
export class Debugger {
  readonly history: History;
  /** Ticks between moments that are remembered on the way. */
  interval = 20_000_000 * TICKS_PER_CYCLE;
  private task: TaskStruct;

  /**
   * @param machine one into which a program has been put
   * @param keepOutside keeps what belongs to a moment of the run and is not the machine's: its output
   */
  constructor(
    private readonly machine: Machine,
    keepOutside: () => PutBack,
  ) {
    const first = [...machine.kernel.tasks()].at(0);
    if (first === undefined) throw new Error('there is no program to look at');
    this.task = first;
    this.history = new History(machine, keepOutside);
  }

  /** The task that is looked at: the one that stopped last, as long as it lives. */
  get focus(): TaskStruct {
    return this.task;
  }

  /** Goes to the first instruction of the program. */
  *start(): Move {
    const state = yield* this.home();
    this.history.add();
    return state === 'stopped' ? 'start' : ended(state);
  }

  *step(options: StepOptions = {}): Move {
    const { over = false, within, kernel = false, at = [] } = options;
    if (kernel) {
      const state = this.machine.step();
      return state === 'stopped' ? 'step' : ended(state);
    }
    for (let steps = 1; ; steps++) {
      const state = yield* over ? this.overOne(at) : this.one();
      if (state !== 'stopped') return state === 'breakpoint' ? state : ended(state);
      if (within === undefined || !inside(within, this.rip)) return 'step';
      if (steps % STEPS === 0) yield* this.pause();
    }
  }

  /** Goes on until the function that it is in has returned. */
  *out(): Move {
    const frame = this.rsp;
    for (;;) {
      const leaves = waysOut(this.task, this.rip);
      if (!leaves.has(this.rip)) {
        const why = yield* this.go({ at: [...leaves.keys()] });
        if (why !== 'breakpoint') return why;
      }
      const returns = instructionAt(this.task, this.rip)?.encoding.mnemonic === 'ret' && this.rsp >= frame;
      const state = yield* this.one();
      if (state !== 'stopped') return ended(state);
      if (returns) return 'step';
    }
  }

  /** Goes on until something stops it. */
  *go(stops: Stops): Move {
    const { cpu } = this.machine;
    const until = untilOf(stops);
    const stride = stops.watch?.length ? WATCHED_STRIDE : STRIDE;
    for (;;) {
      const state = this.machine.runUntil(until, stride);
      if (state === 'running') yield* this.pause();
      else if (state !== 'stopped') return ended(state);
      else {
        const why = this.whyStopped(stops);
        if (why === undefined) continue;
        if (cpu.cpl !== 3 && why === 'watch') {
          const came = yield* this.home();
          if (came !== 'stopped') return ended(came);
        }
        return why;
      }
    }
  }

  /** Takes a step back: the opposite of `step`. */
  *back({ over = false, within }: StepOptions = {}): Move {
    const frame = this.rsp;
    return yield* this.orStay(function* (this: Debugger) {
      if (within !== undefined) {
        const outside = () => !inside(within, this.rip) && (!over || this.rsp >= frame);
        if (!(yield* this.lastPlace(outside))) return false;
        // What called this, or what went before it.
        const state = yield* over && this.rsp <= frame ? this.overOne([]) : this.one();
        return state === 'stopped';
      }
      const { rip } = this;
      if (!(yield* this.lastPlace(() => true))) return false;
      const before = over ? instructionAt(this.task, this.rip) : undefined;
      if (before?.encoding.mnemonic === 'ret') {
        const { rsp } = this;
        return yield* this.lastPlace(() => this.rsp > rsp);
      }
      if (before && before.repeat !== 0 && rip !== this.rip)
        return (yield* this.lastPlace(() => this.rip !== before.rip)) && (yield* this.one()) === 'stopped';
      return true;
    });
  }

  /** Goes back to the last time that something would have stopped it: the opposite of `go`. */
  *backTo(stops: Stops): Move {
    let why: Why = 'breakpoint';
    return yield* this.orStay(
      function* (this: Debugger) {
        let { ticks: end } = this.machine.cpu;
        for (const { ticks, putBack } of this.history.before(end)) {
          putBack();
          const stopsBefore = yield* this.countStops(stops, end, Number.POSITIVE_INFINITY);
          if (stopsBefore > 0) {
            putBack();
            yield* this.countStops(stops, end, stopsBefore);
            why = this.whyStopped(stops) ?? why;
            if (this.machine.cpu.cpl !== 3 && why === 'watch') yield* this.home();
            return true;
          }
          end = ticks;
        }
        return false;
      },
      () => why,
    );
  }

  /** What a program is given from outside makes another run of it from here on. */
  branch(): void {
    this.history.branch();
    this.history.add();
  }

  private get rip(): VirtualAddress {
    return this.machine.cpu.rip;
  }
  private get rsp(): VirtualAddress {
    return this.machine.cpu.gprAddress(RSP);
  }
  /** The task stands between two instructions of its own. */
  private get atHome(): boolean {
    const { kernel, cpu } = this.machine;
    return kernel.current === this.task && cpu.cpl === 3;
  }

  /** A turn for others, and a moment to remember now and then. */
  private *pause(): Generator<undefined, void> {
    yield;
    this.history.addAfter(this.interval);
  }

  private whyStopped({ at = [], frame, watch }: Stops): Why | undefined {
    const { machine } = this;
    const { cpu, kernel } = machine;
    this.task = kernel.current ?? this.task;
    if (machine.inCall) return 'call';
    if (cpu.cpl === 3 && at.includes(cpu.rip) && (frame === undefined || this.rsp >= frame))
      return 'breakpoint';
    return watch?.length ? 'watch' : undefined;
  }

  /** Goes on until the task is in user mode; where it has ended, the task that runs then is looked at. */
  private *home(): Generator<undefined, WatchedState> {
    const { machine } = this;
    const { kernel } = machine;
    for (let steps = 1; !this.atHome; steps++) {
      if (machine.ending) return 'ended';
      if (!this.task.alive && kernel.current?.alive) this.task = kernel.current;
      const runs = kernel.current === this.task && this.task.alive;
      const state = runs ? machine.step() : machine.runUntil({ turn: this.task }, STRIDE);
      if (state === 'waiting' || state === 'ended') return state;
      if (!runs || steps % STEPS === 0) yield;
    }
    return 'stopped';
  }

  /** One instruction. A call is done with all that it does; one that has come in already is brought to its end. */
  private *one(): Generator<undefined, WatchedState> {
    const { machine } = this;
    const { cpu } = machine;
    if (!this.atHome) return yield* this.home();
    const { rip, userInstructions } = cpu;
    // A page fault that was served leads to the same instruction again.
    do {
      const state = machine.step();
      if (state !== 'stopped') return state;
      const home = yield* this.home();
      if (home !== 'stopped') return home;
    } while (cpu.rip === rip && cpu.userInstructions === userInstructions);
    return 'stopped';
  }

  private *overOne(at: readonly VirtualAddress[]): Generator<undefined, WatchedState | 'breakpoint'> {
    const inst = this.atHome ? instructionAt(this.task, this.rip) : undefined;
    const frame = this.rsp;
    if (inst?.encoding.mnemonic === 'call') {
      const before = yield* this.one();
      if (before !== 'stopped' || at.includes(this.rip)) return before === 'stopped' ? 'breakpoint' : before;
      for (;;) {
        const why = yield* this.go({ at: [...at, inst.next] });
        if (why === 'waiting' || why === 'ended') return why;
        if (at.includes(this.rip)) return 'breakpoint';
        if (this.rsp >= frame) return 'stopped';
      }
    }
    let state = yield* this.one();
    for (let steps = 1; state === 'stopped' && inst?.repeat && this.rip === inst.rip; steps++) {
      if (steps % STEPS === 0) yield;
      state = yield* this.one();
    }
    return state;
  }

  /** Does a search in the past; where it finds nothing, or is left in the middle, things stay as they are. */
  private *orStay(search: () => Generator<undefined, boolean>, why: () => Why = () => 'step'): Move {
    const { task } = this;
    const now = this.history.now();
    let found = false;
    try {
      found = yield* search.call(this);
    } finally {
      if (!found) {
        now.putBack();
        this.task = task;
      }
    }
    return found ? why() : 'beginning';
  }

  /** Goes back to the last place of the task, before now, where `wanted` holds. */
  private *lastPlace(wanted: () => boolean): Generator<undefined, boolean> {
    let { ticks: end } = this.machine.cpu;
    for (const moment of this.history.before(end)) {
      for (let window = WINDOW; ; window *= WIDER) {
        const from = Math.max(moment.ticks, end - window);
        moment.putBack();
        yield* this.runTo(from);
        const place = yield* this.lastOf(end, wanted, from === this.history.first);
        if (place >= 0) {
          moment.putBack();
          yield* this.runTo(from);
          yield* this.walk(end, () => this.machine.cpu.userInstructions === place);
          return true;
        }
        if (from === moment.ticks) break;
      }
      end = moment.ticks + 1;
    }
    return false;
  }

  /**
   * Walks on to `end`; answers how many instructions had been executed at the last place where `wanted` held, or -1. Where
   * a page fault leads back to a place, it was there before: so may the first one be, unless it is the very first.
   */
  private *lastOf(end: number, wanted: () => boolean, first: boolean): Generator<undefined, number> {
    const { cpu } = this.machine;
    let seen = first ? -1 : cpu.userInstructions;
    let place = -1;
    yield* this.walk(end, () => {
      if (cpu.userInstructions === seen) return false;
      seen = cpu.userInstructions;
      if (wanted()) place = seen;
      return false;
    });
    return place;
  }

  /** Goes from place to place of the task until `done` says so, or it is `end`. */
  private *walk(end: number, done: () => boolean): Generator<undefined, void> {
    const { machine, task } = this;
    const { cpu, kernel } = machine;
    for (let steps = 1; cpu.ticks < end; steps++) {
      if (this.atHome && done()) return;
      const state =
        kernel.current === task
          ? machine.step()
          : machine.runUntil({ turn: task }, Math.min(STRIDE, (end - cpu.ticks) / TICKS_PER_CYCLE));
      if (state === 'waiting' || state === 'ended') return;
      if (steps % STEPS === 0) yield;
    }
  }

  private *runTo(ticks: number): Generator<undefined, void> {
    const { machine } = this;
    const { cpu } = machine;
    while (cpu.ticks < ticks) {
      const state = machine.run(Math.min(STRIDE, (ticks - cpu.ticks) / TICKS_PER_CYCLE));
      if (state !== 'running') return;
      yield;
    }
  }

  /** Goes on over at most so many stops before `end`; answers over how many it went. */
  private *countStops(stops: Stops, end: number, most: number): Generator<undefined, number> {
    const { machine } = this;
    const { cpu } = machine;
    const until = untilOf(stops);
    const stride = stops.watch?.length ? WATCHED_STRIDE : STRIDE;
    let count = 0;
    while (count < most && cpu.ticks < end) {
      const state = machine.runUntil(until, Math.min(stride, (end - cpu.ticks) / TICKS_PER_CYCLE));
      if (state === 'waiting' || state === 'ended') break;
      if (state === 'running') yield;
      else if (cpu.ticks < end && this.whyStopped(stops) !== undefined) count++;
    }
    return count;
  }
}

function untilOf({ at = [], call = false, watch = [] }: Stops): Until[] {
  return [{ at: new Set(at) }, ...(call ? [{ call: true } as const] : []), ...watch];
}

const inside = ({ start, end }: Range, at: VirtualAddress): boolean => start <= at && at < end;
const ended = (state: WatchedState): Why => (state === 'waiting' ? 'waiting' : 'ended');
