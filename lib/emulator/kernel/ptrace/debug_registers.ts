import { EINVAL, EIO } from '../../../abi/errno';
import { TASK_SIZE_MAX } from '../layout';
import { REG } from '../ptregs';
import type { TaskStruct } from '../task';
import { readTracee } from './memory';

/** Breakpoints there are: DR0 to DR3. */
const COUNT = 4;
const DR6 = 6;
const DR7 = 7;
/** Bits of DR6 that are always set, and that of a single step: SDM vol. 3, 18.2.3. */
const DR6_RESERVED = 0xffff0ff0;
const DR_STEP = 0x4000;
/** Kinds of breakpoints in DR7 (R/W fields), and how many bytes each LEN watches. */
const EXECUTE = 0;
const WRITE = 1;
const LENGTHS = [1, 2, 8, 4] as const;

/** One breakpoint as DR7 has it: SDM vol. 3, 18.2.4. */
interface Breakpoint {
  readonly kind: number;
  readonly length: number;
}

/**
 * Debug registers of a tracee: hardware breakpoints and watchpoints, set by PTRACE_POKEUSER. The processor has none; a
 * tracee with some in use runs by single steps, which its tracer does not see, and after each is looked at. So a write
 * that changes nothing is not noticed, and breakpoints on reading are refused.
 */
export class DebugRegisters {
  private readonly addresses = [0, 0, 0, 0];
  private control = 0;
  private status = 0;
  /** What lies at the addresses that are watched. */
  private readonly seen: (Uint8Array | undefined)[] = [];
  /** Where it stopped for a breakpoint on the instruction to come. */
  private passing: number | undefined;

  /** A breakpoint is in use. */
  get active(): boolean {
    return (this.control & 0xff) !== 0;
  }

  /** ptrace_get_debugreg, as an unsigned number. */
  read(n: number): number {
    if (n < COUNT) return this.addresses[n];
    if (n === DR6) return (this.status ^ DR6_RESERVED) >>> 0;
    return n === DR7 ? this.control : 0;
  }

  /** ptrace_set_debugreg: 0 or a negative errno. */
  write(n: number, value: number): number {
    if (n < COUNT) {
      if (value < 0 || value >= TASK_SIZE_MAX) return -EINVAL;
      if (value % (enabled(this.control, n)?.length ?? 1) !== 0) return -EINVAL;
      this.addresses[n] = value;
      this.seen[n] = undefined;
      return 0;
    }
    if (n === DR6) {
      this.status = (value ^ DR6_RESERVED) >>> 0;
      return 0;
    }
    return n === DR7 ? this.writeControl(value) : -EIO;
  }

  private writeControl(value: number): number {
    for (let n = 0; n < COUNT; n++) {
      const breakpoint = enabled(value, n);
      if (breakpoint === undefined) continue;
      const { kind, length } = breakpoint;
      if (kind !== EXECUTE && kind !== WRITE) return -EINVAL;
      if (kind === EXECUTE && length !== 1) return -EINVAL;
      if (this.addresses[n] % length !== 0) return -EINVAL;
    }
    this.control = value;
    this.seen.length = 0;
    return 0;
  }

  /** Remembers what is watched, before the tracee goes on. */
  remember(task: TaskStruct): void {
    for (let n = 0; n < COUNT; n++) {
      const breakpoint = enabled(this.control, n);
      if (breakpoint?.kind !== WRITE) continue;
      const bytes = new Uint8Array(breakpoint.length);
      this.seen[n] = readTracee(task, this.addresses[n], bytes) === bytes.length ? bytes : undefined;
    }
  }

  /** Breakpoints on the instruction that the tracee stands at, unless it has stopped for them already: bits of DR6. */
  standsAt(task: TaskStruct): number {
    const ip = task.regs.get(REG.IP);
    if (ip === this.passing) return 0;
    let hits = 0;
    for (let n = 0; n < COUNT; n++)
      if (enabled(this.control, n)?.kind === EXECUTE && this.addresses[n] === ip) hits |= 1 << n;
    return hits;
  }

  /** Watchpoints that the instruction before hit, and breakpoints on the next: bits of DR6. */
  hits(task: TaskStruct): number {
    this.passing = undefined;
    let hits = this.standsAt(task);
    for (const [n, before] of this.seen.entries()) {
      if (before === undefined) continue;
      const now = new Uint8Array(before.length);
      readTracee(task, this.addresses[n], now);
      if (now.some((byte, i) => byte !== before[i])) hits |= 1 << n;
      this.seen[n] = now;
    }
    return hits;
  }

  /** DR6 as the tracer finds it after a trap. The instruction it stands at is executed when it goes on: RFLAGS.RF. */
  note(task: TaskStruct, hits: number, stepped: boolean): void {
    this.passing = this.standsAt(task) === 0 ? undefined : task.regs.get(REG.IP);
    this.status = hits | (stepped ? DR_STEP : 0);
  }
}

/** Breakpoint `n` of a DR7, if its L or G bit is set. */
function enabled(control: number, n: number): Breakpoint | undefined {
  if (((control >>> (n * 2)) & 3) === 0) return undefined;
  const field = (control >>> (16 + n * 4)) & 15;
  return { kind: field & 3, length: LENGTHS[field >> 2] };
}
