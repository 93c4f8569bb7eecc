import { describe, expect, it } from 'vitest';
import * as S from '../../abi/structs';
import { SYSCALLS_BY_NAME } from '../../abi/syscalls';
import { straceLines } from '../../trace/strace';
import type { CallEvent } from '../kernel/listener';
import type { Task, UserMemory } from '../kernel/types';
import type { RecorderOptions } from './recorder';
import { TraceRecorder } from './recorder';
import { argumentRegisters } from './testing';

const BASE = 0x10000;

/** One task whose memory is a page at BASE. */
function setup(options?: RecorderOptions) {
  const bytes = new Uint8Array(0x10000);
  let next = 0;
  const mem = {
    peek(addr: number, dst: Uint8Array, offset: number, length: number) {
      const n = Math.max(0, Math.min(length, BASE + bytes.length - addr));
      if (addr < BASE) return 0;
      dst.set(bytes.subarray(addr - BASE, addr - BASE + n), offset);
      return n;
    },
  } as unknown as UserMemory;
  const task = { pid: 7, mem } as unknown as Task;
  const recorder = new TraceRecorder(options);
  let ticks = 0;
  return {
    recorder,
    bytes,
    /** Puts bytes or text with a NUL into memory and answers their address. */
    put(data: Uint8Array | string): number {
      const raw = typeof data === 'string' ? new TextEncoder().encode(`${data}\0`) : data;
      const at = next;
      bytes.set(raw, at);
      next += Math.ceil(raw.length / 8) * 8;
      return BASE + at;
    },
    call(name: string | number, args: number[], ret: number, during?: () => void, who = task): void {
      const nr = typeof name === 'number' ? name : SYSCALLS_BY_NAME.get(name)!.nr;
      const event: CallEvent = {
        task: who,
        regs: argumentRegisters(args.map(BigInt)),
        abi: 0,
        nr,
        trapTicks: (ticks += 64),
        handlerTicks: (ticks += 640),
        userTicks: 0,
      };
      const row = recorder.enter(event);
      during?.();
      recorder.leave(row, who, ret, (ticks += 6400));
      recorder.returned(row, (ticks += 640));
    },
    lines: () => [...straceLines(recorder.columns())],
    words: (...values: number[]) => {
      const view = new DataView(new ArrayBuffer(8 * values.length));
      values.forEach((value, i) => {
        view.setUint32(8 * i, value % 2 ** 32, true);
        view.setUint32(8 * i + 4, Math.floor(value / 2 ** 32), true);
      });
      return new Uint8Array(view.buffer);
    },
  };
}

