import type { Task, UserMemory } from '../../lib/emulator/kernel/types';
import { TraceRecorder } from '../../lib/emulator/tracer/recorder';
import { argumentRegisters } from '../../lib/emulator/tracer/testing';
import { callText } from '../../lib/trace/line';
import { IMAGE_BASE, type Made } from './injected';

/** Reads of a memory that holds `image` alone. */
function memory(image: Uint8Array): UserMemory {
  return {
    peek(addr: number, dst: Uint8Array, offset: number, length: number) {
      const at = addr - IMAGE_BASE;
      // Memory is mapped in whole pages, with zeros after the bytes.
      const end = Math.ceil(image.length / 4096) * 4096;
      if (at < 0 || at >= end) return 0;
      const n = Math.min(length, end - at);
      dst.fill(0, offset, offset + n);
      dst.set(image.subarray(at, at + n), offset);
      return n;
    },
  } as unknown as UserMemory;
}

/** The lines of the same calls from the machine's own tracer, each answered with `result`. */
export function spelled(calls: readonly Made[], image: Uint8Array, result: number): string[] {
  const recorder = new TraceRecorder({ rowLimit: Number.POSITIVE_INFINITY });
  const task = { pid: 1, mem: memory(image) } as unknown as Task;
  let ticks = 0;
  for (const { nr, args } of calls) {
    const row = recorder.enter({
      task,
      regs: argumentRegisters(args),
      abi: 0,
      nr,
      trapTicks: (ticks += 64),
      handlerTicks: (ticks += 64),
      userTicks: 0,
    });
    recorder.leave(row, task, result, (ticks += 64));
    recorder.returned(row, (ticks += 64));
  }
  const trace = recorder.columns();
  return Array.from({ length: trace.length }, (_, i) => callText(trace, i));
}
