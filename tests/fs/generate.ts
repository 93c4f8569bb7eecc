import * as F from '../../lib/abi/fcntl';
import * as I from '../../lib/abi/ioctl';
import { S_IFCHR, S_IFDIR, S_IFREG, S_IFSOCK } from '../../lib/abi/stat';
import { UTIME_NOW, UTIME_OMIT } from '../../lib/abi/time';
import { USER_BASE, USER_SIZE } from '../../lib/emulator/kernel/fs/testing';
import type { Step } from './script';

/** A generator of numbers that the same seed repeats (mulberry32). */
export function randomSource(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const NAMES = [
  'a',
  'b',
  'c',
  'd',
  'd/',
  'd/a',
  'd/b',
  'd/e',
  'd/e/',
  'd/e/f',
  'l',
  'l/',
  'l/a',
  'k',
  './a',
  'd/../a',
  'd/.',
  'd/..',
  '.',
  '..',
  '../w',
  '../w/b',
  'd//a',
  'a/',
  'a/x',
  'a/..',
  'nope',
  'nope/x',
  '',
  'x'.repeat(255),
  'y'.repeat(256),
  `d/${'z'.repeat(256)}`,
  '/dev/null',
  '/dev/zero',
  '/dev/full',
  'd/e/..//..',
  'a//',
];
const TARGETS = [
  'a',
  'b',
  'd',
  'd/',
  'l',
  'k',
  '../w/a',
  'nope',
  'd/e',
  '.',
  '',
  'x/y',
  'd/e/f',
  'l/a',
  '/dev/null',
];

const BUFFER = USER_BASE + 0x1000;
const NAME_1 = USER_BASE + 0x30000;
const NAME_2 = USER_BASE + 0x31000;
const END = USER_BASE + USER_SIZE;

/** Makes a script of `length` calls on files whose answers depend on nothing but the kernel's rules. */
export function generate(seed: number, length: number): Step[] {
  const random = randomSource(seed);
  const steps: Step[] = [];
  const pick = <T>(values: readonly T[]): T => values[random(values.length)];
  const chance = (n: number) => random(n) === 0;
  const some = (flags: readonly number[]) => flags.reduce((all, flag) => (chance(4) ? all | flag : all), 0);
  const text = (name: string) => Uint8Array.from(`${name}\0`, (c) => c.charCodeAt(0));
  const name = (at: number, names = NAMES) => {
    if (chance(60)) return chance(2) ? 0 : END - 3;
    steps.push({ poke: at, bytes: text(pick(names)) });
    return at;
  };
  const fd = () => (chance(20) ? pick([-1, 99, 2000, F.AT_FDCWD]) : random(7));
  const dirfd = () => (chance(2) ? F.AT_FDCWD : fd());
  const size = () => pick([0, 1, 2, 7, 100, 4095, 4096, 4097, 5000, 8192, 20000]);
  const offset = () => pick([0, 0, 1, 10, 4095, 4096, 5000, 8192, 12288, 20000, 100000, -1, -5]);
  const mode = () =>
    pick([0, 0o400, 0o600, 0o644, 0o666, 0o700, 0o755, 0o777, 0o4755, 0o2755, 0o1777, 0o7777, 0o200]);
  const buffer = () => (chance(25) ? pick([0, END - 100, END, -4096, 0x700000000000]) : BUFFER);
  const call = (which: string, ...args: number[]) => steps.push({ call: which, args });
  const fill = () => {
    const start = random(26);
    steps.push({ poke: BUFFER, bytes: Uint8Array.from({ length: 5000 }, (_, i) => 97 + ((i + start) % 26)) });
  };
  const openFlags = () =>
    pick([F.O_RDONLY, F.O_WRONLY, F.O_RDWR, F.O_RDWR, 3]) |
    (chance(2) ? F.O_CREAT : 0) |
    F.O_NONBLOCK |
    some([F.O_EXCL, F.O_TRUNC, F.O_APPEND, F.O_CLOEXEC, F.O_NOFOLLOW]) |
    (chance(6) ? F.O_DIRECTORY : 0) |
    (chance(12) ? F.O_PATH : 0) |
    (chance(30) ? F.O_TMPFILE : 0);

  /** struct stat without device, inode number and times. */
  const lookAtStat = () => {
    steps.push({ peek: BUFFER + 16, length: 20 });
    steps.push({ peek: BUFFER + 40, length: 32 });
    steps.push({ poke: BUFFER, bytes: new Uint8Array(144) });
  };
  const iovec = () => {
    const count = random(4);
    const words = new BigInt64Array(8);
    for (let i = 0; i < count; i++) {
      words[i * 2] = BigInt(chance(30) ? 0 : BUFFER + random(3) * 3000);
      words[i * 2 + 1] = BigInt(chance(60) ? -1 : size());
    }
    steps.push({ poke: NAME_1, bytes: new Uint8Array(words.buffer) });
    return [NAME_1, chance(40) ? 2000 : count];
  };
  const times = () => {
    if (chance(3)) return 0;
    const nsec = () => pick([0, 5, 999_999_999, 1_000_000_000, -1, UTIME_NOW, UTIME_OMIT]);
    const words = BigInt64Array.from([
      BigInt(random(1000)),
      BigInt(nsec()),
      BigInt(random(1000)),
      BigInt(nsec()),
    ]);
    steps.push({ poke: NAME_2, bytes: new Uint8Array(words.buffer) });
    return NAME_2;
  };
  const offsetPointer = (at: number) => {
    if (chance(2)) return 0;
    steps.push({ poke: at, bytes: new Uint8Array(BigInt64Array.of(BigInt(offset())).buffer) });
    return at;
  };

  const openHow = () => {
    const words = BigInt64Array.of(BigInt(openFlags()), BigInt(chance(2) ? 0 : mode()), 0n);
    steps.push({ poke: NAME_2, bytes: new Uint8Array(words.buffer) });
    return NAME_2;
  };

  // sendfile moves one byte: what overlapping ranges of one file become is left to the copying of pages.
  const actions: [weight: number, act: () => void][] = [
    [12, () => call('openat', dirfd(), name(NAME_1), openFlags(), mode())],
    [4, () => call('open', name(NAME_1), openFlags(), mode())],
    [1, () => call('creat', name(NAME_1), mode())],
    [3, () => call('close', fd())],
    [
      6,
      () => {
        fill();
        call('write', fd(), buffer(), size());
      },
    ],
    [
      6,
      () => {
        call('read', fd(), buffer(), size());
        steps.push({ peek: BUFFER, length: 20000 });
      },
    ],
    [
      3,
      () => {
        call('pread64', fd(), buffer(), size(), offset());
        steps.push({ peek: BUFFER, length: 20000 });
      },
    ],
    [
      3,
      () => {
        fill();
        call('pwrite64', fd(), buffer(), size(), offset());
      },
    ],
    [
      2,
      () => {
        call('readv', fd(), ...iovec());
        steps.push({ peek: BUFFER, length: 20000 });
      },
    ],
    [
      2,
      () => {
        fill();
        call('writev', fd(), ...iovec());
      },
    ],
    [
      1,
      () => {
        call('preadv', fd(), ...iovec(), offset());
        steps.push({ peek: BUFFER, length: 20000 });
      },
    ],
    [
      1,
      () => {
        fill();
        call('pwritev2', fd(), ...iovec(), offset(), 0, chance(4) ? 0x400000 : 0);
      },
    ],
    [5, () => call('lseek', fd(), offset(), random(7) - 1)],
    [
      3,
      () => {
        call('fstat', fd(), BUFFER);
        lookAtStat();
      },
    ],
    [
      3,
      () => {
        call('stat', name(NAME_1), BUFFER);
        lookAtStat();
      },
    ],
    [
      3,
      () => {
        call('lstat', name(NAME_1), BUFFER);
        lookAtStat();
      },
    ],
    [
      3,
      () => {
        call('newfstatat', dirfd(), name(NAME_1), BUFFER, some([F.AT_SYMLINK_NOFOLLOW, F.AT_EMPTY_PATH, 1]));
        lookAtStat();
      },
    ],
    [
      2,
      () => {
        call('readlink', name(NAME_1), BUFFER, pick([0, -1, 1, 3, 100]));
        steps.push({ peek: BUFFER, length: 100 });
      },
    ],
    [
      2,
      () => {
        call('readlinkat', dirfd(), name(NAME_1), BUFFER, 100);
        steps.push({ peek: BUFFER, length: 100 });
      },
    ],
    [4, () => call('mkdir', name(NAME_1), mode())],
    [1, () => call('mkdirat', dirfd(), name(NAME_1), mode())],
    [2, () => call('rmdir', name(NAME_1))],
    [3, () => call('unlink', name(NAME_1))],
    [1, () => call('unlinkat', dirfd(), name(NAME_1), pick([0, F.AT_REMOVEDIR, 1]))],
    [3, () => call('symlink', name(NAME_2, TARGETS), name(NAME_1))],
    [1, () => call('symlinkat', name(NAME_2, TARGETS), dirfd(), name(NAME_1))],
    [2, () => call('link', name(NAME_1), name(NAME_2))],
    [
      1,
      () =>
        call(
          'linkat',
          dirfd(),
          name(NAME_1),
          dirfd(),
          name(NAME_2),
          pick([0, F.AT_SYMLINK_FOLLOW, F.AT_EMPTY_PATH, 1]),
        ),
    ],
    [4, () => call('rename', name(NAME_1), name(NAME_2))],
    [2, () => call('renameat2', dirfd(), name(NAME_1), dirfd(), name(NAME_2), pick([0, 1, 2, 3, 8]))],
    [1, () => call('mknod', name(NAME_1), pick([0, S_IFREG, S_IFSOCK, S_IFDIR, 0o30000]) | mode(), 0)],
    [1, () => call('mknodat', dirfd(), name(NAME_1), pick([S_IFREG, S_IFCHR]) | mode(), 0x103)],
    [2, () => call('chmod', name(NAME_1), mode())],
    [1, () => call('fchmod', fd(), mode())],
    [1, () => call('fchmodat', dirfd(), name(NAME_1), mode())],
    [1, () => call('chown', name(NAME_1), pick([-1, 0, 1000, 1001]), pick([-1, 0, 1000, 1001]))],
    [
      1,
      () =>
        call(
          'fchownat',
          dirfd(),
          name(NAME_1),
          pick([-1, 1000]),
          pick([-1, 1000]),
          some([F.AT_SYMLINK_NOFOLLOW, F.AT_EMPTY_PATH, 4]),
        ),
    ],
    [2, () => call('access', name(NAME_1), random(9))],
    [
      1,
      () =>
        call(
          'faccessat2',
          dirfd(),
          name(NAME_1),
          random(8),
          some([F.AT_EACCESS, F.AT_SYMLINK_NOFOLLOW, F.AT_EMPTY_PATH, 1]),
        ),
    ],
    [2, () => call('truncate', name(NAME_1), offset())],
    [3, () => call('ftruncate', fd(), offset())],
    [1, () => call('fallocate', fd(), pick([0, 1, 2, 3, 3, 64]), offset(), size())],
    [2, () => call('dup', fd())],
    [2, () => call('dup2', fd(), fd())],
    [1, () => call('dup3', fd(), fd(), pick([0, F.O_CLOEXEC, 1]))],
    [
      4,
      () =>
        call(
          'fcntl',
          fd(),
          pick([F.F_DUPFD, F.F_GETFD, F.F_GETFL, F.F_DUPFD_CLOEXEC, F.F_GETPIPE_SZ, 77]),
          pick([0, 3, 12, 900]),
        ),
    ],
    [2, () => call('fcntl', fd(), F.F_SETFL, F.O_NONBLOCK | some([F.O_APPEND, F.O_CREAT, F.O_WRONLY]))],
    [1, () => call('fcntl', fd(), F.F_SETFD, random(3))],
    [1, () => call('fcntl', fd(), F.F_SETPIPE_SZ, pick([0, 1, 4096, 5000, 65536, 131072]))],
    [
      2,
      () => {
        call('pipe2', buffer(), F.O_NONBLOCK | some([F.O_CLOEXEC, F.O_DIRECT, 1]));
        steps.push({ peek: BUFFER, length: 8 });
      },
    ],
    [
      1,
      () => {
        call('getcwd', buffer(), pick([0, 1, 5, 100]));
      },
    ],
    [1, () => call('chdir', name(NAME_1, ['.', 'd', 'd/e', 'a', 'nope', '../w', 'l']))],
    [1, () => call('chdir', name(NAME_1, ['../w']))],
    [1, () => call('umask', mode())],
    [
      1,
      () => {
        call('ioctl', fd(), I.FIONREAD, BUFFER);
        steps.push({ peek: BUFFER, length: 4 });
      },
    ],
    [1, () => call('ioctl', fd(), pick([I.TCGETS, I.TIOCGWINSZ, I.FIOCLEX, I.FIONCLEX, 0x1234]), BUFFER)],
    [
      1,
      () => {
        steps.push({
          poke: BUFFER,
          bytes: new Uint8Array(Int16Array.from([random(8), 0, 5, 0, random(8), 0, 4, 0]).buffer),
        });
        call('poll', BUFFER, 2, 0);
        steps.push({ peek: BUFFER, length: 16 });
      },
    ],
    [
      1,
      () => {
        steps.push({ poke: BUFFER, bytes: new Uint8Array(64).fill(0) });
        steps.push({ poke: BUFFER, bytes: Uint8Array.of(random(256), random(2)) });
        steps.push({ poke: BUFFER + 16, bytes: Uint8Array.of(random(256)) });
        call('select', random(12), BUFFER, BUFFER + 16, chance(2) ? 0 : BUFFER + 32, BUFFER + 48);
        steps.push({ peek: BUFFER, length: 48 });
      },
    ],
    [1, () => call('fsync', fd())],
    [1, () => call('flock', fd(), pick([F.LOCK_SH, F.LOCK_EX, F.LOCK_UN, 0]) | F.LOCK_NB)],
    [
      1,
      () =>
        call('utimensat', dirfd(), name(NAME_1), times(), some([F.AT_SYMLINK_NOFOLLOW, F.AT_EMPTY_PATH, 1])),
    ],
    [1, () => call('sendfile', fd(), fd(), offsetPointer(NAME_2), random(2))],
    [1, () => call('copy_file_range', fd(), offsetPointer(NAME_1), fd(), offsetPointer(NAME_2), size(), 0)],
    [1, () => call('close_range', random(10), random(12), pick([0, F.CLOSE_RANGE_CLOEXEC, 1]))],
    [1, () => call('openat2', dirfd(), name(NAME_1), openHow(), pick([24, 24, 24, 8]))],
  ];
  // Something to work on: an empty directory answers ENOENT to most of this.
  for (const path of ['d', 'd/e']) {
    steps.push({ poke: NAME_1, bytes: text(path) });
    call('mkdir', NAME_1, 0o755);
  }
  for (const path of ['a', 'd/a', 'd/e/f']) {
    steps.push({ poke: NAME_1, bytes: text(path) });
    call('open', NAME_1, F.O_CREAT | F.O_RDWR, 0o644);
  }
  const total = actions.reduce((sum, [weight]) => sum + weight, 0);
  for (let n = 0; n < length; n++) {
    let at = random(total);
    const action = actions.find(([weight]) => (at -= weight) < 0);
    action?.[1]();
  }
  return steps;
}
