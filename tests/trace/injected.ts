/** Calls that are made and never carried out: strace answers them itself, and spells them. */
import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Registers of one call, unsigned. */
export interface Made {
  readonly nr: number;
  readonly args: readonly bigint[];
}

/** Where the memory that arguments point to lies. */
export const IMAGE_BASE = 0x20000000;
const CODE_BASE = 0x400000;
const TABLE_BASE = 0x30000000;
const EHDR = 64;
const PHDR = 56;
const PAGE = 4096;
const NOBODY = 65534;

/** Goes through a table of seven words a call, from r15 on, and exits at a word of ones. */
const CODE = Uint8Array.of(
  ...[0x49, 0x8b, 0x07], //             1: mov (%r15), %rax
  ...[0x48, 0x83, 0xf8, 0xff], //          cmp $-1, %rax
  ...[0x74, 0x20], //                      je 2f
  ...[0x49, 0x8b, 0x7f, 0x08], //          mov 8(%r15), %rdi
  ...[0x49, 0x8b, 0x77, 0x10], //          mov 16(%r15), %rsi
  ...[0x49, 0x8b, 0x57, 0x18], //          mov 24(%r15), %rdx
  ...[0x4d, 0x8b, 0x57, 0x20], //          mov 32(%r15), %r10
  ...[0x4d, 0x8b, 0x47, 0x28], //          mov 40(%r15), %r8
  ...[0x4d, 0x8b, 0x4f, 0x30], //          mov 48(%r15), %r9
  ...[0x0f, 0x05], //                      syscall
  ...[0x49, 0x83, 0xc7, 0x38], //          add $56, %r15
  ...[0xeb, 0xd7], //                      jmp 1b
  ...[0x31, 0xff], //                   2: xor %edi, %edi
  ...[0xb8, 0x3c, 0x00, 0x00, 0x00], //    mov $SYS_exit, %eax
  ...[0x0f, 0x05], //                      syscall
);
const LOAD_TABLE = Uint8Array.of(0x49, 0xc7, 0xc7, 0x00, 0x00, 0x00, 0x30); // mov $TABLE_BASE, %r15

/** An executable that makes the calls, with `image` in its memory. */
export function program(calls: readonly Made[], image: Uint8Array): Uint8Array {
  const table = new BigUint64Array(calls.length * 7 + 1);
  calls.forEach(({ nr, args }, i) => {
    table.set([BigInt(nr), ...args], 7 * i);
  });
  table[calls.length * 7] = 0xffffffffffffffffn;
  const segments = [
    { address: CODE_BASE, bytes: Uint8Array.of(...LOAD_TABLE, ...CODE), flags: 5 },
    { address: IMAGE_BASE, bytes: image, flags: 6 },
    { address: TABLE_BASE, bytes: new Uint8Array(table.buffer), flags: 4 },
  ];
  const offsets: number[] = [];
  let size = PAGE;
  for (const { bytes } of segments) {
    offsets.push(size);
    size += Math.ceil(bytes.length / PAGE) * PAGE;
  }
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  const word = (at: number, value: number) => view.setBigUint64(at, BigInt(value), true);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 2, true); // ET_EXEC
  view.setUint16(18, 62, true); // EM_X86_64
  view.setUint32(20, 1, true);
  word(24, CODE_BASE);
  word(32, EHDR);
  view.setUint16(52, EHDR, true);
  view.setUint16(54, PHDR, true);
  view.setUint16(56, segments.length, true);
  segments.forEach(({ address, bytes, flags }, i) => {
    const at = EHDR + PHDR * i;
    view.setUint32(at, 1, true); // PT_LOAD
    view.setUint32(at + 4, flags, true);
    word(at + 8, offsets[i]!);
    word(at + 16, address);
    word(at + 24, address);
    word(at + 32, bytes.length);
    word(at + 40, bytes.length);
    word(at + 48, PAGE);
    file.set(bytes, offsets[i]);
  });
  return file;
}

/**
 * What strace writes for the calls, a line each, when it answers them with `inject`: `error=EINVAL`, `retval=0`. The
 * first call, the execve that starts the program, is left alone, and so is exit.
 */
export function straceInjected(
  calls: readonly Made[],
  image: Uint8Array,
  inject: string,
  options: readonly string[] = [],
): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'trapdoor-injected-'));
  try {
    const file = join(folder, 'calls');
    const log = join(folder, 'log');
    writeFileSync(file, program(calls, image), { mode: 0o755 });
    // The first execve starts the program. Counts are kept for each call apart.
    const rules = [`inject=!exit,execve:${inject}`, `inject=execve:${inject}:when=2+`];
    const args = ['-o', log, ...options, ...rules.flatMap((rule) => ['-e', rule]), './calls'];
    // Nobody's process: were a call carried out after all, it could do no harm.
    const nobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    if ('uid' in nobody) chownSync(folder, NOBODY, NOBODY);
    const settings = { cwd: folder, encoding: 'utf8', timeout: 60_000, ...nobody } as const;
    const { status, stderr, error } = spawnSync('strace', args, settings);
    if (status !== 0) throw new Error(`strace ended with ${status}: ${error ?? stderr}`);
    const lines = readFileSync(log, 'latin1').trimEnd().split('\n');
    return lines.slice(1, -2).map((line) => line.replace(/ \(INJECTED\)/, ''));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
