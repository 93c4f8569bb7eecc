import { PF, PT, readElf, readSymbols } from '../../elf';
import { GPR } from '../../emulator/cpu/types';
import { Debugger, type Move, type Stops } from '../../emulator/debug/debugger';
import { mappings, readMemory } from '../../emulator/debug/inspect';
import type { Mapping } from '../../emulator/kernel/types';
import { pathName } from '../../emulator/vfs/dentry';
import type { Sysroot } from '../../toolchain/sysroot/sysroot';
import { makeTurns, SLICE_MS } from '../drive';
import { failedResult } from '../failed';
import type { Prepared } from '../lay';
import { prepare } from '../program';
import { MachineRun } from '../run';
import type { Ending, RunRequest } from '../types';
import { ENDED_AT_ONCE, stateOf } from './state';
import type {
  DebugAnswers,
  DebugCommand,
  DebugOpened,
  DebugOptions,
  DebugState,
  GoCommand,
  MappedArea,
  StepCommand,
} from './types';

/** A session as whoever passes its messages on sees it: in this process, or in a Worker. */
export interface Session {
  readonly opened: DebugOpened;
  /** Carries a command out. `paused`, once aborted, leaves the program where it is. */
  answer(command: DebugCommand, paused: AbortSignal): Promise<DebugAnswers[DebugCommand['do']]>;
}

/**
 * Puts a request's program into a machine and goes to where the session begins.
 *
 * @param sysroot given where needsSysroot() says so
 */
export async function openSession(
  request: RunRequest,
  options: DebugOptions = {},
  sysroot?: Sysroot,
): Promise<Session> {
  const prepared = prepare(request, sysroot);
  if ('ending' in prepared) return endedAtOnce(request, prepared.ending);
  const run = new MachineRun(request, prepared, undefined, options.interactive);
  const { ending } = run.machine;
  if (ending) return endedAtOnce(request, ending);
  const session = new MachineSession(run, elfOf(prepared));
  await session.begin(options.start);
  return session;
}

/** A program that could not be started: all that can be had is why. */
function endedAtOnce(request: RunRequest, ending: Ending): Session {
  const state = { ...ENDED_AT_ONCE, ending };
  const answers: DebugAnswers = {
    step: state,
    out: state,
    go: state,
    input: state,
    memory: { address: 0, bytes: new Uint8Array(0), mapped: new Uint8Array(0) },
    mappings: [],
    result: failedResult(request, ending),
  };
  return {
    opened: { state, elf: undefined, bias: 0 },
    answer: async ({ do: what }) => answers[what],
  };
}

class MachineSession implements Session {
  private readonly debug: Debugger;
  private readonly bias: number;
  opened: DebugOpened;

  constructor(
    private readonly run: MachineRun,
    private readonly elf: Uint8Array | undefined,
  ) {
    this.debug = new Debugger(run.machine, () => run.output.keepState());
    this.bias = elf ? biasOf(elf, this.debug.focus.mm.startCode) : 0;
    this.opened = { state: ENDED_AT_ONCE, elf, bias: this.bias };
  }

  /** Goes to where the reader wants to begin; what it passes on the way can be gone back to. */
  async begin(start: DebugOptions['start'] = { symbol: 'main' }): Promise<void> {
    const never = new AbortController().signal;
    let why = await drive(this.debug.start(), never);
    const address = this.addressOf(start);
    if (why === 'start' && address !== undefined && address !== this.run.machine.cpu.rip)
      why = await drive(this.debug.go({ at: [address] }), never);
    this.opened = { ...this.opened, state: this.state(why === 'breakpoint' ? 'start' : why) };
  }

  async answer(command: DebugCommand, paused: AbortSignal): Promise<DebugAnswers[DebugCommand['do']]> {
    const { run, debug } = this;
    switch (command.do) {
      case 'step':
        return this.move(stepOf(debug, command.options), paused);
      case 'out':
        return this.move(debug.out(), paused);
      case 'go': {
        const stops = stopsOf(command.stops);
        return this.move(command.stops.back ? debug.backTo(stops) : debug.go(stops), paused);
      }
      case 'memory':
        return readMemory(debug.focus, command.address, command.length);
      case 'mappings':
        return mappings(debug.focus).map((area) => areaOf(area, debug));
      case 'input':
        if (command.bytes) run.machine.type(command.bytes);
        else run.machine.endInput();
        debug.branch();
        return this.state('paused');
      case 'result':
        return run.result();
    }
  }

  private async move(move: Move, paused: AbortSignal): Promise<DebugState> {
    return this.state(await drive(move, paused));
  }

  private state(why: DebugState['why']): DebugState {
    return stateOf(why, this.run, this.debug);
  }

  /** Undefined for a name that the program does not have. */
  private addressOf(start: NonNullable<DebugOptions['start']>): number | undefined {
    if (start === 'entry') return undefined;
    if ('address' in start) return start.address;
    const symbols = this.elf ? readSymbols(readElf(this.elf)) : [];
    const symbol = symbols.find(({ name, shndx }) => name === start.symbol && shndx !== 0);
    return symbol && symbol.value + this.bias;
  }
}

/** Takes a move to its end in slices, between which others get a turn. */
async function drive(move: Move, paused: AbortSignal): Promise<DebugState['why']> {
  const turns = makeTurns();
  try {
    for (;;) {
      const until = performance.now() + SLICE_MS;
      do {
        const { done, value } = move.next();
        if (done) return value;
      } while (performance.now() < until);
      await turns.turn();
      if (paused.aborted) {
        move.return('step');
        return 'paused';
      }
    }
  } finally {
    turns.close();
  }
}

const stepOf = (debug: Debugger, { back, ...options }: StepCommand): Move =>
  back ? debug.back(options) : debug.step(options);

/** Registers are named outside, and numbered in encoding order by the processor. */
function stopsOf({ watch = [], at, frame, call }: GoCommand): Stops {
  const numbered = watch.map((one) => {
    if (!('register' in one)) return one;
    const register = (GPR as readonly string[]).indexOf(one.register);
    if (register < 0) throw new Error(`${one.register} cannot be watched: only general registers can`);
    return { register };
  });
  return { at, frame, call, watch: numbered };
}

function areaOf(area: Mapping, { focus }: Debugger): MappedArea {
  const { start, end, file, name } = area;
  const rights = `${area.read ? 'r' : '-'}${area.write ? 'w' : '-'}${area.exec ? 'x' : '-'}${area.shared ? 's' : 'p'}`;
  return { start, end, rights, name: file ? pathName(file.dentry, focus.fs.root.dentry).name : name };
}

/** The program's file among those that the request brought. */
function elfOf({ program, files }: Prepared): Uint8Array | undefined {
  const path = program.path.replace(/^\.?\/*/, '/');
  const entry = files.find((file) => file.path === path);
  if (entry === undefined || !('source' in entry)) return undefined;
  return typeof entry.source === 'function' ? entry.source() : entry.source;
}

/** What the loader added to the file's addresses. */
function biasOf(elf: Uint8Array, startCode: number): number {
  const text = readElf(elf).programHeaders.filter((ph) => ph.type === PT.LOAD && ph.flags & PF.X);
  return text.length === 0 ? 0 : startCode - Math.min(...text.map((ph) => ph.vaddr));
}
