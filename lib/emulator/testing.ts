import { createMachine, type Ending, type Machine, type MachineSettings, type RootEntry } from './machine';
import { byteString } from './vfs/bytes';

/** What a run came to, for tests. */
export interface Ran {
  machine: Machine;
  ending: Ending | undefined;
  stdout: string;
  stderr: string;
}

export interface RunOptions extends Partial<Omit<MachineSettings, 'console'>> {
  args?: readonly string[];
  env?: readonly string[];
  /** Current directory; / when absent. */
  cwd?: string;
  stdin?: string;
  extra?: readonly RootEntry[];
  /** Output is bytes, one character each, not UTF-8. */
  binary?: boolean;
}

/** Runs an ELF file as /prog to its end in a machine of its own. */
export function runElf(elf: Uint8Array, options: RunOptions = {}): Ran {
  const { args = ['/prog'], env, cwd, stdin = '', extra = [], binary = false, ...settings } = options;
  const output: Record<1 | 2, Uint8Array[]> = { 1: [], 2: [] };
  const machine = createMachine({
    maxCycles: 1e9,
    memory: 64 * 2 ** 20,
    ...settings,
    console: { write: (stream, bytes) => output[stream].push(bytes.slice()) },
    files: [{ path: '/prog', source: elf, mode: 0o755 }, ...extra],
  });
  machine.exec({ path: '/prog', args, env, cwd });
  if (stdin !== '') machine.type(new TextEncoder().encode(stdin));
  machine.endInput();
  for (let slices = 0; machine.run(1e7) !== 'ended'; slices++)
    if (slices > 1e5) throw new Error('it does not end');
  const text = (parts: Uint8Array[]) =>
    parts.map((part) => (binary ? byteString(part) : new TextDecoder().decode(part))).join('');
  return { machine, ending: machine.ending, stdout: text(output[1]), stderr: text(output[2]) };
}
