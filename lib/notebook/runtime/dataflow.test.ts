import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { withDocument } from '../headless/dom';
import type { FromRuntime, RuntimeCell } from './protocol';
import type { NotebookRuntime } from './runtime';

/**
 * Random notebooks of js cells, edited at random: after each edit exactly those cells are evaluated, once, that were
 * changed or are made from what was changed, and every value and error is what a plain reading of the cells gives.
 */
const CASES = Number(process.env['FUZZ_CASES'] ?? 25);
const EDITS = 12;
const FIRST_SEED = Number(process.env['FUZZ_SEED'] ?? 1);

/** mulberry32. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

interface Spec {
  id: string;
  /** The name it defines, and those it adds up. */
  name: string;
  reads: string[];
  constant: number;
  throws: boolean;
}

const source = ({ id, name, reads, constant, throws }: Spec) =>
  `const ${name} = (globalThis.counted.push("${id}"), ${throws ? '(() => { throw new Error("thrown") })()' : constant}${reads.map((read) => ` + ${read}`).join('')})`;

/** What a plain reading gives: a value, or undefined where there is none. */
function plainly(given: readonly Spec[]) {
  // Within a cell its own name is a variable that is not set yet: JavaScript's own error.
  const specs = given.map((spec) => ({
    ...spec,
    reads: spec.reads.filter((read) => read !== spec.name),
    throws: spec.throws || spec.reads.includes(spec.name),
  }));
  const own = ({ id }: Spec) => specs.find((spec) => spec.id === id) as Spec;
  const by = (name: string) => specs.filter((spec) => spec.name === name);
  const reaches = (from: Spec, to: Spec, seen = new Set<Spec>()): boolean =>
    from.reads.some((read) =>
      by(read).some((next) => {
        if (next === to) return true;
        if (seen.has(next)) return false;
        seen.add(next);
        return reaches(next, to, seen);
      }),
    );
  const problems = new Map(
    specs.map((spec) => [
      spec.id,
      by(spec.name).length > 1 || reaches(spec, spec) || spec.reads.some((read) => by(read).length === 0),
    ]),
  );
  const worth = (spec: Spec): number | undefined => {
    if (problems.get(spec.id) || spec.throws) return undefined;
    return spec.reads.reduce<number | undefined>((sum, read) => {
      const value = worth(by(read)[0]);
      return sum === undefined || value === undefined ? undefined : sum + value;
    }, spec.constant);
  };
  /** Its body runs: nothing is wrong with it, and all it reads has a value. */
  const runs = (spec: Spec) =>
    !problems.get(spec.id) && spec.reads.every((read) => worth(by(read)[0]) !== undefined);
  return { problems, worth: (spec: Spec) => worth(own(spec)), runs: (spec: Spec) => runs(own(spec)) };
}

function below(specs: readonly Spec[], roots: ReadonlySet<string>): Set<string> {
  const found = new Set(roots);
  for (let grown = true; grown; ) {
    grown = false;
    for (const spec of specs) {
      if (found.has(spec.id)) continue;
      if (!spec.reads.some((read) => specs.some((other) => other.name === read && found.has(other.id))))
        continue;
      found.add(spec.id);
      grown = true;
    }
  }
  return found;
}

function edit(specs: readonly Spec[], next: (below: number) => number, fresh: () => string): Spec[] {
  const at = next(specs.length);
  const change = (fields: Partial<Spec>) =>
    specs.map((spec, i) => (i === at ? { ...spec, ...fields } : spec));
  const names = specs.map(({ name }) => name);
  switch (next(8)) {
    case 0:
      return change({ throws: !specs[at].throws });
    case 1:
      return specs.length > 2 ? specs.filter((_, i) => i !== at) : [...specs];
    case 2: {
      const id = fresh();
      return specs.toSpliced(at, 0, {
        id,
        name: `v${id}`,
        reads: some(names, next),
        constant: next(9),
        throws: false,
      });
    }
    case 3: // A name of another cell, or one nobody reads.
      return change({ name: next(3) === 0 ? names[next(names.length)] : `v${specs[at].id}` });
    case 4: // Any name, its own and unknown ones among them: circles and errors.
      return change({ reads: some([...names, 'nobody'], next) });
    case 5:
      return [...specs].reverse();
    default:
      return change({ constant: next(1000) });
  }
}

const some = (names: readonly string[], next: (below: number) => number): string[] => [
  ...new Set(Array.from({ length: next(3) }, () => names[next(names.length)])),
];

let Runtime: typeof NotebookRuntime;
let finish: () => void;
let done: Promise<void>;

beforeAll(async () => {
  // Outputs are reported now and then; here each look at the clock is a second later, so at once.
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
  await new Promise<void>((ready) => {
    done = withDocument(async () => {
      ({ NotebookRuntime: Runtime } = await import('./runtime'));
      ready();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  finish();
  await done;
});

async function play(seed: number): Promise<void> {
  const next = random(seed);
  const counted: string[] = [];
  Object.assign(globalThis, { counted });
  const statuses = new Map<string, string>();
  const runtime = new Runtime({
    send: (message: FromRuntime) => {
      if (message.type === 'cell') statuses.set(message.id, message.status);
    },
    root: () => document.createElement('div'),
    removed: (id) => statuses.delete(id),
  });
  let ids = 0;
  const fresh = () => `c${ids++}`;
  let specs = Array.from({ length: 3 + next(8) }, (): Spec => {
    const id = fresh();
    const earlier = Array.from({ length: ids - 1 }, (_, i) => `vc${i}`);
    return {
      id,
      name: `v${id}`,
      reads: some(earlier.length > 0 ? earlier : ['vc0'], next),
      constant: next(9),
      throws: next(9) === 0,
    };
  });
  let before: Spec[] = [];
  let wasWrong = new Map<string, boolean>();
  for (let step = 0; step <= EDITS; step++) {
    const cells = specs.map((spec): RuntimeCell => ({ id: spec.id, kind: 'js', source: source(spec) }));
    counted.length = 0;
    runtime.receive({ type: 'cells', ids: cells.map(({ id }) => id), cells });
    // The runtime computes on a later turn; nothing here waits for anything else.
    for (let turn = 0; turn < 200; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (turn > 3 && specs.every(({ id }) => statuses.get(id) !== 'running')) break;
    }
    const { problems, worth, runs } = plainly(specs);
    const where = `seed ${seed}, step ${step}:\n${specs.map((spec) => `${spec.id}: ${source(spec)}`).join('\n')}`;
    const old = new Map(before.map((spec) => [spec.id, source(spec)]));
    const gone = before.filter(({ id }) => !specs.some((spec) => spec.id === id)).map(({ name }) => name);
    const roots = specs.filter(
      (spec) =>
        old.get(spec.id) !== source(spec) ||
        wasWrong.get(spec.id) !== problems.get(spec.id) ||
        spec.reads.some((read) => gone.includes(read)),
    );
    const expected = [...below(specs, new Set(roots.map(({ id }) => id)))].filter((id) =>
      runs(specs.find((spec) => spec.id === id) as Spec),
    );
    expect([...counted].sort(), `evaluated; ${where}`).toEqual(expected.sort());
    for (const spec of specs) {
      const value = worth(spec);
      expect(statuses.get(spec.id), `status of ${spec.id}; ${where}`).toBe(
        value === undefined ? 'error' : 'ok',
      );
    }
    before = specs;
    wasWrong = problems;
    specs = edit(specs, next, fresh);
  }
  runtime.dispose();
}

it(`evaluates what an edit concerns, once, and nothing else (${CASES} notebooks)`, async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) await play(seed);
});
