import { expect, it } from 'vitest';
import { maskedLines } from './mask';

it('puts calls together that another process cut in two, and masks what differs from run to run', () => {
  const text = [
    '100 execve("./a", ["./a"], 0x7ffc6f31bdf8 /* 1 var */) = 0',
    '100 fork() = 101',
    '101 read(3,  <unfinished ...>',
    '100 write(4, "a", 1 <unfinished ...>',
    '101 <... read resumed>"a", 1)   = 1',
    '100 <... write resumed>)        = 1',
    '101 exit(0)                     = ?',
    '101 +++ exited with 0 +++',
    '100 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=101, si_uid=0, si_status=0, si_utime=0, si_stime=0} ---',
    '100 clock_gettime(CLOCK_MONOTONIC, {tv_sec=2366, tv_nsec=559731452}) = 0',
    '100 +++ exited with 0 +++',
  ].join('\n');
  expect(maskedLines(text)).toEqual([
    [
      'execve("./a", ["./a"], ADDR /* 1 var */) = 0',
      'fork() = PID',
      'write(4, "a", 1) = 1',
      'clock_gettime(CLOCK_MONOTONIC, {NOW}) = 0',
      '+++ exited with 0 +++',
      '--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=PID, si_uid=0, si_status=0, si_utime=N, si_stime=N} ---',
    ],
    ['read(3, "a", 1) = 1', 'exit(0) = ?', '+++ exited with 0 +++'],
  ]);
});
