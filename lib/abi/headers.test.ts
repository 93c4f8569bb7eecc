import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as auxv from './auxv';
import * as errno from './errno';
import * as fcntl from './fcntl';
import * as futex from './futex';
import * as ioctl from './ioctl';
import * as mman from './mman';
import * as mount from './mount';
import * as poll from './poll';
import * as process_ from './process';
import * as signal from './signal';
import * as socket from './socket';
import * as stat from './stat';
import type { Struct } from './structs';
import * as structs from './structs';
import { SYSCALLS } from './syscalls';
import { SYSCALLS_I386 } from './syscalls_i386';
import * as time from './time';

/** Headers that have one of the constants or structures each. */
const INCLUDES = [
  'asm/prctl.h',
  'dirent.h',
  'errno.h',
  'fcntl.h',
  'linux/auxvec.h',
  'linux/close_range.h',
  'linux/falloc.h',
  'linux/futex.h',
  'linux/kcmp.h',
  'linux/magic.h',
  'linux/membarrier.h',
  'linux/memfd.h',
  'linux/openat2.h',
  'linux/prctl.h',
  'linux/random.h',
  'linux/seccomp.h',
  'netinet/in.h',
  'netinet/tcp.h',
  'poll.h',
  'sched.h',
  'signal.h',
  'stddef.h',
  'stdio.h',
  'string.h',
  'sys/epoll.h',
  'sys/eventfd.h',
  'sys/file.h',
  'sys/inotify.h',
  'sys/ioctl.h',
  'sys/mman.h',
  'sys/mount.h',
  'sys/personality.h',
  'sys/resource.h',
  'sys/signalfd.h',
  'sys/socket.h',
  'sys/stat.h',
  'sys/statfs.h',
  'sys/sysinfo.h',
  'sys/time.h',
  'sys/timerfd.h',
  'sys/times.h',
  'sys/timex.h',
  'sys/uio.h',
  'sys/wait.h',
  'termios.h',
  'time.h',
  'unistd.h',
  'utime.h',
];

/** What user space has otherwise than the kernel (glibc's own value), or not at all. */
const NOT_IN_HEADERS = new Set([
  ...[
    'O_LARGEFILE',
    '__O_TMPFILE',
    'F_GETLK64',
    'F_SETLK64',
    'F_SETLKW64',
    'SIGRTMIN',
    'NSIG',
    'MINSIGSTKSZ',
    'NCCS',
    'RLIM_INFINITY',
  ],
  ...['TCGETS2', 'TCSETS2', 'TCSETSW2', 'TCSETSF2'],
]);

