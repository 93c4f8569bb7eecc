import { EACCES, EEXIST, EFAULT, EINVAL, EIO, ELIBBAD, ENOEXEC, ENOMEM } from '../../abi/errno';
import { AT_FDCWD, PATH_MAX } from '../../abi/fcntl';
import { MAP_FIXED, MAP_FIXED_NOREPLACE, MAP_PRIVATE } from '../../abi/mman';
import { S_IFMT, S_IFREG } from '../../abi/stat';
import { ElfError, ET, PF, PT } from '../../elf';
import { PAGE_SIZE } from '../mm/physical';
import { LOOKUP, lookupPath } from '../vfs/namei';
import { MAY_EXEC, permission } from '../vfs/permission';
import { Binary, ExecFailure } from './binary';
import { type Headers, loadable, type Phdr, readAt, readHeaders } from './elf_headers';
import { ELF_ET_DYN_BASE, pageDown, pageUp, TASK_SIZE_MAX } from './layout';
import type { MmStruct } from './mm/mm_struct';
import { doMmap, unmapRange } from './mm/mmap';
import { changeProtection } from './mm/mprotect';
import { UserAccess } from './mm/uaccess';
import { VM, VM_ACCESS, Vma } from './mm/vma';
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

/** Where a program is being loaded to. */
interface Target {
  readonly task: TaskStruct;
  readonly mm: MmStruct;
}

const PAGE = BigInt(PAGE_SIZE);
const TASK_SIZE = BigInt(TASK_SIZE_MAX);
const u64 = (n: bigint): bigint => BigInt.asUintN(64, n);
const pageStart = (n: bigint): bigint => u64(n & ~(PAGE - 1n));
const pageEnd = (n: bigint): bigint => pageStart(n + PAGE - 1n);
/** BAD_ADDR: not an address of user mode, which an errno is not either. */
const isBad = (address: bigint): boolean => address >= TASK_SIZE;
const hex = (n: bigint): string => `0x${n.toString(16)}`;

/** An error after the old program is gone, as far as Linux is concerned: SIGSEGV. */
const fatal = (why: string, errno = EINVAL) => new ExecFailure(-errno, true, why);

/** load_elf_binary: maps the program, its interpreter if it names one, and the heap's beginning. Throws ElfError. */
export function loadElf(task: TaskStruct, mm: MmStruct, binary: Binary): LoadedElf {
  const target = { task, mm };
  const headers = readHeaders(binary);
  if (headers.type !== ET.EXEC && headers.type !== ET.DYN)
    throw new ElfError('neither a program nor a shared object', 16);
  const path = interpreterPath(binary, headers);
  const linker = path === undefined ? undefined : openInterpreter(task, path);
  const loads = loadable(headers);
  if (headers.phdrs.some(({ type, flags }) => type === PT.GNU_STACK && flags & PF.X)) allowStackCode(mm);
  const bias = mapProgram(target, binary, headers, linker !== undefined);
  const at = (address: bigint): number => Number(u64(address + bias));

  const top = largest([0n, ...loads.map((ph) => ph.vaddr + ph.memsz)]);
  mm.startBrk = headers.type === ET.DYN && linker === undefined ? ELF_ET_DYN_BASE : pageUp(at(top));
  mm.brk = mm.startBrk;
  const text = loads.filter((ph) => ph.flags & PF.X);
  mm.startCode = Math.min(...text.map((ph) => at(ph.vaddr)), at(top));
  mm.endCode = Math.max(...text.map((ph) => at(ph.vaddr + ph.filesz)), 0);
  mm.startData = Math.max(...loads.map((ph) => at(ph.vaddr)), 0);
  mm.endData = Math.max(...loads.map((ph) => at(ph.vaddr + ph.filesz)), 0);

  const holder = loads.find((ph) => ph.offset <= headers.phoff && headers.phoff < u64(ph.offset + ph.filesz));
  const phdr = holder === undefined ? at(0n) : at(headers.phoff - holder.offset + holder.vaddr);
  const entry = u64(headers.entry + bias);
  const base = linker === undefined ? 0n : mapInterpreter(target, linker);
  const start = linker === undefined ? entry : u64(base + linker.headers.entry);
  if (isBad(start)) throw fatal(`the entry point ${hex(start)} is not a user address`);
  return {
    start: Number(start),
    entry: Number(BigInt.asIntN(64, entry)),
    phdr,
    phnum: headers.phdrs.length,
    base: Number(base),
  };
}

/** EXSTACK_ENABLE_X of setup_arg_pages: the program wants to run code on its stack. */
function allowStackCode(mm: MmStruct): void {
  const stack = mm.vmas.at(mm.startStack);
  if (stack) changeProtection(mm, stack, stack.start, stack.end, (stack.flags & VM_ACCESS) | VM.EXEC);
}

