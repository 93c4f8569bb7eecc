import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArg } from '../../lib/abi/signature';
import { makedev, S_IFCHR } from '../../lib/abi/stat';
import { SYSCALLS } from '../../lib/abi/syscalls';
import { credentials } from '../../lib/emulator/kernel/cred';
import { TestMachine } from '../../lib/emulator/kernel/fs/testing';

/** A step of a script: a call, bytes put into memory, or bytes looked at. */
export type Step =
  | { call: string; args: number[] }
  | { poke: number; bytes: Uint8Array }
  | { peek: number; length: number };

/** What came of the calls and peeks of a script, in order. */
export type Answer = number | Uint8Array;

const byName = new Map([...SYSCALLS.values()].map((call) => [call.name, call]));

/** The script as tests/fs/runner.c reads it. */
function encode(steps: readonly Step[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const words = (...values: number[]) => {
    const view = new DataView(new ArrayBuffer(values.length * 8));
    for (const [i, value] of values.entries())
      view.setBigInt64(i * 8, BigInt.asIntN(64, BigInt(value)), true);
    parts.push(new Uint8Array(view.buffer));
  };
  for (const step of steps) {
    if ('call' in step) {
      const call = byName.get(step.call);
      if (!call) throw new Error(`no call is named ${step.call}`);
      words(call.nr, ...Array.from({ length: 6 }, (_, i) => step.args[i] ?? 0));
    } else if ('poke' in step) {
      words(-1, step.poke, step.bytes.length);
      parts.push(step.bytes);
    } else {
      words(-2, step.peek, step.length);
    }
  }
  return Buffer.concat(parts);
}

/** Builds the runner with the host's compiler. */
export function buildRunner(): string {
  const source = join(dirname(fileURLToPath(import.meta.url)), 'runner.c');
  const runner = join(mkdtempSync(join(tmpdir(), 'trapdoor-fs-')), 'runner');
  execFileSync('gcc', ['-O1', '-w', '-o', runner, source]);
  return runner;
}

/** Devices below the root that a script is locked into: name and minor number (the major is 1). */
const DEVICES = [
  ['null', 3],
  ['zero', 5],
  ['full', 7],
] as const;

/**
 * Runs a script on the real kernel as user `uid`, locked into a directory of its own on tmpfs, which takes root. The
 * lock matters: a script renames and removes what it reaches.
 */
export function runNative(runner: string, steps: readonly Step[], uid: number): Answer[] {
  const top = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'trapdoor-fs-'));
  try {
    mkdirSync(join(top, 'w'));
    mkdirSync(join(top, 'dev'));
    for (const [name, minor] of DEVICES) {
      execFileSync('mknod', ['-m', '666', join(top, 'dev', name), 'c', '1', String(minor)]);
    }
    chmodSync(top, 0o755);
    chownSync(join(top, 'w'), uid, uid);
    const ran = spawnSync(runner, [top, String(uid)], {
      input: encode(steps),
      maxBuffer: 2 ** 26,
      timeout: 20_000,
    });
    if (ran.status !== 0) throw new Error(`the runner ended with ${ran.status ?? ran.signal}`);
    return decode(steps, ran.stdout);
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

function decode(steps: readonly Step[], bytes: Buffer): Answer[] {
  const answers: Answer[] = [];
  let at = 0;
  for (const step of steps) {
    if ('call' in step) {
      answers.push(Number(bytes.readBigInt64LE(at)));
      at += 8;
    } else if ('peek' in step) {
      answers.push(new Uint8Array(bytes.subarray(at, at + step.length)));
      at += step.length;
    }
  }
  return answers;
}

/** Runs a script on the machine's handlers, in the same surroundings. */
export function runHere(steps: readonly Step[], uid: number): Answer[] {
  const machine = new TestMachine({
    entries: [
      { path: '/top/w', directory: true, uid, gid: uid },
      { path: '/top/dev', directory: true },
    ],
  });
  const { files } = machine.kernel.vfs;
  for (const [name, minor] of DEVICES) files.node(`/top/dev/${name}`, S_IFCHR | 0o666, makedev(1, minor));
  machine.task.cred = credentials({ uid, gid: uid, euid: uid, egid: uid }, machine.task.cred.userns);
  machine.task.fs.root = { dentry: files.directory('/top') };
  machine.task.fs.cwd = { dentry: files.directory('/top/w') };
  const answers: Answer[] = [];
  for (const step of steps) {
    if ('poke' in step) machine.poke(step.poke, step.bytes);
    else if ('peek' in step) answers.push(machine.mem.copyIn(step.peek, step.length) ?? new Uint8Array(0));
    else answers.push(callHere(machine, step.call, step.args));
  }
  return answers;
}

/** Makes a call with arguments as dispatch takes them out of registers. */
function callHere(machine: TestMachine, name: string, args: readonly number[]): number {
  const types = byName.get(name)?.args ?? [];
  const values = types.map(({ type }, i) => {
    const word = BigInt.asUintN(64, BigInt(args[i] ?? 0));
    return readArg(type.width, 0, Number(word & 0xffffffffn), Number(word >> 32n));
  });
  const result = machine.call(name, ...values);
  if (typeof result === 'number') return result;
  throw new Error(`${name} sleeps: ${result.why}`);
}
