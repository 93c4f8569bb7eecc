import { EFAULT, ENAMETOOLONG, ERESTART_RESTARTBLOCK } from '../../../abi/errno';
import { PhysicalMemory } from '../../mm/physical';
import { byteString } from '../../vfs/bytes';
import { Vfs, type VfsOptions } from '../../vfs/vfs';
import { credentials } from '../cred';
import { KernelLog } from '../log';
import { firstNamespaces } from '../nsproxy';
import { NO_LAYOUT } from '../proc';
import type {
  Blocked,
  Credentials,
  IovIter,
  KernelServices,
  Result,
  Task,
  UserMemory,
  WaitQueue,
  Work,
} from '../types';
import { FilesStruct } from './fdtable';
import { fsRows } from './rows';

/** Where the user memory of a test begins, and how much there is. */
export const USER_BASE = 0x10000000;
export const USER_SIZE = 0x40000;

/** User memory over one array; everything outside it faults. */
export class FlatMemory implements UserMemory {
  readonly bytes = new Uint8Array(USER_SIZE);

  private room(addr: number, length: number): number {
    const at = addr - USER_BASE;
    return at < 0 || at >= USER_SIZE ? 0 : Math.min(length, USER_SIZE - at);
  }

  read(addr: number, dst: Uint8Array, offset: number, length: number): number {
    const n = this.room(addr, length);
    dst.set(this.bytes.subarray(addr - USER_BASE, addr - USER_BASE + n), offset);
    return n;
  }

  peek(addr: number, dst: Uint8Array, offset: number, length: number): number {
    return this.read(addr, dst, offset, length);
  }

  write(addr: number, src: Uint8Array, offset: number, length: number): number {
    const n = this.room(addr, length);
    if (n > 0) this.bytes.set(src.subarray(offset, offset + n), addr - USER_BASE);
    return n;
  }

  clear(addr: number, length: number): number {
    return this.write(addr, new Uint8Array(length), 0, length);
  }

  readString(addr: number, max: number): Uint8Array | number {
    const n = this.room(addr, max);
    const at = addr - USER_BASE;
    const end = this.bytes.subarray(at, at + n).indexOf(0);
    if (n === 0) return -EFAULT;
    if (end >= 0) return this.bytes.slice(at, at + end);
    return n < max ? -EFAULT : -ENAMETOOLONG;
  }

  readName(addr: number, max: number): string | number {
    const bytes = this.readString(addr, max);
    return typeof bytes === 'number' ? bytes : byteString(bytes);
  }

  copyIn(addr: number, length: number): Uint8Array | undefined {
    const copy = new Uint8Array(length);
    return this.read(addr, copy, 0, length) === length ? copy : undefined;
  }

  copyOut(addr: number, bytes: Uint8Array): boolean {
    return this.write(addr, bytes, 0, bytes.length) === bytes.length;
  }

  iter(addr: number, length: number): IovIter {
    return this.iterVec([{ addr, length }]);
  }

  iterVec(segments: readonly { addr: number; length: number }[]): IovIter {
    return new FlatIter(
      this,
      segments.map((segment) => ({ ...segment })),
    );
  }
}

class FlatIter implements IovIter {
  constructor(
    private readonly mem: FlatMemory,
    private readonly segments: { addr: number; length: number }[],
  ) {}

  get count(): number {
    return this.segments.reduce((sum, { length }) => sum + length, 0);
  }

  copyTo(src: Uint8Array, offset: number, length: number): number {
    return this.each(length, (addr, done, n) => this.mem.write(addr, src, offset + done, n));
  }

  copyFrom(dst: Uint8Array, offset: number, length: number): number {
    return this.each(length, (addr, done, n) => this.mem.read(addr, dst, offset + done, n));
  }

  clearTo(length: number): number {
    return this.each(length, (addr, _done, n) => this.mem.clear(addr, n));
  }

  keep(): IovIter {
    return this;
  }

  private each(length: number, copy: (addr: number, done: number, n: number) => number): number {
    let done = 0;
    for (const segment of this.segments) {
      const want = Math.min(segment.length, length - done);
      const n = want > 0 ? copy(segment.addr, done, want) : 0;
      segment.addr += n;
      segment.length -= n;
      done += n;
      if (n < want) break;
    }
    return done;
  }
}

/** A wait queue that counts how often it was woken. */
export class CountingQueue implements WaitQueue {
  woken = 0;

  constructor(readonly name: string) {}

  readonly watched = false;
  readonly awaited = false;

  wakeAll(): void {
    this.woken++;
  }

  listen(): void {}

  unlisten(): void {}
}

const NONE = { lo: 0, hi: 0 };

/** A machine without a processor: one task whose calls are made from a test. */
export class TestMachine {
  readonly mem = new FlatMemory();
  readonly signals: number[] = [];
  readonly output: { stream: 1 | 2; text: string }[] = [];
  /** CLOCK_MONOTONIC; a test moves it. */
  now = 0;
  readonly kernel: KernelServices;
  readonly task: Task & { cred: Credentials };
  private readonly handlers = new Map(fsRows.map(({ name, handler }) => [name, handler]));

