import { EBADF, ENOENT } from '../../abi/errno';
import { callOf } from '../../abi/syscalls_i386';
import type { InstructionCosts } from '../cpu/types';
import { TICKS_PER_CYCLE } from '../cpu/types';
import type { Pricing } from '../kernel/listener';
import type { Work } from '../kernel/types';
import { BAD_DESCRIPTOR, BRK_MOVED, CALL_PRICES, CLOCK_PRICES, IOCTL_PRICES, MISSING_PATH } from './calls';
import { faultPath, instructionCosts } from './instructions';
import { CONTEXT_SWITCH, FAULT, FIRST_FAULT, TLB_FLUSH } from './memory';
import type { Profile } from './profile';
import { FileRecency, streamByte } from './recency';
import type { TransferPrice } from './transfer';
import { LEVEL_BYTES, OTHER_KIND, RANDOM, READ_PRICES, STREAM, WRITE_PRICES, ZERO_FILL } from './transfer';

/** What kind of thing a call is to the model. */
const PLAIN = 0;
const READ = 1;
const WRITE = 2;
const RANDOM_BYTES = 3;
const CLOCK = 4;
const IOCTL = 5;
const BRK = 6;
const MAP = 7;

const SPECIAL: Readonly<Record<string, number>> = {
  read: READ,
  pread64: READ,
  readv: READ,
  preadv: READ,
  preadv2: READ,
  recvfrom: READ,
  recvmsg: READ,
  write: WRITE,
  pwrite64: WRITE,
  writev: WRITE,
  pwritev: WRITE,
  pwritev2: WRITE,
  sendto: WRITE,
  sendmsg: WRITE,
  sendfile: WRITE,
  splice: WRITE,
  copy_file_range: WRITE,
  getrandom: RANDOM_BYTES,
  clock_gettime: CLOCK,
  ioctl: IOCTL,
  brk: BRK,
  mmap: MAP,
  mremap: MAP,
};

/** Numbers that have a row in the table of prices. */
const TABLE_SIZE = 512;

/** The cost model under one profile: prices handlers, faults and task switches in ticks. */
export class CostModel implements Pricing {
  static readonly constant = ['profile', 'instructions', 'special', 'cycles'];
  readonly profile: Profile;
  /** What the processor needs: prices of instructions. */
  readonly instructions: InstructionCosts;
  private readonly special = [new Uint8Array(TABLE_SIZE), new Uint8Array(TABLE_SIZE)];
  private readonly cycles = [new Float64Array(TABLE_SIZE), new Float64Array(TABLE_SIZE)];
  private readonly files = new FileRecency();
  /** Bytes the call before this one moved: how long ago the user's buffer was in use. */
  private lastMoved = 0;
  private freshMapping = false;

  constructor(profile: Profile) {
    this.profile = profile;
    this.instructions = instructionCosts(profile);
    for (const abi of [0, 1] as const)
      for (let nr = 0; nr < TABLE_SIZE; nr++) {
        const name = callOf(abi, nr)?.name ?? '';
        this.special[abi]![nr] = SPECIAL[name] ?? PLAIN;
        this.cycles[abi]![nr] = CALL_PRICES.get(name)?.cycles ?? 0;
      }
  }

  call(abi: 0 | 1, nr: number, work: Work, ret: number, arg0 = -1, arg1 = -1): number {
    if (nr < 0 || nr >= TABLE_SIZE) return 0;
    const cycles = this.handler(this.special[abi]![nr]!, this.cycles[abi]![nr]!, work, ret, arg0, arg1);
    return ticks(cycles + flushed(work));
  }

  fault(kind: 'anon' | 'zero' | 'file' | 'cow' | 'spurious'): number {
    const first = this.freshMapping ? FIRST_FAULT[kind] : 0;
    this.freshMapping = false;
    // The exception, the entry code and iretq are executed; what they cost is in the measured figure too.
    return ticks(Math.max(0, FAULT[kind] + first - faultPath(this.profile)));
  }

  contextSwitch(): number {
    return ticks(CONTEXT_SWITCH);
  }

  private handler(
    special: number,
    cycles: number,
    work: Work,
    ret: number,
    arg0: number,
    arg1: number,
  ): number {
    if (ret === -EBADF) return BAD_DESCRIPTOR;
    switch (special) {
      case READ:
        return this.transfer(READ_PRICES[work.kind] ?? OTHER_KIND, work);
      case WRITE:
        return this.transfer(WRITE_PRICES[work.kind] ?? OTHER_KIND, work);
      case RANDOM_BYTES:
        return this.transfer(RANDOM, work);
      case CLOCK:
        return CLOCK_PRICES[arg0] ?? cycles;
      case IOCTL:
        return IOCTL_PRICES.get(arg1) ?? cycles;
      case BRK:
        this.freshMapping ||= work.ptes > 0;
        return work.ptes > 0 ? BRK_MOVED : cycles;
      case MAP:
        this.freshMapping = true;
        return cycles;
      default:
        return ret === -ENOENT && cycles > MISSING_PATH ? MISSING_PATH : cycles;
    }
  }

  private transfer(price: TransferPrice, work: Work): number {
    const { bytesIn, bytesOut, bytesZeroed, pages, newPages } = work;
    const copied = bytesIn + bytesOut;
    let cycles = price.handler;
    if (pages > 1) cycles += (pages - 1) * price.page;
    if (newPages > price.freePages) cycles += (newPages - price.freePages) * price.fresh;
    if (bytesZeroed > 0)
      cycles += bytesZeroed * (bytesZeroed <= LEVEL_BYTES.first ? ZERO_FILL.near : ZERO_FILL.far);
    if (copied > 0) {
      const user = streamByte(this.lastMoved, STREAM.far);
      const file = streamByte(newPages > 0 ? Infinity : this.fileDistance(work, copied), price.far);
      cycles += copied * (user + file);
    }
    this.lastMoved = 2 * copied + bytesZeroed;
    this.files.clock += this.lastMoved;
    return cycles;
  }

  private fileDistance(work: Work, length: number): number {
    if (work.ino === undefined) return this.lastMoved;
    return this.files.touch(work.ino, work.pos ?? 0, length);
  }
}

/** Flushing what a call unmapped or protected. */
function flushed(work: Work): number {
  if (work.flushed === 0) return 0;
  return work.flushed > TLB_FLUSH.ceiling ? TLB_FLUSH.all : work.flushed * TLB_FLUSH.page;
}

const ticks = (cycles: number) => Math.round(cycles * TICKS_PER_CYCLE);
