import { describe, expect, it } from 'vitest';
import { SYSCALLS_BY_NAME } from '../../abi/syscalls';
import { TICKS_PER_CYCLE } from '../cpu/types';
import type { Work } from '../kernel/types';
import { CostModel } from './model';
import { PROFILES, profile } from './profiles';

const E = profile().trap.roundTrip;

function work(over: Partial<Work> = {}): Work {
  return {
    kind: '',
    bytesIn: 0,
    bytesOut: 0,
    bytesZeroed: 0,
    pages: 0,
    newPages: 0,
    components: 0,
    ptes: 0,
    flushed: 0,
    ...over,
  };
}

/** Cycles of one call with its round trip, as the model has it. */
function call(
  model: CostModel,
  name: string,
  done: Partial<Work> = {},
  ret = 0,
  arg0?: number,
  arg1?: number,
): number {
  const { nr } = SYSCALLS_BY_NAME.get(name)!;
  return E + model.call(0, nr, work(done), ret, arg0, arg1) / TICKS_PER_CYCLE;
}

/** One size of a loop over a buffer, in the steady state: the second of two sweeps. */
function transfer(name: string, kind: string, n: number, how: 'fresh' | 'over' | 'same' | 'device'): number {
  const model = new CostModel(profile());
  const reads = name.includes('read');
  const pages = Math.max(1, Math.ceil(n / 4096));
  const FILE = 16 * 1024 * 1024;
  let last = 0;
  let pos = 0;
  const calls = how === 'over' ? Math.ceil(FILE / n) + 4 : 4;
  for (let i = 0; i < (n < 1024 ? 4 : calls); i++) {
    const done: Partial<Work> =
      how === 'device'
        ? { kind, bytesZeroed: kind === 'zero' ? n : 0 }
        : {
            kind,
            pages,
            newPages: how === 'fresh' ? n / 4096 : 0,
            ino: 7,
            pos: how === 'same' ? 0 : pos,
            ...(reads ? { bytesOut: n } : { bytesIn: n }),
          };
    last = call(model, name, done, n);
    pos = (pos + n) % FILE;
  }
  return last;
}

const SIZES = [1, 64, 1024, 4096, 16384, 65536, 262144, 1048576];

/** Core cycles measured on the reference machine, by size. */
const BY_SIZE: readonly (readonly [
  name: string,
  kind: string,
  how: 'fresh' | 'over' | 'same' | 'device',
  cycles: number[],
])[] = [
  ['write', 'null', 'device', [374, 373, 373, 373, 374, 374, 374, 373]],
  ['read', 'zero', 'device', [426, 423, 458, 509, 927, 4601, 18219, 72837]],
  ['write', 'tmpfs', 'fresh', [849, 894, 1272, 2398, 7760, 29691, 116890, 516348]],
  ['write', 'tmpfs', 'over', [856, 861, 884, 1380, 4079, 15026, 59177, 274162]],
  ['read', 'tmpfs', 'over', [649, 652, 685, 1237, 4028, 15693, 59112, 262903]],
  ['pread64', 'tmpfs', 'same', [558, 658, 695, 741, 1390, 5785, 23888, 99226]],
  ['pwrite64', 'tmpfs', 'same', [854, 849, 883, 927, 2274, 9590, 37493, 204645]],
];

