import { ACCESS, isCanonical, PageTables, PF, type VirtualAddress } from '../mm/pagetable';
import { PAGE_SIZE, type PhysicalMemory } from '../mm/physical';
import type { CodePage } from './region/discover';
import type { Registers } from './registers';
import { STATE } from './state';
import { VECTOR } from './vectors';

const RSP = STATE.GPR + 8 * 4;

/** An exception on its way: thrown by whatever finds it, caught by the run loop. */
export class Raised {
  constructor(
    readonly vector: number,
    readonly errorCode = 0,
    readonly address: VirtualAddress = 0,
  ) {}
}

/** Memory by linear address, as the processor's own microcode uses it: descriptor tables, stacks of handlers, code. */
export class Linear {
  private readonly tables: PageTables;
  private readonly view: DataView;

  constructor(
    private readonly phys: PhysicalMemory,
    private readonly registers: Registers,
  ) {
    this.tables = new PageTables(phys);
    this.view = new DataView(phys.memory.buffer);
  }

  private get root(): number {
    return Math.floor(this.registers.number(STATE.CR3) / PAGE_SIZE);
  }

  /** Host offset of `va` for an access of up to the end of its page. */
  private host(va: VirtualAddress, access: number, user: boolean): number {
    if (!isCanonical(va)) throw new Raised(VECTOR.GP);
    const entry = this.tables.walk(this.root, va, access, user);
    if (entry < 0) throw new Raised(VECTOR.PF, -1 - entry, va);
    const { u32 } = this.phys;
    const pfn = u32[entry] >>> 12;
    if (pfn >= this.phys.frames || (u32[entry + 1] & 0xfffff) !== 0) {
      const reason = (access === ACCESS.WRITE ? PF.W : 0) | (user ? PF.U : 0);
      throw new Raised(VECTOR.PF, PF.P | PF.RSVD | reason, va);
    }
    if (access === ACCESS.WRITE) this.phys.written(pfn);
    return this.phys.offset(pfn) + (va - Math.floor(va / PAGE_SIZE) * PAGE_SIZE);
  }

  /**
   * Index into the words of memory of `bytes` bytes at `va` that an access finds at once: in one page, mapped, a
   * multiple of 4. Otherwise -1, and the slower ways below say what is wrong.
   */
  span(va: VirtualAddress, bytes: number, access: number, user: boolean): number {
    const offset = va - Math.floor(va / PAGE_SIZE) * PAGE_SIZE;
    if (offset + bytes > PAGE_SIZE || (offset & 3) !== 0 || !isCanonical(va)) return -1;
    const entry = this.tables.walk(this.root, va, access, user);
    if (entry < 0) return -1;
    const { u32, frames } = this.phys;
    const pfn = u32[entry] >>> 12;
    if (pfn >= frames || (u32[entry + 1] & 0xfffff) !== 0) return -1;
    if (access === ACCESS.WRITE) this.phys.written(pfn);
    return (this.phys.offset(pfn) + offset) >>> 2;
  }

  /** Reads 64 bits as two unsigned halves. */
  readHalves(va: VirtualAddress, user = false): readonly [low: number, high: number] {
    const { u32 } = this.phys;
    const at = this.span(va, 8, ACCESS.READ, user);
    if (at >= 0) return [u32[at], u32[at + 1]];
    const value = this.read(va, 8, user);
    return [Number(value & 0xffffffffn), Number(value >> 32n)];
  }
  /** The words at RSP that are in the same page, from the top down, as addresses. */
  stackWords(most: number): VirtualAddress[] {
    const rsp = this.registers.number(RSP);
    const { u32, i32 } = this.phys;
    const words: VirtualAddress[] = [];
    for (let i = 0; i < most; i++) {
      const at = this.span(rsp + 8 * i, 8, ACCESS.READ, false);
      if (at < 0) break;
      words.push(i32[at + 1] * 2 ** 32 + u32[at]);
    }
    return words;
  }

