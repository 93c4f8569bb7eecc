import { readElf, readSections, sectionBytes } from '../elf';
import { TICKS_PER_CYCLE } from '../emulator/cpu/types';
import type { CallEvent, StartedProgram, TraceEvent, Tracer } from '../emulator/kernel/listener';
import { REG } from '../emulator/kernel/ptregs';
import type { Task } from '../emulator/kernel/types';
import { type Activation, FrameTable } from '../toolchain/dwarf/unwind';
import type { CallsFrom } from './types';

/** Callers that are followed at most; deeper ones are left out. */
const DEPTH = 64;
/** Bytes before a place that must be those of the file, so that it is this program that is there. */
const COMPARED = 16;

/** A call under way. */
interface Pending {
  from: CallsFrom;
  /** Ticks that are not the kernel's: of the trap, and asleep. */
  since: number;
}

/**
 * Notes from where calls are made: the callers in user mode, by the program's unwind table. It stands between the kernel and
 * another tracer.
 */
export class CallerTracer implements Tracer {
  private readonly text: { address: number; bytes: Uint8Array }[];
  private readonly table: FrameTable | undefined;
  private readonly places = new Map<string, CallsFrom>();
  private readonly pending = new Map<number, Pending>();
  private readonly word = new Uint8Array(8);
  private readonly before = new Uint8Array(COMPARED);

  constructor(
    private readonly next: Required<Tracer>,
    elf: Uint8Array,
  ) {
    const file = readElf(elf);
    const sections = readSections(file).filter(({ addr }) => addr > 0);
    const table = sections.find(({ name }) => name === '.eh_frame');
    this.table = table && new FrameTable(sectionBytes(file, table), table.addr);
    this.text = sections
      .filter(({ name }) => name.startsWith('.text'))
      .map((section) => ({ address: section.addr, bytes: sectionBytes(file, section) }));
  }

  /** Calls by where they came from. */
  get calls(): CallsFrom[] {
    return [...this.places.values()];
  }

  enter(call: CallEvent): number {
    const row = this.next.enter(call);
    const from = this.placeOf(call);
    if (from && row >= 0) this.pending.set(row, { from, since: call.trapTicks });
    return row;
  }

  slept(row: number, ticks: number): void {
    const call = this.pending.get(row);
    if (call) call.since += ticks;
    this.next.slept(row, ticks);
  }

  leave(row: number, task: Task, ret: number, ticks: number): void {
    this.next.leave(row, task, ret, ticks);
    const call = this.pending.get(row);
    if (!call) return;
    call.from.cycles += (ticks - call.since) / TICKS_PER_CYCLE;
    call.since = ticks;
  }

  returned(row: number, ticks: number): void {
    const call = this.pending.get(row);
    if (call) call.from.cycles += (ticks - call.since) / TICKS_PER_CYCLE;
    this.pending.delete(row);
    this.next.returned(row, ticks);
  }

  never(row: number): void {
    this.pending.delete(row);
    this.next.never(row);
  }

  started(task: Task, program: StartedProgram): void {
    this.next.started(task, program);
  }

  event(task: Task, event: TraceEvent, ticks: number): void {
    this.next.event(task, event, ticks);
  }

  private placeOf({ task, regs }: CallEvent): CallsFrom | undefined {
    const pc = regs.get(REG.IP);
    if (!this.isHere(task, pc)) return undefined;
    const frames: number[] = [];
    let at: Activation | undefined = { pc, sp: regs.get(REG.SP), bp: regs.get(REG.BP) };
    while (at && frames.length < DEPTH && this.bytesBefore(at.pc)) {
      frames.push(at.pc);
      at = this.table?.caller(at, (address) => this.read(task, address));
    }
    const key = frames.join();
    let from = this.places.get(key);
    if (!from) this.places.set(key, (from = { frames, count: 0, cycles: 0 }));
    from.count++;
    return from;
  }

  /** Whether the program at a place is the one whose table this is. */
  private isHere(task: Task, pc: number): boolean {
    const bytes = this.bytesBefore(pc);
    const { before } = this;
    return (
      bytes !== undefined &&
      task.mem.peek(pc - bytes.length, before, 0, bytes.length) === bytes.length &&
      bytes.every((byte, i) => byte === before[i])
    );
  }

  private bytesBefore(pc: number): Uint8Array | undefined {
    for (const { address, bytes } of this.text)
      if (address < pc && pc <= address + bytes.length)
        return bytes.subarray(Math.max(0, pc - address - COMPARED), pc - address);
    return undefined;
  }

  private read(task: Task, address: number): number | undefined {
    const { word } = this;
    if (task.mem.peek(address, word, 0, 8) !== 8) return undefined;
    return Number(new DataView(word.buffer).getBigInt64(0, true));
  }
}