  constructor(options: Partial<VfsOptions> = {}) {
    const work: Work = {
      kind: '',
      bytesIn: 0,
      bytesOut: 0,
      bytesZeroed: 0,
      pages: 0,
      newPages: 0,
      components: 0,
      ptes: 0,
      flushed: 0,
    };
    const kernel = {
      monotonic: () => this.now,
      realtime: () => 1_700_000_000e9 + this.now,
      preciseRealtime: () => 1_700_000_000e9 + this.now,
      random: (bytes: Uint8Array) => void bytes.fill(4),
      waitQueue: (name: string) => new CountingQueue(name),
      phys: new PhysicalMemory(0, 4096),
      uname: { sysname: 'Linux', nodename: 'test', release: '6.18.0', version: '#1', machine: 'x86_64' },
      task: (pid: number) => (pid === 1 ? this.task : undefined),
      tasks: () => [this.task],
      signalOwner: () => {},
      bootTime: 1_700_000_000,
      cpus: 1,
      cpuKhz: 2_600_000,
      tscKhz: 2_600_000,
      cpuid: (): [number, number, number, number] => [0, 0, 0, 0],
      totals: { switches: 0, forks: 1, interrupts: 0, oomKills: 0 },
      log: new KernelLog({ monotonic: () => this.now }, new CountingQueue('messages')),
      cpuTime: { user: 0, system: 0, idle: 0 },
      loads: [0, 0, 0],
      pti: false,
      sysctls: new Map<string, string>(),
      unmapFile: () => {},
      startTimer: () => {},
      work,
      vfs: undefined as unknown as Vfs,
      console: {
        write: (stream: 1 | 2, bytes: Uint8Array) =>
          void this.output.push({ stream, text: new TextDecoder().decode(bytes) }),
      },
    };
    kernel.vfs = new Vfs(kernel, { maxPages: 2048, ...options });
    this.kernel = kernel;
    const nsproxy = firstNamespaces(kernel.vfs, 'test');
    this.task = {
      pid: 1,
      tgid: 1,
      ppid: 0,
      comm: 'test',
      mem: this.mem,
      files: new FilesStruct(),
      fs: { root: kernel.vfs.root, cwd: kernel.vfs.root, umask: 0o022 },
      cred: credentials({ uid: 0, gid: 0, euid: 0, egid: 0 }, kernel.vfs.firstUser),
      kernel,
      nsproxy,
      pidNamespace: nsproxy.pid,
      tty: undefined,
      signal: (sig) => void this.signals.push(sig),
      fileSizeLimit: Number.POSITIVE_INFINITY,
      setTty: () => {},
      blockedSignals: { lo: 0, hi: 0 },
      ignores: () => false,
      orphaned: false,
      signalPending: false,
      restartWith: () => -ERESTART_RESTARTBLOCK,
      withSignalMask: (_mask, _size, call) => call(),
      proc: {
        state: 'R',
        tracer: 0,
        pgid: 1,
        sid: 1,
        threads: 1,
        exe: undefined,
        rss: 0,
        utime: 0,
        stime: 0,
        startTime: 0,
        cmdline: () => new TextEncoder().encode('test\0'),
        environ: () => new Uint8Array(0),
        auxv: () => new Uint8Array(0),
        mappings: () => [],
        layout: NO_LAYOUT,
        peak: { rss: 0, pages: 0 },
        pageTables: () => 0,
        faults: { minor: 0, major: 0 },
        children: { utime: 0, stime: 0, minorFaults: 0, majorFaults: 0 },
        switches: { voluntary: 0, involuntary: 0 },
        scheduling: { policy: 0, priority: 0, nice: 0 },
        signals: { pending: NONE, shared: NONE, blocked: NONE, ignored: NONE, caught: NONE },
        exitSignal: 17,
        exitStatus: 0,
        rlimits: new Float64Array(32).fill(1024),
        noNewPrivileges: false,
        seccomp: { mode: 0, filters: 0 },
        waitsFor: '',
        call: undefined,
        io: { bytesRead: 0, bytesWritten: 0, reads: 0, writes: 0 },
        process: { oomScoreAdj: 0, coredumpFilter: 0x33 },
        rename: () => {},
        personality: 0,
        timerSlack: 50_000,
        setTimerSlack: () => {},
        alive: true,
        readMemory: () => 0,
        writeMemory: () => 0,
      },
    };
  }

  /** Makes a call; text becomes a string at the end of user memory. */
  call(name: string, ...args: (number | string)[]): Result {
    const handler = this.handlers.get(name);
    if (!handler) throw new Error(`no such call: ${name}`);
    let end = USER_SIZE;
    const values = args.map((arg) => {
      if (typeof arg === 'number') return arg;
      const bytes = new TextEncoder().encode(`${arg}\0`);
      end -= bytes.length;
      this.mem.bytes.set(bytes, end);
      return USER_BASE + end;
    });
    while (values.length < 6) values.push(0);
    return handler(this.task, values);
  }

  /** Makes a call that is expected to sleep. */
  sleep(name: string, ...args: (number | string)[]): Blocked {
    const result = this.call(name, ...args);
    if (typeof result === 'number') throw new Error(`${name} answered ${result} and did not sleep`);
    return result;
  }

  /** Text of user memory. */
  text(addr: number, length: number): string {
    return new TextDecoder().decode(this.mem.bytes.subarray(addr - USER_BASE, addr - USER_BASE + length));
  }

  poke(addr: number, bytes: ArrayLike<number>): void {
    this.mem.bytes.set(bytes, addr - USER_BASE);
  }
}