  /** Reads bytes, little-endian. */
  read(va: VirtualAddress, size: number, user = false): bigint {
    if (size === 8 && va - Math.floor(va / PAGE_SIZE) * PAGE_SIZE <= PAGE_SIZE - 8)
      return this.view.getBigUint64(this.host(va, ACCESS.READ, user), true);
    let value = 0n;
    for (let i = 0; i < size; i++) {
      const byte = this.phys.u8[this.host(va + i, ACCESS.READ, user)];
      value |= BigInt(byte) << BigInt(8 * i);
    }
    return value;
  }
  /** Reads 64 bits as a signed number: an address. */
  readAddress(va: VirtualAddress, user = false): VirtualAddress {
    const [low, high] = this.readHalves(va, user);
    return (high | 0) * 2 ** 32 + low;
  }
  /** Writes up to a page of bytes, or none of them when any part faults. */
  write(va: VirtualAddress, size: number, value: bigint, user = false): void {
    const host = this.host(va, ACCESS.WRITE, user);
    if (size === 8 && va - Math.floor(va / PAGE_SIZE) * PAGE_SIZE <= PAGE_SIZE - 8) {
      this.view.setBigUint64(host, BigInt.asUintN(64, value), true);
      return;
    }
    this.host(va + size - 1, ACCESS.WRITE, user);
    for (let i = 0; i < size; i++) {
      this.phys.u8[this.host(va + i, ACCESS.WRITE, user)] = Number((value >> BigInt(8 * i)) & 0xffn);
    }
  }

  /** Reads up to a page of bytes. */
  readBytes(va: VirtualAddress, size: number, user: boolean): Uint8Array {
    const bytes = new Uint8Array(size);
    for (let done = 0; done < size; ) {
      const at = this.host(va + done, ACCESS.READ, user);
      const n = Math.min(size - done, PAGE_SIZE - offsetIn(va + done));
      bytes.set(this.phys.u8.subarray(at, at + n), done);
      done += n;
    }
    return bytes;
  }
  /** Raises what a write to any of up to a page of bytes would. */
  probeWrite(va: VirtualAddress, size: number, user: boolean): void {
    this.host(va, ACCESS.WRITE, user);
    const next = Math.floor((va + size - 1) / PAGE_SIZE) * PAGE_SIZE;
    if (next > va) this.host(next, ACCESS.WRITE, user);
  }
  /** Writes up to a page of bytes, or none of them when any of `span` faults. */
  writeBytes(va: VirtualAddress, bytes: Uint8Array, user: boolean, span = bytes.length): void {
    this.probeWrite(va, span, user);
    for (let done = 0; done < bytes.length; ) {
      const n = Math.min(bytes.length - done, PAGE_SIZE - offsetIn(va + done));
      this.phys.u8.set(bytes.subarray(done, done + n), this.host(va + done, ACCESS.WRITE, user));
      done += n;
    }
  }

  /** The page of code at a page-aligned address; undefined when fetching from it faults. */
  fetchPage(va: VirtualAddress, user: boolean): CodePage | undefined {
    const code = this.fetchFault(va, user);
    if (code >= 0) return undefined;
    const pfn = this.phys.u32[-1 - code] >>> 12;
    const at = this.phys.offset(pfn);
    return { va, pfn, bytes: this.phys.u8.subarray(at, at + PAGE_SIZE) };
  }
  /** Frame of the page of code at a page-aligned address, or -1 when fetching from it faults. */
  fetchFrame(va: VirtualAddress, user: boolean): number {
    const code = this.fetchFault(va, user);
    return code >= 0 ? -1 : this.phys.u32[-1 - code] >>> 12;
  }
  /** Error code of fetching at `va`, or `-1 - index of the page-table entry` when it may be fetched. */
  private fetchFault(va: VirtualAddress, user: boolean): number {
    if (!isCanonical(va)) return 0;
    const entry = this.tables.walk(this.root, va, ACCESS.EXEC, user);
    if (entry < 0) return -1 - entry;
    const { u32 } = this.phys;
    if (u32[entry] >>> 12 >= this.phys.frames || (u32[entry + 1] & 0xfffff) !== 0)
      return PF.P | PF.RSVD | PF.I | (user ? PF.U : 0);
    return -1 - entry;
  }
  /** The exception that fetching at `va` raises. */
  fetchException(va: VirtualAddress, user: boolean): Raised {
    return isCanonical(va) ? new Raised(VECTOR.PF, this.fetchFault(va, user), va) : new Raised(VECTOR.GP);
  }
}

const offsetIn = (va: VirtualAddress): number => va - Math.floor(va / PAGE_SIZE) * PAGE_SIZE;
