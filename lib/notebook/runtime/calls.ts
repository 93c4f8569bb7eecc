import type { FromRuntime, RunOptions, ToRuntime } from './protocol';
import { ProgramValue } from './value';

interface Pending {
  cell: string;
  program: string;
  resolve(value: ProgramValue): void;
  reject(error: Error): void;
}

type Answer = Extract<ToRuntime, { type: 'answer' }>;
type Loose = Record<string, unknown>;

/** The runs that js cells have asked the session for. */
export class Calls {
  private readonly pending = new Map<number, Pending>();
  private last = 0;

  /** @param waiting message of the error for a run that was never made and is not to be made now */
  constructor(
    private readonly send: (message: FromRuntime) => void,
    private readonly waiting: string,
  ) {}

  /** run() and sweep() as a cell has them. */
  api(cell: string) {
    const run = (program: unknown, options: unknown = {}) =>
      this.run(cell, nameOf(program), runOptions(options));
    return { run, sweep };
  }

  answer({ call, result, error, unknown }: Answer): void {
    const pending = this.pending.get(call);
    if (!pending) return;
    this.pending.delete(call);
    if (result) pending.resolve(new ProgramValue(pending.program, result));
    else pending.reject(new Error(unknown ? this.waiting : (error ?? 'the run failed')));
  }

  /** Ends what a cell has under way: it is evaluated anew, or gone. */
  cancel(cell: string): void {
    for (const [call, pending] of this.pending) {
      if (pending.cell !== cell) continue;
      this.pending.delete(call);
      this.send({ type: 'cancel', call });
      pending.reject(new Error('the cell was evaluated anew'));
    }
  }

  private run(cell: string, program: string, options: RunOptions): Promise<ProgramValue> {
    const call = ++this.last;
    return new Promise((resolve, reject) => {
      this.pending.set(call, { cell, program, resolve, reject });
      this.send({ type: 'run', call, cell, program, options });
    });
  }
}

/**
 * Runs `each` for every value, as many at once as the lab has room for, and answers a row for each: the fields of what
 * came of it, and `value`.
 */
async function sweep<T>(values: Iterable<T>, each: (value: T, index: number) => unknown): Promise<unknown[]> {
  if (typeof each !== 'function')
    throw new TypeError('sweep(values, each): each is a function, such as n => run("copy", {args: [n]})');
  return Promise.all(
    Array.from(values, async (value, index) => {
      const made = await each(value, index);
      if (made instanceof ProgramValue) return made.with({ value });
      return typeof made === 'object' && made !== null ? { ...made, value } : { value, result: made };
    }),
  );
}

function nameOf(program: unknown): string {
  if (typeof program === 'string') return program;
  if (program instanceof ProgramValue) return program.program;
  throw new TypeError('run(program, options): program is the name of a program cell, such as "copy"');
}

const OPTIONS: { [K in keyof Required<RunOptions>]: (value: unknown) => RunOptions[K] } = {
  args: (value) => (Array.isArray(value) ? value.map(String) : String(value).split(/\s+/).filter(Boolean)),
  env: strings,
  stdin: (value) => (value instanceof Uint8Array ? value : String(value)),
  defines: strings,
  profile: String,
  seed: Number,
  trace: Boolean,
};

/** Options as the session takes them: numbers as text, and no option it does not know. */
function runOptions(options: unknown): RunOptions {
  if (typeof options !== 'object' || options === null)
    throw new TypeError('run(program, options): options is an object');
  const made: Loose = {};
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(OPTIONS, name)) {
      throw new TypeError(`run() has no option ${name}; it has ${Object.keys(OPTIONS).join(', ')}`);
    }
    if (value !== undefined) made[name] = OPTIONS[name as keyof RunOptions](value);
  }
  return made;
}

function strings(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(value as Loose).map(([name, field]) => [name, String(field)]));
}
