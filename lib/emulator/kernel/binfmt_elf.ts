import { EINVAL, ENOENT, ENOEXEC, ENOMEM } from '../../abi/errno';
import { AT_FDCWD } from '../../abi/fcntl';
import {
  EHDR_SIZE,
  ElfError,
  type ElfFile,
  ET,
  PF,
  PHDR_SIZE,
  type ProgramHeader,
  PT,
  readElf,
} from '../../elf';
import { PAGE_SIZE } from '../mm/physical';
import { LOOKUP, lookupPath } from '../vfs/namei';
import { Binary, ExecFailure } from './binary';
import { hex } from './faults';
import { ELF_ET_DYN_BASE, isPageAligned, pageDown, pageUp, TASK_SIZE_MAX } from './layout';
import { FileBacking } from './mm/backing';
import type { MmStruct } from './mm/mm_struct';
import { findFree, unmapRange } from './mm/mmap';
import { UserAccess } from './mm/uaccess';
import { VM, Vma } from './mm/vma';
import type { TaskStruct } from './task';

/** A loaded program, as its auxiliary vector describes it. */
export interface LoadedElf {
  /** Where the task starts: the program's entry, or its interpreter's. */
  start: number;
  /** AT_ENTRY, AT_PHDR, AT_PHNUM, AT_BASE. */
  entry: number;
  phdr: number;
  phnum: number;
  base: number;
}

/** load_elf_binary: maps the program, its interpreter if it names one, and the heap's beginning. Throws ElfError. */
export function loadElf(task: TaskStruct, mm: MmStruct, binary: Binary): LoadedElf {
  const elf = readHeaders(binary);
  const { header } = elf;
  if (header.type !== ET.EXEC && header.type !== ET.DYN)
    throw new ElfError('neither a program nor a shared object', 16);
  if (header.phnum === 0) throw new ElfError('a program without program headers', 56);
  const loads = elf.programHeaders.filter((ph) => ph.type === PT.LOAD);
  const path = interpreterPath(binary, elf);
  const linker = path === undefined ? undefined : openInterpreter(task, path);

  const bias = header.type === ET.EXEC ? 0 : chooseBias(mm, loads, linker !== undefined);
  mapSegments(mm, binary, loads, bias);
  const end = Math.max(0, ...loads.map((ph) => ph.vaddr + ph.memsz + bias));
  mm.startBrk = header.type === ET.DYN && linker === undefined ? ELF_ET_DYN_BASE : pageUp(end);
  mm.brk = mm.startBrk;
  const text = loads.filter((ph) => ph.flags & PF.X);
  mm.startCode = Math.min(...text.map((ph) => ph.vaddr + bias), end);
  mm.endCode = Math.max(...text.map((ph) => ph.vaddr + ph.filesz + bias), 0);
  mm.startData = Math.max(...loads.map((ph) => ph.vaddr + bias), 0);
  mm.endData = Math.max(...loads.map((ph) => ph.vaddr + ph.filesz + bias), 0);
  const entry = header.entry + bias;
  const program = { start: entry, entry, phdr: headersAt(elf, loads, bias), phnum: header.phnum, base: 0 };
  if (linker !== undefined) {
    program.base = mapInterpreter(mm, linker);
    program.start = program.base + linker.elf.header.entry;
  }
  if (!(program.start >= 0 && program.start < TASK_SIZE_MAX))
    throw new ExecFailure(-EINVAL, true, `the entry point ${hex(program.start)} is not a user address`);
  return program;
}

/** The file header and the program headers, without reading all of the file. */
function readHeaders(binary: Binary): ElfFile {
  const head = binary.read(0, EHDR_SIZE);
  if (head.length < EHDR_SIZE) return readElf(head);
  const view = new DataView(head.buffer);
  const phoff = view.getUint32(36, true) * 2 ** 32 + view.getUint32(32, true);
  const wanted = phoff + view.getUint16(56, true) * PHDR_SIZE;
  return readElf(binary.read(0, Math.max(EHDR_SIZE, Math.min(wanted, binary.size))));
}

/** Where the program headers lie in memory: in PT_LOAD that holds their file offset. */
function headersAt(elf: ElfFile, loads: readonly ProgramHeader[], bias: number): number {
  const phoff = view64(elf.bytes, 32);
  const holder = loads.find((ph) => ph.offset <= phoff && phoff < ph.offset + ph.filesz);
  return holder === undefined ? 0 : phoff - holder.offset + holder.vaddr + bias;
}

function view64(bytes: Uint8Array, at: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
}

function interpreterPath(binary: Binary, elf: ElfFile): Uint8Array | undefined {
  const ph = elf.programHeaders.find((p) => p.type === PT.INTERP);
  if (ph === undefined) return undefined;
  const path = ph.filesz >= 2 && ph.filesz <= 4096 ? binary.read(ph.offset, ph.filesz) : new Uint8Array(0);
  if (path.length !== ph.filesz || path[path.length - 1] !== 0)
    throw new ElfError('PT_INTERP is no path that ends in NUL', ph.offset);
  return path.subarray(0, path.indexOf(0));
}