function interpreterPath(binary: Binary, { phdrs }: Headers): string | undefined {
  const ph = phdrs.find(({ type }) => type === PT.INTERP);
  if (ph === undefined) return undefined;
  const noPath = new ElfError('PT_INTERP is no path that ends in NUL', 0);
  if (ph.filesz > BigInt(PATH_MAX) || ph.filesz < 2n) throw noPath;
  const path = readAt(binary, ph.offset, Number(ph.filesz));
  if (path === undefined) throw new ExecFailure((ph.offset + ph.filesz) >> 63n ? -EINVAL : -EIO);
  if (path[path.length - 1] !== 0) throw noPath;
  return String.fromCharCode(...path.subarray(0, path.indexOf(0)));
}

interface Interpreter {
  binary: Binary;
  headers: Headers;
}

function openInterpreter(task: TaskStruct, name: string): Interpreter {
  // An empty path is the current directory here: open_exec.
  if (name === '') throw new ExecFailure(-EACCES);
  const dentry = lookupPath(task, AT_FDCWD, name, LOOKUP.FOLLOW);
  if (typeof dentry === 'number') {
    task.kernel.remarks.add(
      `the program wants the dynamic linker ${name}, which is not in the machine: link it with -static`,
    );
    throw new ExecFailure(dentry);
  }
  const denied =
    (dentry.inode.mode & S_IFMT) === S_IFREG ? permission(dentry.inode, MAY_EXEC, task.cred) : -EACCES;
  if (denied < 0) throw new ExecFailure(denied);
  const binary = new Binary(task.kernel.phys, dentry);
  try {
    return { binary, headers: readHeaders(binary) };
  } catch (error) {
    binary.close();
    throw error instanceof ElfError ? new ExecFailure(-ELIBBAD) : error;
  }
}

/** Maps the program's segments; answers what is added to their addresses. */
function mapProgram(target: Target, binary: Binary, headers: Headers, hasLinker: boolean): bigint {
  const loads = loadable(headers);
  let bias = 0n;
  loads.forEach((ph, n) => {
    let flags = MAP_PRIVATE | MAP_FIXED;
    let total = 0n;
    if (n === 0 && headers.type === ET.EXEC) flags = MAP_PRIVATE | MAP_FIXED_NOREPLACE;
    else if (n === 0) {
      total = totalSize(loads);
      if (total === 0n) throw fatal('the segments take no room');
      const alignment = maximumAlignment(loads);
      flags = MAP_PRIVATE | (hasLinker ? MAP_FIXED_NOREPLACE : 0);
      if (hasLinker) bias = BigInt(ELF_ET_DYN_BASE) & -alignment;
      // Without bytes in the file it is not mapped, and "where" is 0.
      else if (alignment > PAGE && ph.filesz !== 0n) bias = alignedRoom(target, total, alignment);
      if (bias !== 0n && !hasLinker) flags = MAP_PRIVATE | MAP_FIXED_NOREPLACE;
      bias = pageStart(bias - ph.vaddr);
    }
    const mapped = loadSegment(target, binary, ph, bias, flags, total);
    if (n === 0 && headers.type === ET.DYN) bias = u64(bias + mapped - pageStart(bias + ph.vaddr));
    checkSegment(ph, ph.vaddr, EINVAL);
  });
  return bias;
}

/** load_elf_interp: answers where it is. */
function mapInterpreter(target: Target, { binary, headers }: Interpreter): bigint {
  try {
    if (headers.type !== ET.EXEC && headers.type !== ET.DYN)
      throw fatal('the interpreter is no program', ENOEXEC);
    const loads = loadable(headers);
    let total = loads.length === 0 ? 0n : totalSize(loads);
    if (total === 0n) throw fatal('the interpreter takes no room');
    let base = 0n;
    loads.forEach((ph, n) => {
      const fixed = n > 0 || headers.type === ET.EXEC;
      if (!fixed) base = u64(-ph.vaddr);
      const mapped = loadSegment(
        target,
        binary,
        ph,
        fixed ? base : pageStart(base),
        MAP_PRIVATE | (fixed ? MAP_FIXED : 0),
        total,
      );
      total = 0n;
      if (!fixed) base = u64(mapped - pageStart(ph.vaddr));
      checkSegment(ph, u64(base + ph.vaddr), ENOMEM);
    });
    return base;
  } finally {
    binary.close();
  }
}

function largest(numbers: readonly bigint[]): bigint {
  let most = numbers[0];
  for (const n of numbers) if (n > most) most = n;
  return most;
}

/** total_mapping_size. */
function totalSize(loads: readonly Phdr[]): bigint {
  let low = (1n << 64n) - 1n;
  let high = 0n;
  for (const { vaddr, memsz } of loads) {
    if (pageStart(vaddr) < low) low = pageStart(vaddr);
    if (u64(vaddr + memsz) > high) high = u64(vaddr + memsz);
  }
  return u64(high - low);
}

/** maximum_alignment: powers of two alone count. */
function maximumAlignment(loads: readonly Phdr[]): bigint {
  const powers = loads.map((ph) => ph.align).filter((align) => align !== 0n && (align & (align - 1n)) === 0n);
  return largest([PAGE, ...powers]);
}

