/** A program in src/, and what it is started with. It runs in an empty directory of its own. */
export interface Program {
  source: string;
  args?: string[];
  stdin?: string;
  /** Variables of its environment; none but these. */
  env?: Record<string, string>;
  /** It is compiled for SSE2; the others use general registers alone. */
  sse?: boolean;
}

/** By family, as the calls have them. Each passes on a real Linux, or it is not believed. */
export const PROGRAMS: readonly Program[] = [
  // Start and end.
  { source: 'hello.s' },
  { source: 'status.s' },
  { source: 'registers.s' },
  { source: 'argv.c', args: ['one', 'two words', ''], env: { SHELL: '/bin/sh', EMPTY: '' } },
  { source: 'uname.c' },
  { source: 'int80.s' },
  // Files.
  { source: 'files.c' },
  { source: 'seek.c' },
  { source: 'vectors.c' },
  { source: 'dup.c' },
  { source: 'ioctl.c' },
  { source: 'errors.c' },
  { source: 'cat.c', stdin: `${'a line of input\n'.repeat(40)}and no newline at the end` },
  { source: 'bytewise.c', args: ['500'] },
  { source: 'names.c' },
  { source: 'poll.c' },
  { source: 'shared.c' },
  { source: 'selfproc.c', env: { A: 'b' } },
  // Processes.
  { source: 'pipe.c' },
  { source: 'bigpipe.c' },
  { source: 'fifo.c' },
  { source: 'fork.c' },
  { source: 'exec.c' },
  // Memory.
  { source: 'memory.c' },
  { source: 'mapfile.c' },
  { source: 'smc.c' },
  { source: 'rewrite.c' },
  { source: 'repeat.c' },
  { source: 'selectors.c' },
  // Time.
  { source: 'clock.c' },
  { source: 'vdso.c' },
  // Ends by a signal.
  { source: 'ill.s' },
  { source: 'fpe.s' },
  { source: 'privileged.s' },
  { source: 'trap.s' },
  { source: 'segv.c' },
  { source: 'segv_ro.c' },
  { source: 'segv_nx.c' },
  { source: 'segv_kernel.c' },
  { source: 'overflow.c' },
  { source: 'sigpipe.c' },
  { source: 'mathfault.c' },
  // Computing.
  { source: 'strings.s' },
  { source: 'sort.c' },
  { source: 'sha256.c', stdin: 'The quick brown fox jumps over the lazy dog' },
  { source: 'bignum.c' },
  { source: 'bits.c' },
  { source: 'fpu.c', sse: true },
];
