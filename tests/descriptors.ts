import { closeSync, readdirSync, readFileSync } from 'node:fs';

/** O_CLOEXEC as /proc/PID/fdinfo/FD shows it, in octal (proc_pid_fdinfo(5)). */
const O_CLOEXEC = 0o2000000;

/**
 * Closes what whoever started the tests left open to them.
 *
 * A native program would inherit it, and its EBADF, or the lowest free number, would not be the
 * machine's. Node shuts its own on exec, and of the inherited ones those below 16 only
 * (libuv, uv_disable_stdio_inheritance).
 */
export function setup(): void {
  for (const name of readdirSync('/proc/self/fd')) {
    const fd = Number(name);
    if (fd > 2 && inherits(fd)) closeSync(fd);
  }
}

/** Whether a child gets the descriptor. The one that read the list is gone by now. */
function inherits(fd: number): boolean {
  try {
    const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & O_CLOEXEC) === 0;
  } catch {
    return false;
  }
}
