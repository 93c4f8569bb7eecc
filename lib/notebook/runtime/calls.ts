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

  /**
   * run(), sweep(), repeat() and compare() as a cell has them.
   *
   * @param progress told how many of a sweep's runs are done
   */
  api(cell: string, progress: (done: number, total: number) => void = () => {}) {
    const run = (program: unknown, options: unknown = {}) =>
      this.run(cell, nameOf(program), runOptions(options));
    return {
      run,
      sweep: (values: Iterable<unknown>, each: Each) => sweep(values, each, progress),
      repeat: (times: number, each: (seed: number) => unknown) => repeat(times, each, progress),
      compare,
    };
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
async function sweep(
  values: Iterable<unknown>,
  each: Each,
  progress: (done: number, total: number) => void,
): Promise<unknown[]> {
  if (typeof each !== 'function')
    throw new TypeError('sweep(values, each): each is a function, such as n => run("copy", {args: [n]})');
  const all = [...values];
  let done = 0;
  progress(done, all.length);
  return Promise.all(
    all.map(async (value, index) => {
      const made = await each(value, index);
      progress(++done, all.length);
      if (made instanceof ProgramValue) return made.with({ value });
      return typeof made === 'object' && made !== null ? { ...made, value } : { value, result: made };
    }),
  );
}

/** Runs `each` for the seeds 1, 2, 3 ...: rows as sweep's, with `seed` in place of `value`. */
async function repeat(
  times: number,
  each: (seed: number) => unknown,
  progress: (done: number, total: number) => void,
): Promise<unknown[]> {
  if (!Number.isInteger(times) || times < 1 || typeof each !== 'function')
    throw new TypeError('repeat(times, each): each is a function, such as seed => run("copy", {seed})');
  const seeds = Array.from({ length: times }, (_, n) => n + 1);
  const rows = await sweep(seeds, (seed) => each(seed as number), progress);
  return rows.map((row) => {
    const { value: seed, ...rest } = row as Loose;
    return row instanceof ProgramValue ? row.with({ seed }) : { ...rest, seed };
  });
}

/**
 * Runs beside each other, a row each with `name` and `times`, its time in times of the first. Runs whose machines are
 * not alike are still compared, but the rows say so in `unlike`.
 */
async function compare(runs: Record<string, unknown>): Promise<Loose[]> {
  const names = typeof runs === 'object' && runs !== null ? Object.keys(runs) : [];
  if (names.length < 2)
    throw new TypeError('compare({name: run, other: run}): give it two runs or more, by name');
  const made = await Promise.all(names.map((name) => runs[name]));
  const values = made.map((value, i) => {
    if (value instanceof ProgramValue) return value;
    throw new TypeError(`compare(): ${names[i]} is not a run of a program`);
  });
  const [first] = values;
  return values.map((value, i) => ({
    name: names[i],
    ns: value.ns,
    times: value.ns / first.ns,
    calls: value.counts.reduce((sum, row) => sum + row.calls, 0),
    instructions: value.instructions,
    exit: value.exit,
    ...unlike(first, value),
  }));
}

/** In what the machine of a run differs from another's. */
function unlike({ made: a, profile }: ProgramValue, { made: b, profile: other }: ProgramValue): Loose {
  const differences = [
    ...(profile === other ? [] : [`profile ${other}, not ${profile}`]),
    ...(a && b && a.seed !== b.seed ? [`seed ${b.seed}, not ${a.seed}`] : []),
    ...(a && b && a.machine !== b.machine ? [`version ${b.machine} of the machine, not ${a.machine}`] : []),
  ];
  return differences.length > 0 ? { unlike: differences.join('; ') } : {};
}

type Each = (value: unknown, index: number) => unknown;

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
  files: (value) =>
    Object.fromEntries(
      Object.entries(value as Loose).map(([path, data]) => [
        path,
        data instanceof Uint8Array ? data : String(data),
      ]),
    ),
  limits: (value) => {
    const { cycles, memory, output, cpus } = value as Loose;
    const given = Object.entries({ cycles, memory, output, cpus }).filter(([, limit]) => limit !== undefined);
    return Object.fromEntries(given.map(([name, limit]) => [name, Number(limit)]));
  },
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