interface Interpreter {
  binary: Binary;
  elf: ElfFile;
}

function openInterpreter(task: TaskStruct, path: Uint8Array): Interpreter {
  const name = String.fromCharCode(...path);
  const dentry = lookupPath(task, AT_FDCWD, name, LOOKUP.FOLLOW);
  if (typeof dentry === 'number') {
    task.kernel.remarks.add(
      `the program wants the dynamic linker ${name}, which is not in the machine: link it with -static`,
    );
    throw new ExecFailure(dentry === -ENOENT ? -ENOENT : dentry);
  }
  const binary = new Binary(task.kernel.phys, dentry);
  const elf = readHeaders(binary);
  if (elf.header.type !== ET.DYN) throw new ExecFailure(-ENOEXEC);
  return { binary, elf };
}

function mapInterpreter(mm: MmStruct, { binary, elf }: Interpreter): number {
  const loads = elf.programHeaders.filter((ph) => ph.type === PT.LOAD);
  const bias = chooseBias(mm, loads, false);
  mapSegments(mm, binary, loads, bias);
  binary.close();
  return bias;
}

/** Where a position-independent file goes: with a linker at ELF_ET_DYN_BASE, alone below the mmap base. */
function chooseBias(mm: MmStruct, loads: readonly ProgramHeader[], hasLinker: boolean): number {
  if (loads.length === 0) throw new ElfError('no segment to load', 0);
  const first = pageDown(loads[0].vaddr);
  const size = pageUp(loads[loads.length - 1].vaddr + loads[loads.length - 1].memsz) - first;
  const align = Math.max(PAGE_SIZE, ...loads.map((ph) => (isPowerOfTwo(ph.align) ? ph.align : 0)));
  if (size <= 0) throw new ExecFailure(-EINVAL, true, 'the segments are not in ascending order');
  if (hasLinker) return ELF_ET_DYN_BASE - (ELF_ET_DYN_BASE % align) - first;
  const at = findFree(mm, size + align - PAGE_SIZE);
  if (at < 0) throw new ExecFailure(-ENOMEM, true, 'no room for the program in the address space');
  return Math.ceil(at / align) * align - first;
}

const isPowerOfTwo = (n: number): boolean => n > 0 && n < TASK_SIZE_MAX && Math.log2(n) % 1 === 0;

function mapSegments(mm: MmStruct, binary: Binary, loads: readonly ProgramHeader[], bias: number): void {
  for (const ph of loads) mapSegment(mm, binary, ph, bias);
}

/** elf_load: the pages that the file has, then zeros up to p_memsz. */
function mapSegment(mm: MmStruct, binary: Binary, ph: ProgramHeader, bias: number): void {
  const start = ph.vaddr + bias;
  const fileEnd = start + ph.filesz;
  const memEnd = start + ph.memsz;
  if (ph.memsz === 0) return;
  const bad = (why: string) =>
    new ExecFailure(-EINVAL, true, `the segment at ${hex(ph.vaddr)} cannot be mapped: ${why}`);
  if (!(start >= 0 && memEnd <= TASK_SIZE_MAX)) throw bad('it is not in the user half');
  const rights =
    (ph.flags & PF.R ? VM.READ : 0) | (ph.flags & PF.W ? VM.WRITE : 0) | (ph.flags & PF.X ? VM.EXEC : 0);
  const flags = rights | VM.MAYREAD | VM.MAYWRITE | VM.MAYEXEC;
  const from = pageDown(start);
  if (ph.filesz > 0) {
    const offset = ph.offset - (start - from);
    if (!isPageAligned(offset) || offset < 0)
      throw bad('its file offset and address differ in the low 12 bits');
    const to = pageUp(fileEnd);
    unmapRange(mm, from, to);
    mm.vmas.insert(new Vma(from, to, flags, new FileBacking(binary.file), offset / PAGE_SIZE));
    if (ph.memsz > ph.filesz) clearTail(mm, fileEnd, ph.flags);
  }
  const zerosFrom = ph.filesz > 0 ? pageUp(fileEnd) : from;
  const zerosTo = pageUp(memEnd);
  if (zerosTo > zerosFrom) {
    unmapRange(mm, zerosFrom, zerosTo);
    mm.vmas.insert(new Vma(zerosFrom, zerosTo, flags));
  }
}

/** padzero: what follows the file's bytes in their last page is zero, if the segment may be written. */
function clearTail(mm: MmStruct, from: number, flags: number): void {
  if (isPageAligned(from) || (flags & PF.W) === 0) return;
  new UserAccess(mm, () => 0).clear(from, pageUp(from) - from);
}
