import * as AT from '../../abi/auxv';
import { PHDR_SIZE } from '../../elf';
import { PAGE_SIZE } from '../mm/physical';
import type { LoadedElf } from './binfmt_elf';
import type { ExecCredentials } from './capable';
import type { Kernel } from './kernel';
import { pageDown, STACK_TOP } from './layout';
import type { UserAccess } from './mm/uaccess';
import { VM, Vma } from './mm/vma';
import { MIN_SIGNAL_STACK } from './signal_frame';
import { RSEQ_FEATURE_SIZE, RSEQ_SIZE } from './sys/rseq';
import type { TaskStruct } from './task';
import { shownGid, shownUid } from './user_namespace';

/** RDFSBASE and its kin work in user mode: arch/x86/include/uapi/asm/hwcap2.h. */
const HWCAP2_FSGSBASE = 2;

/** What a program is started with, as bytes without their NULs. */
export interface Strings {
  filename: Uint8Array;
  argv: readonly Uint8Array[];
  envp: readonly Uint8Array[];
}

/** Pages below the strings that the stack has from the start: stack_expand of setup_arg_pages. */
const STACK_EXPAND = 32 * PAGE_SIZE;
const STACK_FLAGS = VM.READ | VM.WRITE | VM.MAYREAD | VM.MAYWRITE | VM.MAYEXEC | VM.GROWSDOWN | VM.ACCOUNT;
/** Clock ticks a second as times(2) counts them: USER_HZ. */
export const CLOCKS_PER_SEC = 100;
const PLATFORM = new TextEncoder().encode('x86_64\0');

/** A new program's stack, strings in place. */
export interface NewStack {
  /** create_elf_tables: writes argc, argv, envp and the auxiliary vector below the strings; answers rsp. */
  finish(task: TaskStruct, program: LoadedElf, given: ExecCredentials): number;
}

/**
 * Makes the stack area and puts the strings at its top, as fs/exec.c does: from the top down eight zero bytes, the
 * file's name, the environment, the arguments. Answers undefined when they do not fit.
 */
export function copyStrings(mem: UserAccess, strings: Strings): NewStack | undefined {
  const { mm } = mem;
  const { argv, envp, filename } = strings;
  const block = join([...argv, ...envp, filename]);
  const start = STACK_TOP - 8 - block.length;
  const bottom = pageDown(start) - STACK_EXPAND;
  mm.vmas.insert(new Vma(bottom, STACK_TOP, STACK_FLAGS));
  mm.startStack = start;
  if (!mem.copyOut(start, block)) return undefined;
  const size = (list: readonly Uint8Array[]) => list.reduce((sum, s) => sum + s.length + 1, 0);
  mm.argStart = start;
  mm.argEnd = start + size(argv);
  mm.envStart = mm.argEnd;
  mm.envEnd = mm.envStart + size(envp);
  return { finish: (task, program, given) => createElfTables(task.kernel, mem, program, strings, given) };
}

function createElfTables(
  kernel: Kernel,
  mem: UserAccess,
  program: LoadedElf,
  { argv, envp }: Strings,
  { cred, secure }: ExecCredentials,
): number {
  const { mm } = mem;
  const platform = mm.argStart - (mm.argStart % 16) - PLATFORM.length;
  mem.copyOut(platform, PLATFORM);
  const random = platform - 16;
  const seed = new Uint8Array(16);
  kernel.random(seed);
  mem.copyOut(random, seed);

  // biome-ignore format: a row for each entry
  const aux = [
    AT.AT_MINSIGSTKSZ, MIN_SIGNAL_STACK,
    AT.AT_HWCAP, kernel.hwcap,
    AT.AT_PAGESZ, PAGE_SIZE,
    AT.AT_CLKTCK, CLOCKS_PER_SEC,
    AT.AT_PHDR, program.phdr,
    AT.AT_PHENT, PHDR_SIZE,
    AT.AT_PHNUM, program.phnum,
    AT.AT_BASE, program.base,
    AT.AT_FLAGS, 0,
    AT.AT_ENTRY, program.entry,
    AT.AT_UID, shownUid(cred, cred.uid),
    AT.AT_EUID, shownUid(cred, cred.euid),
    AT.AT_GID, shownGid(cred, cred.gid),
    AT.AT_EGID, shownGid(cred, cred.egid),
    AT.AT_SECURE, secure ? 1 : 0,
    AT.AT_RANDOM, random,
    AT.AT_HWCAP2, HWCAP2_FSGSBASE,
    AT.AT_EXECFN, mm.envEnd,
    AT.AT_PLATFORM, platform,
    AT.AT_RSEQ_FEATURE_SIZE, RSEQ_FEATURE_SIZE,
    AT.AT_RSEQ_ALIGN, RSEQ_SIZE,
    AT.AT_NULL, 0,
  ];
  if (mm.vdso !== 0) aux.unshift(AT.AT_SYSINFO_EHDR, mm.vdso);
  const words: number[] = [argv.length];
  let at = mm.argStart;
  for (const list of [argv, envp]) {
    for (const text of list) {
      words.push(at);
      at += text.length + 1;
    }
    words.push(0);
  }
  mm.auxv = encodeWords(aux);
  const size = words.length * 8;
  const sp = random - size - mm.auxv.length;
  const aligned = sp - (sp % 16);
  mem.copyOut(aligned, encodeWords(words));
  mem.copyOut(aligned + size, mm.auxv);
  mm.startStack = aligned;
  return aligned;
}

function encodeWords(words: readonly number[]): Uint8Array {
  const halves = new Uint32Array(words.length * 2);
  for (let i = 0; i < words.length; i++) {
    halves[2 * i] = words[i];
    halves[2 * i + 1] = Math.floor(words[i] / 2 ** 32);
  }
  return new Uint8Array(halves.buffer);
}

/** Strings end to end, each with its NUL. */
function join(list: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(list.reduce((sum, s) => sum + s.length + 1, 0));
  let at = 0;
  for (const text of list) {
    bytes.set(text, at);
    at += text.length + 1;
  }
  return bytes;
}
