import type { KernelServices } from '../../kernel/types';
import { PIPE_MAX_SIZE } from '../pipe';
import { directory, file, type ProcNode } from './node';

/** Largest pid plus one: PID_MAX_DEFAULT of include/linux/threads.h. */
const PID_MAX = 32768;

/** /proc/sys: proc_sys(5). */
export function sysctl(kernel: KernelServices): ProcNode {
  const { uname } = kernel;
  let bootId: string | undefined;
  return directory({
    fs: directory({
      'pipe-max-size': file(() => `${PIPE_MAX_SIZE}\n`),
      protected_hardlinks: file(() => '1\n'),
      protected_symlinks: file(() => '0\n'),
    }),
    kernel: directory({
      hostname: file(() => `${uname.nodename}\n`),
      osrelease: file(() => `${uname.release}\n`),
      ostype: file(() => `${uname.sysname}\n`),
      pid_max: file(() => `${PID_MAX}\n`),
      random: directory({
        boot_id: file(() => `${(bootId ??= uuid(kernel))}\n`),
        uuid: file(() => `${uuid(kernel)}\n`),
      }),
      version: file(() => `${uname.version}\n`),
    }),
    vm: directory({ overcommit_memory: file(() => '0\n') }),
  });
}

/** A random UUID: RFC 9562, version 4. */
function uuid(kernel: KernelServices): string {
  const bytes = new Uint8Array(16);
  kernel.random(bytes);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
