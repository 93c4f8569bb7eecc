import { beforeAll, describe, expect, it } from 'vitest';
import { SYSCALLS_BY_NAME } from '../../abi/syscalls';
import { assemble } from '../../toolchain';
import type { TraceColumns } from '../../trace/types';
import { runElf } from '../testing';
import { TraceRecorder } from '../tracer/recorder';
import { vdso } from '../vdso/vdso.generated';
import { PROFILES } from './profiles';

/** Runs assembly in a machine; answers its trace and its cycles. */
function run(source: string, profile: string, defines: Record<string, string | number> = {}) {
  const { elf, diagnostics } = assemble(`.intel_syntax noprefix\n.globl _start\n_start:\n${source}`, {
    name: 'bench.s',
    defines: Object.fromEntries(Object.entries(defines).map(([name, value]) => [name, String(value)])),
  });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const tracer = new TraceRecorder();
  const { machine, ending } = runElf(elf!, {
    profile,
    tracer,
    maxCycles: 1e11,
    memory: 128 * 2 ** 20,
    extra: [{ path: '/tmp', directory: true, mode: 0o1777 }],
  });
  if (machine.failure) throw machine.failure;
  expect(ending).toEqual({ kind: 'exited', status: 0 });
  return { trace: tracer.columns(), stats: machine.stats };
}

const EXIT = `
        mov eax, 231
        xor edi, edi
        syscall`;

/** COUNT calls of number NR with three arguments. */
const LOOP = `
        mov ebx, COUNT
1:      mov eax, NR
        mov edi, ARG0
        lea rsi, room[rip]
        mov edx, ARG2
        xor r10d, r10d
        syscall
        dec ebx
        jnz 1b
${EXIT}
        .bss
room:   .skip 64
`;

/** Cycles of the calls of number `nr` from the trap to user mode, from the `skip`th on. */
function cyclesPerCall(
  { abi, nr, entry, handler, exit, length }: TraceColumns,
  number: number,
  skip: number,
): number {
  let sum = 0;
  let calls = 0;
  for (let row = 0; row < length; row++) {
    if (nr[row] !== number || abi[row] !== 0 || skip-- > 0) continue;
    sum += entry[row]! + handler[row]! + exit[row]!;
    calls++;
  }
  return sum / calls;
}

const number = (name: string) => SYSCALLS_BY_NAME.get(name)!.nr;

describe('a call that does not exist', () => {
  it.each(PROFILES.map((p) => [p.name, p] as const))('costs the round trip of %s', (name, { trap }) => {
    const { trace } = run(LOOP, name, { NR: 468, ARG0: 1, ARG2: 0, COUNT: 200 });
    const cycles = cyclesPerCall(trace, 468, 10);
    expect(Math.abs(cycles / trap.roundTrip - 1)).toBeLessThan(0.02);
  });
});

describe('the call that was timed', () => {
  const timed = PROFILES.flatMap(({ name, timed }) => (timed ? [[name, timed] as const] : []));
  it.each(timed)('costs on %s what its source says: %j', (name, { call, cycles }) => {
    const { trace } = run(LOOP, name, { NR: number(call), ARG0: 0, ARG2: 0, COUNT: 200 });
    expect(Math.abs(cyclesPerCall(trace, number(call), 10) / cycles - 1)).toBeLessThan(0.02);
  });
});

/** Opens a file, fills a buffer, and moves SIZE bytes COUNT times with call NR, PASSES times over. */
const transfer = (path: string) => `
        mov eax, 2
        lea rdi, path[rip]
        mov esi, 0102
        mov edx, 0644
        syscall
        mov r12d, eax
        lea rdi, buffer[rip]
        mov ecx, 1048576
        mov al, 65
        rep stosb
        mov r13d, PASSES
pass:   mov ebx, COUNT
1:      mov eax, NR
        mov edi, r12d
        lea rsi, buffer[rip]
        mov edx, SIZE
        xor r10d, r10d
        syscall
        dec ebx
        jnz 1b
        mov eax, 8
        mov edi, r12d
        xor esi, esi
        xor edx, edx
        syscall
        dec r13d
        jnz pass
${EXIT}
path:   .asciz "${path}"
        .bss
buffer: .skip 1048576
`;

/** The file that streams go over: larger than the caches. */
const FILE = 8 * 2 ** 20;

interface Measured {
  readonly what: string;
  readonly measured: number;
  readonly model: number;
  readonly percent: number;
}

function compare(what: string, measured: number, model: number): Measured {
  return {
    what,
    measured,
    model: Math.round(model),
    percent: Math.round((1000 * (model - measured)) / measured) / 10,
  };
}

