import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMachine, type Machine } from '../../lib/emulator/machine';
import { TraceRecorder } from '../../lib/emulator/tracer/recorder';
import { which } from '../../scripts/tools.mjs';
import { build, SOURCES } from './build';
import { PROGRAMS, type Program } from './table';

const reason = ['gcc', 'as', 'ld'].every((tool) => which(tool)) ? '' : 'gcc, as or ld is missing';
if (reason) console.log(`skipped, snapshots of programs: ${reason}`);

/** Everything that can be seen of a run. */
interface Seen {
  output: string;
  ending: Machine['ending'];
  stats: Machine['stats'];
  usage: Machine['usage'];
  trace: ReturnType<TraceRecorder['columns']>;
}

describe.skipIf(reason)('a machine put back goes on as it did', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-snapshots-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A machine with a program in it, and its output, which the host has to take back by itself. */
  function start({ source, args = [], stdin, env = {}, sse }: Program) {
    const name = source.replace(/\.\w$/, '');
    const elf = new Uint8Array(readFileSync(build(join(SOURCES, source), folder, '-O2', sse)));
    const recorder = new TraceRecorder();
    const out = { text: '' };
    const write = (_: number, bytes: Uint8Array) => void (out.text += Buffer.from(bytes).toString('latin1'));
    const machine = createMachine({
      tracer: recorder,
      console: { write },
      files: [{ path: `/${name}`, source: elf, mode: 0o755 }],
      maxCycles: 2e9,
    });
    const variables = Object.entries(env).map(([key, value]) => `${key}=${value}`);
    machine.exec({ path: `/${name}`, args: [`./${name}`, ...args], env: variables });
    if (stdin) machine.type(Buffer.from(stdin, 'latin1'));
    machine.endInput();
    return { machine, recorder, out };
  }
  const toEnd = (machine: Machine) => {
    while (machine.run(1e8) === 'running');
  };
  const seen = (machine: Machine, recorder: TraceRecorder, output: string): Seen => {
    const { ending, stats, usage } = machine;
    return { output, ending, stats, usage, trace: recorder.columns() };
  };

  it.each(PROGRAMS.map((program) => [program.source, program] as const))('%s', (_, program) => {
    const plain = start(program);
    toEnd(plain.machine);
    const expected = seen(plain.machine, plain.recorder, plain.out.text);

    const { machine, recorder, out } = start(program);
    const step = Math.max(50, Math.floor((expected.stats.cycles - expected.stats.idle) / 31));
    const kept: { snapshot: ReturnType<Machine['snapshot']>; output: string }[] = [];
    do kept.push({ snapshot: machine.snapshot(), output: out.text });
    while (machine.run(step) === 'running');
    expect(kept.length).toBeGreaterThan(2);
    expect(seen(machine, recorder, out.text)).toEqual(expected);
    // Back and forth, and to the beginning twice.
    const at = (part: number) => kept[Math.floor(part * (kept.length - 1))];
    for (const { snapshot, output } of [1, 0.7, 0, 0.2, 0.9, 0.4, 0.6, 0].map(at)) {
      machine.restore(snapshot);
      out.text = output;
      toEnd(machine);
      expect(seen(machine, recorder, out.text)).toEqual(expected);
    }

    // A fork in the middle; the two take turns.
    const middle = at(0.5);
    machine.restore(middle.snapshot);
    out.text = middle.output;
    const forked = { text: middle.output };
    const fork = machine.fork({
      write: (_stream, bytes) => void (forked.text += Buffer.from(bytes).toString('latin1')),
    });
    for (let going = true; going; ) {
      const one = machine.run(step) === 'running';
      const other = fork.run(step) === 'running';
      going = one || other;
    }
    const ofFork = fork.stats;
    expect(seen(fork, recorder, forked.text)).toEqual({ ...expected, stats: ofFork });
    expect(ofFork).toEqual(expected.stats);
    expect(machine.stats).toEqual(expected.stats);
    expect(seen(machine, recorder, out.text)).toEqual(expected);
  });
});