describe('recorded calls print as strace prints them', () => {
  it('buffers going in and coming out', () => {
    const t = setup();
    const buffer = t.put(new Uint8Array(64));
    t.call('write', [3, t.put('hello\n\tworld"\\\u0001\u00011x'), 18], 18);
    t.call('write', [3, t.put('0123456789012345678901234567890123456789'), 40], 40);
    t.call('write', [3, t.put(''), 0], 0);
    t.call('write', [3, 1, 5], -14);
    t.call('read', [3, buffer, 5], 5, () => t.bytes.set(new TextEncoder().encode('hello'), buffer - BASE));
    t.call('read', [-1, buffer, 100], -9);
    expect(t.lines()).toEqual([
      'write(3, "hello\\n\\tworld\\"\\\\\\1\\0011x", 18) = 18',
      'write(3, "01234567890123456789012345678901"..., 40) = 40',
      'write(3, "", 0)                         = 0',
      'write(3, 0x1, 5)                        = -1 EFAULT (Bad address)',
      'read(3, "hello", 5)                     = 5',
      'read(-1, 0x10000, 100)                  = -1 EBADF (Bad file descriptor)',
    ]);
  });

  it('flags, modes and directories', () => {
    const t = setup();
    const x = t.put('x');
    t.call('openat', [-100, x, 0o102 | 0o1000, 0o644], 3);
    t.call('openat', [-1, x, 4], -9);
    t.call('openat', [-100, x, 0o20200000], -2);
    t.call('mmap', [0, 8192, 3, 0x22, -1, 0], 0x7f0000001000);
    t.call('mmap', [0, 0, 0x11, 0x22 | (21 << 26), -1, 4096], -22);
    t.call('mmap', [0, 0, 0, 0xffff, -1, 0], -22);
    t.call('mprotect', [1, 4096, 0x20], -22);
    t.call('access', [x, 0], 0);
    t.call('access', [x, 7], 0);
    t.call('lseek', [3, -5, 7], -22);
    t.call('mknod', [x, 0o20644, 0x103], -2);
    t.call('mkdir', [x, 0], -2);
    t.call('umask', [0o77], 0o22);
    expect(t.lines()).toEqual([
      'openat(AT_FDCWD, "x", O_RDWR|O_CREAT|O_TRUNC, 0644) = 3',
      'openat(-1, "x", O_RDONLY|0x4)           = -1 EBADF (Bad file descriptor)',
      'openat(AT_FDCWD, "x", O_RDONLY|O_TMPFILE, 000) = -1 ENOENT (No such file or directory)',
      'mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000001000',
      'mmap(NULL, 0, PROT_READ|0x10, MAP_PRIVATE|MAP_ANONYMOUS|21<<MAP_HUGE_SHIFT, -1, 0x1000) = -1 EINVAL (Invalid argument)',
      'mmap(NULL, 0, PROT_NONE, 0xf /* MAP_??? */|MAP_FIXED|MAP_ANONYMOUS|MAP_32BIT|MAP_NORESERVE|MAP_POPULATE|MAP_GROWSDOWN|MAP_DENYWRITE|MAP_EXECUTABLE|MAP_LOCKED|0x680, -1, 0) = -1 EINVAL (Invalid argument)',
      'mprotect(0x1, 4096, 0x20 /* PROT_??? */) = -1 EINVAL (Invalid argument)',
      'access("x", F_OK)                       = 0',
      'access("x", R_OK|W_OK|X_OK)             = 0',
      'lseek(3, -5, 0x7 /* SEEK_??? */)        = -1 EINVAL (Invalid argument)',
      'mknod("x", S_IFCHR|0644, makedev(0x1, 0x3)) = -1 ENOENT (No such file or directory)',
      'mkdir("x", 000)                         = -1 ENOENT (No such file or directory)',
      'umask(077)                              = 022',
    ]);
  });

  it('structures and lists', () => {
    const t = setup();
    const stat = t.put(S.encode(S.STAT, { st_mode: 0o100644, st_size: 168 }));
    const device = t.put(S.encode(S.STAT, { st_mode: 0o20666, st_rdev: 0x103 }));
    const now = t.put(S.encode(S.TIMESPEC, { tv_sec: 1, tv_nsec: 5 }));
    const pair = t.put(Uint8Array.from([3, 0, 0, 0, 4, 0, 0, 0]));
    const polls = t.put(
      Uint8Array.from([
        ...S.encode(S.POLLFD, { fd: 8, events: 5 }),
        ...S.encode(S.POLLFD, { fd: 7, events: 1 }),
      ]),
    );
    const abc = t.put('abc');
    const iov = t.put(t.words(abc, 3, abc, 0, 1, 2));
    const set = t.put(t.words(0xa00));
    const full = t.put(Uint8Array.of(0xfd, 0xff, 0xff, 0x7f, 0xfe, 0xff, 0xff, 0xff));
    const limit = t.put(S.encode(S.RLIMIT, { rlim_cur: 8192 * 1024, rlim_max: 2 ** 64 }));
    t.call('fstat', [3, stat], 0);
    t.call('stat', [t.put('/dev/null'), device], 0);
    t.call('stat', [t.put('/none'), device], -2);
    t.call('clock_gettime', [1, now], 0);
    t.call('nanosleep', [now, stat], 0);
    t.call('pipe', [pair], 0);
    t.call('poll', [polls, 2, 10], 1, () => {
      t.bytes[polls - BASE + 6] = 4;
    });
    t.call('poll', [0, 0, 0], 0);
    t.call('writev', [3, iov, 3], 3);
    t.call('rt_sigprocmask', [0, set, 0, 8], 0);
    t.call('rt_sigprocmask', [2, full, 0, 8], 0);
    t.call('prlimit64', [0, 3, 0, limit], 0);
    t.call('arch_prctl', [0x1002, 0x7f0000000000], 0);
    t.call('ioctl', [1, 0x5401, stat], -25);
    t.call('wait4', [-1, pair, 0, 0], 9);
    t.call('futex', [stat, 0x80, 1, 0], -11);
    t.call('fcntl', [3, 3, 0], 0x8002);
    expect(t.lines()).toEqual([
      'fstat(3, {st_mode=S_IFREG|0644, st_size=168, ...}) = 0',
      'stat("/dev/null", {st_mode=S_IFCHR|0666, st_rdev=makedev(0x1, 0x3), ...}) = 0',
      'stat("/none", 0x10090)                  = -1 ENOENT (No such file or directory)',
      'clock_gettime(CLOCK_MONOTONIC, {tv_sec=1, tv_nsec=5}) = 0',
      'nanosleep({tv_sec=1, tv_nsec=5}, 0x10000) = 0',
      'pipe([3, 4])                            = 0',
      'poll([{fd=8, events=POLLIN|POLLOUT}, {fd=7, events=POLLIN}], 2, 10) = 1 ([{fd=8, revents=POLLOUT}])',
      'poll(NULL, 0, 0)                        = 0 (Timeout)',
      'writev(3, [{iov_base="abc", iov_len=3}, {iov_base="", iov_len=0}, {iov_base=0x1, iov_len=2}], 3) = 3',
      'rt_sigprocmask(SIG_BLOCK, [USR1 USR2], NULL, 8) = 0',
      'rt_sigprocmask(SIG_SETMASK, ~[INT RTMIN RT_1], NULL, 8) = 0',
      'prlimit64(0, RLIMIT_STACK, NULL, {rlim_cur=8192*1024, rlim_max=RLIM64_INFINITY}) = 0',
      'arch_prctl(ARCH_SET_FS, 0x7f0000000000) = 0',
      'ioctl(1, TCGETS, 0x10000)               = -1 ENOTTY (Inappropriate ioctl for device)',
      'wait4(-1, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGQUIT}], 0, NULL) = 9',
      'futex(0x10000, FUTEX_WAIT_PRIVATE, 1, NULL) = -1 EAGAIN (Resource temporarily unavailable)',
      'fcntl(3, F_GETFL)                       = 0x8002 (flags O_RDWR|O_LARGEFILE)',
    ]);
  });

  it('numbers that no table has', () => {
    const t = setup();
    t.call(9999, [1, 2, 3, 4, 5, 6], -38);
    expect(t.lines()).toEqual([
      'syscall_0x270f(0x1, 0x2, 0x3, 0x4, 0x5, 0x6) = -1 ENOSYS (Function not implemented)',
    ]);
  });

  it('programs with their arguments, and their ends', () => {
    const t = setup();
    t.recorder.started({ pid: 7 } as Task, { path: '/bin/echo', argv: ['./echo', 'hi'], envc: 1 });
    const argv = t.put(t.words(t.put('a'), t.put('b'), 0));
    t.call('execve', [t.put('/none'), argv, t.put(t.words(0))], -2);
    const siginfo = S.encode(S.SIGINFO_FAULT, { si_signo: 11, si_code: 1 });
    t.recorder.event({ pid: 7 } as Task, { kind: 'signal', signal: 11, siginfo: () => siginfo }, 9e9);
    t.recorder.event({ pid: 7 } as Task, { kind: 'killed', signal: 11, core: true }, 9e9);
    expect(t.lines()).toEqual([
      'execve("./echo", ["./echo", "hi"], 0x7ffc00000200 /* 1 var */) = 0',
      'execve("/none", ["a", "b"], 0x10030 /* 0 vars */) = -1 ENOENT (No such file or directory)',
      '--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=NULL} ---',
      '+++ killed by SIGSEGV (core dumped) +++',
    ]);
  });
});