/** Where an aligned program fits: room for it and for the alignment is looked for, and given back. */
function alignedRoom(target: Target, total: bigint, alignment: bigint): bigint {
  const size = pageEnd(total + alignment);
  const at = map(target, undefined, 0n, size, 0, MAP_PRIVATE, 0n);
  unmapRange(target.mm, Number(at), Number(at + size));
  return (at + alignment - 1n) & -alignment;
}

/** The checks after a segment is mapped: it ends in user mode, and has not more in the file than in memory. */
function checkSegment(ph: Phdr, start: bigint, errno: number): void {
  if (isBad(start) || ph.filesz > ph.memsz || ph.memsz > TASK_SIZE || TASK_SIZE - ph.memsz < start)
    throw fatal(
      `the segment at ${hex(ph.vaddr)} is not in the user half, or has more in the file than in memory`,
      errno,
    );
}

/** elf_load: the pages that the file has, then zeros up to p_memsz. Answers the first page's address. */
function loadSegment(
  target: Target,
  binary: Binary,
  ph: Phdr,
  bias: bigint,
  flags: number,
  total: bigint,
): bigint {
  const inPage = ph.vaddr % PAGE;
  const address = pageStart(u64(bias + ph.vaddr));
  const prot =
    (ph.flags & PF.R ? VM.READ : 0) | (ph.flags & PF.W ? VM.WRITE : 0) | (ph.flags & PF.X ? VM.EXEC : 0);
  let mapped = address;
  if (ph.filesz !== 0n) {
    mapped = mapFile(target, binary, ph, address, prot, flags, total);
    if (ph.memsz > ph.filesz && !clearTail(target, u64(mapped + inPage + ph.filesz)) && prot & VM.WRITE)
      throw fatal('what follows its bytes cannot be cleared', EFAULT);
  }
  if (ph.memsz > ph.filesz) {
    const from = pageEnd(ph.filesz === 0n ? address : u64(mapped + inPage + ph.filesz));
    mapZeros(target, from, u64(pageEnd(u64(mapped + inPage + ph.memsz)) - from), prot & VM.EXEC);
  }
  if (isBad(mapped)) throw fatal(`the segment at ${hex(ph.vaddr)} is not in the user half`);
  return mapped;
}

/** elf_map: of the first segment of several, room for all is taken, and what it does not need given back. */
function mapFile(
  target: Target,
  binary: Binary,
  ph: Phdr,
  address: bigint,
  prot: number,
  flags: number,
  total: bigint,
): bigint {
  const inPage = ph.vaddr % PAGE;
  const size = pageEnd(u64(ph.filesz + inPage));
  if (size === 0n) return address;
  const length = total === 0n ? size : pageEnd(total);
  const mapped = map(target, binary, address, length, prot, flags, u64(ph.offset - inPage));
  if (length > size) unmapRange(target.mm, Number(mapped + size), Number(mapped + length));
  return mapped;
}

/** vm_mmap into the new address space. */
function map(
  { task, mm }: Target,
  binary: Binary | undefined,
  address: bigint,
  length: bigint,
  prot: number,
  flags: number,
  offset: bigint,
): bigint {
  const why = (what: string) => `a segment cannot be mapped at ${hex(address)}: ${what}`;
  if (offset % PAGE !== 0n) throw fatal(why('its file offset and address differ in the low 12 bits'));
  if (u64(offset + length) < offset) throw fatal(why('it ends past the end of numbers'));
  // No file is so long.
  if (offset >> 63n !== 0n) throw fatal(why('its file offset is negative'));
  const result = doMmap(task, {
    mm,
    addr: Number(BigInt.asIntN(64, address)),
    length: Number(length),
    prot,
    flags,
    file: binary?.file,
    offset: Number(offset),
  });
  if (typeof result !== 'number') throw new Error('mapping a program cannot wait');
  if (result < 0) throw fatal(why(result === -EEXIST ? 'something is there' : `error ${-result}`), -result);
  return BigInt(result);
}

/** padzero: what follows the file's bytes in their last page is zero. False where it cannot be written. */
function clearTail({ mm }: Target, from: bigint): boolean {
  const at = Number(from);
  const length = pageUp(at) - at;
  return length === 0 || new UserAccess(mm, () => 0).clear(at, length) === length;
}

/** vm_brk_flags: pages of zeros, which may be written whatever the segment says. */
function mapZeros({ task, mm }: Target, from: bigint, length: bigint, exec: number): void {
  if (length === 0n) return;
  if (isBad(from) || length > TASK_SIZE - from) throw fatal(`no room for zeros at ${hex(from)}`, ENOMEM);
  const [start, end] = [Number(from), Number(from + length)];
  if (pageDown(start) !== start || (end - start) / PAGE_SIZE > task.kernel.phys.frames)
    throw fatal(`not enough memory for zeros at ${hex(from)}`, ENOMEM);
  unmapRange(mm, start, end);
  const may = VM.MAYREAD | VM.MAYWRITE | VM.MAYEXEC;
  mm.vmas.insert(new Vma(start, end, VM.READ | VM.WRITE | exec | may | VM.ACCOUNT));
}