function scratch<T>(act: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'trapdoor-abi-'));
  try {
    return act(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Compiles and runs C, and answers its output. */
function runC(body: string): string {
  return scratch((directory) => {
    const source = join(directory, 'print.c');
    writeFileSync(
      source,
      `#define _GNU_SOURCE\n${INCLUDES.map((h) => `#include <${h}>`).join('\n')}\nint main(void) {\n${body}\n}\n`,
    );
    const gcc = spawnSync('gcc', ['-w', '-o', join(directory, 'print'), source], { encoding: 'utf8' });
    if (gcc.status !== 0) throw new Error(gcc.stderr);
    return spawnSync(join(directory, 'print'), { encoding: 'utf8' }).stdout;
  });
}

/** Names among `candidates` that the headers define, as macros or as enumerators. */
function defined(candidates: readonly string[]): string[] {
  const known = scratch((directory) => {
    const source = join(directory, 'try.c');
    const uses = candidates
      .map((name) => `long long v_${name}(void) { return (long long)${name}; }`)
      .join('\n');
    writeFileSync(
      source,
      `#define _GNU_SOURCE\n${INCLUDES.map((h) => `#include <${h}>`).join('\n')}\n${uses}\n`,
    );
    const gcc = spawnSync('gcc', ['-w', '-fmax-errors=0', '-fsyntax-only', source], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    const missing = new Set([...gcc.stderr.matchAll(/[‘'](\w+)[’'] undeclared/g)].map((match) => match[1]));
    return candidates.filter((name) => !missing.has(name));
  });
  return known;
}

const hasHeaders =
  process.arch === 'x64' && process.platform === 'linux' && spawnSync('gcc', ['--version']).status === 0;
if (!hasHeaders) console.log('skipped, comparison with the headers: this is not x86-64 Linux with gcc');

describe.skipIf(!hasHeaders)('constants', () => {
  const modules = {
    auxv,
    errno,
    fcntl,
    futex,
    ioctl,
    mman,
    mount,
    poll,
    process: process_,
    signal,
    socket,
    stat,
    time,
  };
  it.each(Object.entries(modules))('of %s.ts are those of the headers', (_, module) => {
    const ours = Object.entries(module).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number' && !NOT_IN_HEADERS.has(entry[0]),
    );
    const names = defined(ours.map(([name]) => name));
    const printed = runC(names.map((name) => `printf("${name} %lld\\n", (long long)(${name}));`).join('\n'));
    const theirs = new Map(
      printed
        .trim()
        .split('\n')
        .map((line) => line.split(' ') as [string, string]),
    );
    // An unsigned flag of 2^31 may be a negative int in the header.
    const unsigned = (value: number) => (value < 0 ? value + 2 ** 32 : value);
    const wrong = ours.filter(
      ([name, value]) => theirs.has(name) && unsigned(Number(theirs.get(name))) !== unsigned(value),
    );
    expect(wrong.map(([name, value]) => `${name} ${value}, not ${theirs.get(name)}`)).toEqual([]);
    expect(names.length).toBeGreaterThan(0.7 * ours.length);
  });

  it('errors have the texts of strerror', () => {
    const rows = [...errno.ERRNO.values()].filter((row) => row.number < 512);
    const printed = runC(rows.map((row) => `printf("%s\\n", strerror(${row.number}));`).join('\n'));
    expect(rows.map((row) => row.text)).toEqual(printed.trim().split('\n'));
  });
});

describe.skipIf(!hasHeaders)('structures', () => {
  /** Ours, and the name in C; glibc's where it is the kernel's. */
  const PAIRS: readonly (readonly [Struct, string])[] = [
    [structs.STAT, 'struct stat'],
    [structs.STATFS, 'struct statfs'],
    [structs.IOVEC, 'struct iovec'],
    [structs.FLOCK, 'struct flock'],
    [structs.OPEN_HOW, 'struct open_how'],
    [structs.TIMESPEC, 'struct timespec'],
    [structs.TIMEVAL, 'struct timeval'],
    [structs.TIMEZONE, 'struct timezone'],
    [structs.ITIMERSPEC, 'struct itimerspec'],
    [structs.ITIMERVAL, 'struct itimerval'],
    [structs.TMS, 'struct tms'],
    [structs.UTIMBUF, 'struct utimbuf'],
    [structs.WINSIZE, 'struct winsize'],
    [structs.SYSINFO, 'struct sysinfo'],
    [structs.RLIMIT, 'struct rlimit'],
    [structs.RUSAGE, 'struct rusage'],
    [structs.POLLFD, 'struct pollfd'],
    [structs.EPOLL_EVENT, 'struct epoll_event'],
    [structs.SCHED_PARAM, 'struct sched_param'],
    [structs.SIGALTSTACK, 'stack_t'],
    [structs.STATX, 'struct statx'],
  ];
  /** Fields that glibc calls otherwise, or hides. */
  const RENAMED: Readonly<Record<string, string>> = {
    st_atime_nsec: 'st_atim.tv_nsec',
    st_mtime_nsec: 'st_mtim.tv_nsec',
    st_ctime_nsec: 'st_ctim.tv_nsec',
    f_fsid: 'f_fsid',
  };
  const HIDDEN = /^(__|pad|f_spare|f_flags|loads|stx_dio)/;

  it.each(PAIRS.map(([struct, name]) => [name, struct] as const))('%s', (name, struct) => {
    const fields = struct.fields.filter((f) => !HIDDEN.test(f.name));
    const lines = fields.map(
      (f) => `printf("${f.name} %zu\\n", offsetof(${name}, ${RENAMED[f.name] ?? f.name}));`,
    );
    const printed = runC(`printf("size %zu\\n", sizeof(${name}));\n${lines.join('\n')}`);
    expect(printed.trim().split('\n')).toEqual([
      `size ${struct.size}`,
      ...fields.map((f) => `${f.name} ${f.offset}`),
    ]);
  });

  it('have the sizes of the kernel where glibc has its own', () => {
    expect(structs.TERMIOS.size).toBe(36);
    expect(structs.TERMIOS2.size).toBe(44);
    expect(structs.SIGACTION.size).toBe(32);
    expect(structs.SIGINFO.size).toBe(128);
    expect(structs.SIGINFO_FAULT.size).toBe(128);
    expect(structs.UTSNAME.size).toBe(390);
  });
});

describe('numbers of calls', () => {
  const HEADERS = ['/usr/include/x86_64-linux-gnu/asm', '/usr/include/asm'];
  it.each([
    ['unistd_64.h', SYSCALLS],
    ['unistd_32.h', SYSCALLS_I386],
  ] as const)('are those of %s', (header, table) => {
    const directory = HEADERS.find((path) => existsSync(join(path, header)));
    if (!directory) {
      console.log(`skipped: there is no asm/${header} here`);
      return;
    }
    const source = scratch((dir) => {
      writeFileSync(join(dir, 'n.c'), `#include <asm/${header}>\n`);
      return spawnSync('gcc', ['-E', '-dM', join(dir, 'n.c')], { encoding: 'utf8' }).stdout;
    });
    const theirs = [...source.matchAll(/#define __NR_(\w+) (\d+)/g)]
      .map(([, name, nr]) => `${nr} ${name}`)
      .sort();
    const ours = [...table.values()]
      .filter((call) => call.nr <= 450)
      .map((call) => `${call.nr} ${call.name}`);
    expect(ours.sort()).toEqual(theirs.filter((line) => Number(line.split(' ')[0]) <= 450));
  });
});