describe('limits', () => {
  it('count what they do not record', () => {
    const t = setup({ rowLimit: 2, stringLimit: 4 });
    for (let i = 0; i < 5; i++) t.call('write', [1, t.put('abcdefgh'), 8], i === 4 ? -32 : 8);
    expect(t.lines()).toEqual(Array(2).fill('write(1, "abcd"..., 8)                  = 8'));
    const [row] = t.recorder.counts(2);
    expect(row).toMatchObject({
      name: 'write',
      calls: 5,
      errors: 1,
      entry: 50,
      handler: 500,
      exit: 50,
      cycles: 600,
      ns: 300,
    });
    expect(t.recorder.columns().total).toBe(5);
  });

  it('record the calls that were chosen', () => {
    const t = setup({ only: ['%file', 'getpid'], except: ['access'] });
    t.call('getpid', [], 7);
    t.call('read', [0, 0, 0], 0);
    t.call('access', [t.put('x'), 0], 0);
    t.call('unlink', [t.put('x')], 0);
    expect(t.lines().map((line) => line.split('(')[0])).toEqual(['getpid', 'unlink']);
    expect(() => new TraceRecorder({ only: ['wriet'] })).toThrow("invalid system call 'wriet'");
  });
});

describe('several processes', () => {
  it('cut each other short, and take up again', () => {
    const t = setup();
    const other = { pid: 8, mem: { peek: () => 0 } } as unknown as Task;
    const nr = SYSCALLS_BY_NAME.get('wait4')!.nr;
    const task = { pid: 7, mem: other.mem } as unknown as Task;
    const row = t.recorder.enter({
      task,
      regs: argumentRegisters([-1n]),
      abi: 0,
      nr,
      trapTicks: 0,
      handlerTicks: 0,
      userTicks: 0,
    });
    t.call('getpid', [], 8, undefined, other);
    t.call('exit', [3], 0, undefined, other);
    t.recorder.event(other, { kind: 'exited', status: 3 }, 100_000);
    t.recorder.leave(row, task, 8, 200_000);
    expect(t.lines()).toEqual([
      '7     wait4(-1,  <unfinished ...>',
      '8     getpid()                          = 8',
      '8     exit(3)                           = 0',
      '8     +++ exited with 3 +++',
      '7     <... wait4 resumed>NULL, 0, NULL) = 8',
    ]);
  });
});