/** Core cycles of single calls and of sequences, measured there. */
const FIXED: readonly (readonly [what: string, measured: number, model: () => number])[] = (() => {
  const m = new CostModel(profile());
  const one = (name: string, done: Partial<Work> = {}, ret = 0, a?: number, b?: number) =>
    call(m, name, done, ret, a, b);
  const tick = (t: number) => t / TICKS_PER_CYCLE;
  const crossing = 380 + 230 + 50;
  const touch = (kind: 'anon' | 'zero', pages: number) => {
    let sum = one('mmap');
    for (let i = 0; i < pages; i++) sum += tick(m.fault(kind)) + crossing;
    return sum + one('munmap', { flushed: pages });
  };
  return [
    ['unknown number', 264, () => E + m.call(0, 400, work(), -38) / TICKS_PER_CYCLE],
    ['getpid', 296, () => one('getpid')],
    ['getppid', 304, () => one('getppid')],
    ['clock_gettime MONOTONIC', 484, () => one('clock_gettime', {}, 0, 1)],
    ['clock_gettime REALTIME', 467, () => one('clock_gettime', {}, 0, 0)],
    ['clock_gettime MONOTONIC_COARSE', 402, () => one('clock_gettime', {}, 0, 6)],
    ['clock_gettime PROCESS_CPUTIME_ID', 715, () => one('clock_gettime', {}, 0, 2)],
    ['gettimeofday', 444, () => one('gettimeofday')],
    ['time', 272, () => one('time')],
    ['getcpu', 359, () => one('getcpu')],
    ['lseek', 354, () => one('lseek')],
    ['fstat', 614, () => one('fstat')],
    ['stat', 1217, () => one('stat')],
    ['open+close', 2084, () => one('open') + one('close')],
    [
      'open+fstat+read 4K+close',
      3603,
      () =>
        one('open') +
        one('fstat') +
        one('read', { kind: 'tmpfs', bytesOut: 4096, pages: 1, ino: 9 }, 4096) +
        one('close'),
    ],
    ['open ENOENT', 1151, () => one('open', {}, -2)],
    ['write EBADF', 303, () => one('write', {}, -9)],
    ['TIOCGWINSZ', 479, () => one('ioctl', {}, 0, 1, 0x5413)],
    ['FIONREAD', 556, () => one('ioctl', {}, 0, 1, 0x541b)],
    ['sched_yield', 649, () => one('sched_yield')],
    ['futex wake, no waiter', 391, () => one('futex')],
    [
      'pipe write+read 1 B',
      1146,
      () =>
        one('write', { kind: 'pipe', bytesIn: 1, pages: 1 }, 1) +
        one('read', { kind: 'pipe', bytesOut: 1, pages: 1 }, 1),
    ],
    [
      'pipe ping-pong, one cpu',
      7714,
      () =>
        2 * (one('write', { kind: 'pipe', bytesIn: 1 }, 1) + one('read', { kind: 'pipe', bytesOut: 1 }, 1)) +
        2 * tick(m.contextSwitch()),
    ],
    ['mmap+munmap', 4954, () => one('mmap') + one('munmap')],
    ['mmap, touch 1 page, munmap', 13_554, () => touch('anon', 1)],
    ['mmap, touch 16 pages, munmap', 66_755, () => touch('anon', 16)],
    ['mmap, touch 256 pages, munmap', 777_000, () => touch('anon', 256)],
    ['mmap, read 16 pages, munmap', 44_424, () => touch('zero', 16)],
    [
      'fork, exit, wait',
      255_000,
      () => one('fork') + one('exit_group') + one('wait4') + 2 * tick(m.contextSwitch()),
    ],
    [
      'vfork, exit, wait',
      41_000,
      () => one('vfork') + one('exit_group') + one('wait4') + 2 * tick(m.contextSwitch()),
    ],
    [
      'vfork, exec, exit, wait',
      138_000,
      () => one('vfork') + one('execve') + one('exit_group') + one('wait4') + 2 * tick(m.contextSwitch()),
    ],
    ['tgkill to self with a handler', 4209, () => one('tgkill') + one('rt_sigreturn')],
  ];
})();

describe('the model and the reference machine', () => {
  const rows = [
    ...FIXED.map(([what, cycles, model]) => ({ what, measured: cycles, model: Math.round(model()) })),
    ...BY_SIZE.flatMap(([name, kind, how, cycles]) =>
      SIZES.map((n, i) => ({
        what: `${name} ${kind} ${how} ${n}`,
        measured: cycles[i]!,
        model: Math.round(transfer(name, kind, n, how)),
      })),
    ),
  ].map((row) => ({ ...row, percent: Math.round((1000 * (row.model - row.measured)) / row.measured) / 10 }));

  it('agrees within 15% on nearly all lines', () => {
    console.table(rows);
    const off = rows.filter((row) => Math.abs(row.percent) > 15);
    expect(off.length, JSON.stringify(off)).toBeLessThanOrEqual(0.1 * rows.length);
    expect(Math.max(...rows.map((row) => Math.abs(row.percent)))).toBeLessThan(40);
  });
});

describe('profiles', () => {
  it('have names of their own, and figures that can be', () => {
    expect(new Set(PROFILES.map((p) => p.name)).size).toBe(PROFILES.length);
    for (const p of PROFILES) {
      expect(p.ghz).toBeGreaterThan(1);
      const { byEncoding } = new CostModel(p).instructions;
      expect(byEncoding.every((ticks) => ticks >= 0 && Number.isInteger(ticks))).toBe(true);
    }
  });

  it('are found by name, or the error lists them', () => {
    expect(profile().name).toBe('measured-vm');
    expect(() => profile('pentium')).toThrow(/unknown machine profile 'pentium'; there are measured-vm, /);
  });
});
