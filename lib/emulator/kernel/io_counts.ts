import type { Call } from '../../abi/signature';
import { SYSCALLS } from '../../abi/syscalls';
import { SYSCALLS_I386 } from '../../abi/syscalls_i386';
import type { IoCounts } from './types';

const READS = 1;
const WRITES = 2;

/** Which calls count, and as what: those that add_rchar and add_wchar stand in. */
const KINDS: ReadonlyMap<string, number> = new Map([
  ...['read', 'pread64', 'readv', 'preadv', 'preadv2'].map((name) => [name, READS] as const),
  ...['write', 'pwrite64', 'writev', 'pwritev', 'pwritev2'].map((name) => [name, WRITES] as const),
  ...['sendfile', 'sendfile64', 'copy_file_range'].map((name) => [name, READS | WRITES] as const),
]);

const kindsOf = (calls: ReadonlyMap<number, Call>) => {
  const kinds = new Uint8Array(512);
  for (const [nr, { name }] of calls) kinds[nr] = KINDS.get(name) ?? 0;
  return kinds;
};

const BY_NUMBER = [kindsOf(SYSCALLS), kindsOf(SYSCALLS_I386)];

/** Counts a call's bytes, as /proc/[pid]/io shows them. */
export function countIo(io: IoCounts, abi: 0 | 1, nr: number, ret: number): void {
  const kind = BY_NUMBER[abi][nr];
  if (!kind) return;
  const bytes = Math.max(0, ret);
  if (kind & READS) {
    io.reads++;
    io.bytesRead += bytes;
  }
  if (kind & WRITES) {
    io.writes++;
    io.bytesWritten += bytes;
  }
}