describe('programs in the machine and on the reference machine', () => {
  const rows: Measured[] = [];

  /** Core cycles measured for a call with these arguments. */
  const CALLS: readonly (readonly [name: string, arg0: number, arg2: number, measured: number])[] = [
    ['getpid', 0, 0, 296],
    ['getppid', 0, 0, 304],
    ['clock_gettime', 1, 0, 484],
    ['clock_gettime', 0, 0, 467],
    ['clock_gettime', 6, 0, 402],
    ['sched_yield', 0, 0, 649],
    ['uname', 0, 0, 625],
  ];
  /** Core cycles measured by size: of a call on a file, in the first pass over it or in a later one. */
  const TRANSFERS: readonly (readonly [
    name: string,
    path: string,
    pass: 'first' | 'later',
    sizes: Record<number, number>,
  ])[] = [
    ['write', '/dev/null', 'first', { 1: 374, 4096: 373, 65536: 374, 1048576: 373 }],
    [
      'read',
      '/dev/zero',
      'first',
      { 1: 426, 1024: 458, 4096: 509, 16384: 927, 65536: 4601, 1048576: 72_837 },
    ],
    [
      'write',
      '/tmp/f',
      'first',
      { 1: 849, 1024: 1272, 4096: 2398, 16384: 7760, 65536: 29_691, 1048576: 516_348 },
    ],
    [
      'write',
      '/tmp/f',
      'later',
      { 1: 856, 1024: 884, 4096: 1380, 16384: 4079, 65536: 15_026, 1048576: 274_162 },
    ],
    ['pwrite64', '/tmp/f', 'later', { 1: 854, 1024: 883, 4096: 927, 16384: 2274, 65536: 9590 }],
  ];

  beforeAll(() => {
    for (const [name, arg0, arg2, measured] of CALLS) {
      const { trace } = run(LOOP, 'measured-vm', { NR: number(name), ARG0: arg0, ARG2: arg2, COUNT: 100 });
      rows.push(compare(`${name}(${arg0})`, measured, cyclesPerCall(trace, number(name), 10)));
    }
    for (const [name, path, pass, sizes] of TRANSFERS)
      for (const [size, measured] of Object.entries(sizes)) {
        const bytes = Number(size);
        const count = path === '/tmp/f' && bytes >= 4096 && name === 'write' ? FILE / bytes : 200;
        const passes = pass === 'later' ? 2 : 1;
        const { trace } = run(transfer(path), 'measured-vm', {
          NR: number(name),
          SIZE: bytes,
          COUNT: count,
          PASSES: passes,
        });
        const model = cyclesPerCall(trace, number(name), pass === 'later' ? count : 4);
        rows.push(compare(`${name} ${path} ${size} ${pass}`, measured, model));
      }
    console.table(rows);
  }, 120_000);

  it('agree within 15% nearly always', () => {
    const off = rows.filter((row) => Math.abs(row.percent) > 15);
    expect(off.length, JSON.stringify(off)).toBeLessThanOrEqual(0.1 * rows.length);
  });
});

/** COUNT calls of a function of the vDSO, which lies SYMBOL bytes into the object that the auxiliary vector names. */
const VDSO = `
        mov rax, [rsp]
        lea rdi, [rsp + rax*8 + 16]
env:    cmp qword ptr [rdi], 0
        lea rdi, [rdi + 8]
        jne env
aux:    cmp qword ptr [rdi], 33
        lea rdi, [rdi + 16]
        jne aux
        mov r12, [rdi - 8]
        add r12, SYMBOL
        mov ebx, COUNT
1:      mov edi, ARG0
        lea rsi, room[rip]
        call r12
        dec ebx
        jnz 1b
${EXIT}
        .bss
room:   .skip 64
`;

describe('clocks through the vDSO', () => {
  /** Core cycles a call, measured on the reference machine; the loop's own instructions are in both. */
  const CLOCKS: readonly (readonly [what: string, symbol: string, arg0: number, measured: number])[] = [
    ['MONOTONIC', '__vdso_clock_gettime', 1, 64],
    ['REALTIME', '__vdso_clock_gettime', 0, 64],
    ['MONOTONIC_COARSE', '__vdso_clock_gettime', 6, 9],
    ['time', '__vdso_time', 0, 5],
  ];
  it.each(CLOCKS)('%s', (what, symbol, arg0, measured) => {
    const cycles = (COUNT: number) =>
      run(VDSO, 'measured-vm', { SYMBOL: vdso.symbols[symbol]!, ARG0: arg0, COUNT }).stats.cycles;
    const each = (cycles(3000) - cycles(1000)) / 2000;
    console.log(`${what}: ${each.toFixed(1)} cycles, measured ${measured}`);
    expect(Math.abs(each - measured)).toBeLessThan(Math.max(3, 0.15 * measured));
  });
});
