import { ACCESS, PTE } from '../../mm/pagetable';
import { PAGE_SIZE } from '../../mm/physical';
import { FAULT, handleFault } from '../mm/fault';
import type { MmStruct } from '../mm/mm_struct';
import { VM } from '../mm/vma';
import type { TaskStruct } from '../task';

/** access_process_vm: reads another task's memory, what it may not read itself included. Answers bytes read. */
export function readTracee(task: TaskStruct, addr: number, into: Uint8Array): number {
  return forced(task, addr, into.length, VM.READ, VM.MAYREAD, (va, offset, length) =>
    task.mem.read(va, into, offset, length),
  );
}

/** The same for writing: a private page that is read-only, such as text, is copied first. */
export function writeTracee(task: TaskStruct, addr: number, bytes: Uint8Array): number {
  return forced(task, addr, bytes.length, VM.WRITE, VM.MAYWRITE, (va, offset, length) =>
    task.mem.write(va, bytes, offset, length),
  );
}

/** Page by page; where an area lacks the right, it is given it for the moment (FOLL_FORCE). */
function forced(
  task: TaskStruct,
  addr: number,
  total: number,
  right: number,
  may: number,
  act: (va: number, offset: number, length: number) => number,
): number {
  const { mm } = task;
  let done = 0;
  while (done < total) {
    const va = addr + done;
    const length = Math.min(total - done, PAGE_SIZE - (va % PAGE_SIZE));
    const vma = mm.vmas.at(va);
    let moved: number;
    if (vma?.backing?.secret) moved = 0;
    else if (vma === undefined || vma.flags & right) moved = act(va, done, length);
    else if ((vma.flags & may) === 0 || (right === VM.WRITE && vma.flags & VM.SHARED)) moved = 0;
    else {
      const { flags } = vma;
      vma.flags |= right;
      lend(mm, va - (va % PAGE_SIZE));
      try {
        moved = present(task, va, right) ? act(va, done, length) : 0;
      } finally {
        vma.flags = flags;
        takeBack(mm, va - (va % PAGE_SIZE), mm.protection(vma, true));
      }
    }
    done += moved;
    if (moved < length) break;
  }
  return done;
}

function present(task: TaskStruct, va: number, right: number): boolean {
  const access = right === VM.WRITE ? ACCESS.WRITE : ACCESS.READ;
  return handleFault(task.mm, va, access, task.process.stackLimit) === FAULT.OK;
}

/** A page that nobody may access (PROT_NONE), and that is there, can be read for the moment. */
function lend(mm: MmStruct, page: number): void {
  const { phys, directories } = mm.context;
  const at = directories.tables.entryIndex(mm.root, page);
  if (at < 0 || (phys.u32[at] & (PTE.P | PTE.PROTNONE)) !== PTE.PROTNONE) return;
  phys.u32[at] = (phys.u32[at] & ~PTE.PROTNONE) | PTE.P | PTE.US;
  mm.flushPage(page);
}

/** The page's entry goes back to what the area allows. */
function takeBack(mm: MmStruct, page: number, rights: number): void {
  const { phys, directories } = mm.context;
  const at = directories.tables.entryIndex(mm.root, page);
  if (at < 0 || phys.u32[at] === 0) return;
  const low = rights & PTE.RW ? phys.u32[at] : phys.u32[at] & ~PTE.RW;
  phys.u32[at] = rights & PTE.P ? low : (low & ~(PTE.P | PTE.US)) | (rights & 0xfff);
  mm.flushPage(page);
}
