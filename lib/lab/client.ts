import { faceOf } from './debug/face';
import type { DebugAnswers, DebugCommand, DebugOpened, DebugOptions, DebugSession } from './debug/types';
import { failedResult } from './failed';
import type { HelpAnswers, HelpQuestion, HelpTopic } from './language/types';
import type { ListedFunction, Listing } from './listing/types';
import type { Answer, Question, Supplies } from './protocol';
import { type LoadSysroot, needsSysroot, onceLoaded } from './sysroot';
import type {
  AssembleResult,
  CompileResult,
  Lab,
  ProfileInfo,
  RunOptions,
  RunProgress,
  RunRequest,
  RunResult,
  SourceProgram,
} from './types';
import type { ProgramKind } from './warm';

/** How long a Worker may take to obey Stop before it is replaced; with the time of the replacement, under 100 ms. */
const STOP_MS = 60;

export interface WorkerLabOptions {
  /** Most Workers at once; the processors of the machine but one unless given, at most four. */
  workers?: number;
  /** Fetches the packed C library, when the first C program or script asks for it. */
  sysroot?: LoadSysroot;
}

/** A Worker lab, which also can be made ready and closed. */
export interface WorkerLab extends Lab {
  /** Gets a Worker ready for programs of a kind before there is one; rejects where it cannot be. */
  warm(kind: ProgramKind): Promise<void>;
  /** Ends all Workers; runs that were going on end as stopped. */
  close(): void;
}

/** An answer that ends its question. */
type Final = Exclude<Answer, { answer: 'progress' | 'error' }>;

interface Answers {
  assemble: AssembleResult;
  compile: CompileResult;
  list: Listing;
  function: ListedFunction | undefined;
  help: HelpAnswers[HelpTopic];
  profiles: ProfileInfo[];
  warm: undefined;
  debug: DebugOpened;
  command: DebugAnswers[DebugCommand['do']];
}

/** One question under way. */
interface Pending {
  settle(answer: Final): void;
  progress(progress: RunProgress): void;
  fail(error: Error): void;
}

/** One Worker with the questions it is busy with. */
class Seat {
  readonly worker: Worker;
  readonly pending = new Map<number, Pending>();
  /** What it was handed so far. */
  readonly has = new Set<keyof Supplies>();
  /** True while a program runs in it. */
  taken = false;
  /** Its program waits for the keyboard, and so takes no processor. */
  resting = false;

  /** @param gone told when the Worker is no more */
  constructor(
    makeWorker: () => Worker,
    private readonly gone: (seat: Seat) => void,
  ) {
    this.worker = makeWorker();
    this.worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const pending = this.pending.get(data.id);
      if (!pending) return;
      if (data.answer === 'progress') {
        pending.progress(data.progress);
        return;
      }
      this.pending.delete(data.id);
      if (data.answer === 'error') pending.fail(new Error(data.message));
      else pending.settle(data);
    };
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.end(new Error(`the lab's Worker failed: ${event.message || 'its script could not be loaded'}`));
    };
  }

  ask(question: Question, pending: Pending): void {
    this.pending.set(question.id, pending);
    this.worker.postMessage(question);
  }

  /** Ends the Worker; what it was asked fails. */
  end(error: Error): void {
    this.worker.terminate();
    this.gone(this);
    const asked = [...this.pending.values()];
    this.pending.clear();
    for (const pending of asked) pending.fail(error);
  }
}

/**
 * A lab over Workers. A program has a Worker to itself; more programs at once take more Workers, up to the limit, and
 * then wait in line.
 *
 * @param makeWorker makes a Worker from `lib/lab/worker.ts`; where it lies is the page's knowledge
 */
export function createWorkerLab(makeWorker: () => Worker, options: WorkerLabOptions = {}): WorkerLab {
  const processors = globalThis.navigator?.hardwareConcurrency ?? 2;
  const limit = options.workers ?? Math.max(1, Math.min(4, processors - 1));
  const seats = new Set<Seat>();
  const sessions = new Set<Seat>();
  const line: ((seat: Seat) => void)[] = [];
  let ids = 0;

  function open(): Seat {
    const seat = new Seat(makeWorker, (dead) => seats.delete(dead));
    seats.add(seat);
    return seat;
  }

  /** A Worker without a program, at once when there is one or may be one more. */
  function take(): Promise<Seat> | Seat {
    const busy = [...seats].filter((seat) => !seat.resting).length;
    const free = [...seats].find((seat) => !seat.taken) ?? (busy < limit ? open() : undefined);
    if (!free) return new Promise((resolve) => line.push(resolve));
    free.taken = true;
    return free;
  }

  /** A program has ended: its Worker, or a fresh one when that is gone, goes to the next in line. */
  function give(seat: Seat): void {
    seat.resting = false;
    const next = line.shift();
    if (!next) {
      seat.taken = false;
      return;
    }
    const free = seats.has(seat) ? seat : open();
    free.taken = true;
    next(free);
  }

  /** A program waits for the keyboard, or goes on: while it waits another may run. */
  function rest(seat: Seat, resting: boolean): void {
    if (seat.resting === resting) return;
    seat.resting = resting;
    const next = resting ? line.shift() : undefined;
    if (!next) return;
    const fresh = open();
    fresh.taken = true;
    next(fresh);
  }

  /** A Worker for something that takes no time: one without a program, if there is one. */
  const free = (): Seat => [...seats].find((seat) => !seat.taken) ?? [...seats][0] ?? open();

  /** A question with one answer, which a Worker gives between two slices of its program. */
  function simple<A extends keyof Answers>(
    question: Question & { ask: A },
    supplies: Supplies = {},
  ): Promise<Answers[A]> {
    const seat = free();
    supply(seat, supplies);
    return put<A>(seat, question);
  }

  function put<A extends keyof Answers>(seat: Seat, question: Question): Promise<Answers[A]> {
    return new Promise((resolve, reject) => {
      seat.ask(question, {
        settle: (answer) => resolve(answer.result as Answers[A]),
        progress: () => {},
        fail: reject,
      });
    });
  }

  const sysroot = onceLoaded(options.sysroot ?? (() => Promise.reject(new Error('this page has none'))));
  const library = async (): Promise<Supplies> => ({ sysroot: await sysroot() });

  /** What a Worker has to have before it runs a program. */
  async function suppliesFor(request: RunRequest): Promise<Supplies> {
    return needsSysroot(request) ? library() : {};
  }

  /** Hands a Worker what it does not have yet. */
  function supply(seat: Seat, supplies: Supplies): void {
    const wanted = Object.entries(supplies).filter(
      ([name, bytes]) => bytes && !seat.has.has(name as keyof Supplies),
    );
    if (wanted.length === 0) return;
    for (const [name] of wanted) seat.has.add(name as keyof Supplies);
    const question: Question = { id: ++ids, ask: 'supply', supplies: Object.fromEntries(wanted) };
    seat.worker.postMessage(question);
  }

  /** A session has a Worker beside the others: it may stay open for long. */
  async function debug(request: RunRequest, options?: DebugOptions): Promise<DebugSession> {
    const supplies = await suppliesFor(request);
    const seat = new Seat(makeWorker, () => sessions.delete(seat));
    sessions.add(seat);
    supply(seat, supplies);
    const close = () => seat.end(new Error('the session was closed'));
    try {
      const opened = await put<'debug'>(seat, { id: ++ids, ask: 'debug', request, options });
      return faceOf(opened, {
        ask: (command) => put<'command'>(seat, { id: ++ids, ask: 'command', command }),
        pause: () => seat.worker.postMessage({ id: ++ids, ask: 'pause' } satisfies Question),
        close,
      });
    } catch (error) {
      close();
      throw error;
    }
  }

  async function run(
    request: RunRequest,
    { onProgress, signal, onKeyboard }: RunOptions = {},
  ): Promise<RunResult> {
    const stopped = (seen: RunProgress[]) => failedResult(request, { kind: 'stopped' }, seen);
    if (signal?.aborted) return stopped([]);
    const supplies = await suppliesFor(request);
    const seat = await take();
    supply(seat, supplies);
    if (signal?.aborted) {
      give(seat);
      return stopped([]);
    }
    const id = ++ids;
    const seen: RunProgress[] = [];
    return new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const onAbort = () => {
        seat.worker.postMessage({ id, ask: 'stop' } satisfies Question);
        timer = setTimeout(() => seat.end(new Error('stopped')), STOP_MS);
      };
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      signal?.addEventListener('abort', onAbort);
      const tell = (question: Question) => {
        if (seat.pending.has(id)) seat.worker.postMessage(question);
      };
      seat.ask(
        { id, ask: 'run', request, ...(onKeyboard && { keyboard: true }) },
        {
          settle: (answer) => {
            done();
            give(seat);
            resolve(answer.result as RunResult);
          },
          progress: (progress) => {
            seen.push(progress);
            rest(seat, progress.terminal?.awaited === true);
            onProgress?.(progress);
          },
          fail: (error) => {
            done();
            give(seat);
            if (signal?.aborted) resolve(stopped(seen));
            else reject(error);
          },
        },
      );
      onKeyboard?.({
        type: (bytes) => tell({ id, ask: 'type', bytes }),
        resize: (rows, columns) => tell({ id, ask: 'resize', rows, columns }),
      });
    });
  }

  return {
    run,
    debug,
    assemble: (source: string, name: string): Promise<AssembleResult> =>
      simple({ id: ++ids, ask: 'assemble', source, name }),
    compile: async (source: string, name: string): Promise<CompileResult> =>
      simple({ id: ++ids, ask: 'compile', source, name }, await library()),
    list: async (program: SourceProgram, profile?: string): Promise<Listing> =>
      simple({ id: ++ids, ask: 'list', program, profile }, 'c' in program ? await library() : {}),
    listFunction: (
      elf: Uint8Array,
      which: string | number,
      profile?: string,
    ): Promise<ListedFunction | undefined> => simple({ id: ++ids, ask: 'function', elf, which, profile }),
    help: async <T extends HelpTopic>(topic: T, question: HelpQuestion): Promise<HelpAnswers[T]> =>
      (await simple(
        { id: ++ids, ask: 'help', topic, question },
        question.kind === 'c' ? await library() : {},
      )) as HelpAnswers[T],
    warm: async (kind: ProgramKind) => {
      await simple({ id: ++ids, ask: 'warm', kind }, kind === 'c' ? await library() : {});
    },
    profiles: (): Promise<ProfileInfo[]> => simple({ id: ++ids, ask: 'profiles' }),
    close: () => {
      line.length = 0;
      for (const seat of [...seats, ...sessions]) seat.end(new Error('the lab was closed'));
    },
  };
}
