#include "kernel.h"
/* Since Linux 6.13. */
/* Restartable sequences: what is registered, and when a critical section starts over. */
struct area {
  unsigned cpu_start, cpu;
  struct section *section;
  unsigned flags, node, cid;
} __attribute__((aligned(32)));
struct section { unsigned version, flags; unsigned long start, length, abort; };
static struct area area, second;
static volatile int handled;
static void on_signal(int sig) { handled++; }

extern char begin_here[], end_here[], abort_here[];
/* Runs in the section until something aborts it. */
__attribute__((noinline, noclone)) static int spin(struct section *section, struct area *in) {
  int aborted = 0;
  __asm__ volatile(
      "mov %1, 8(%2)\n.globl begin_here, end_here, abort_here\n"
      "begin_here: pause\n jmp begin_here\nend_here:\n"
      "1: jmp 2f\n .byte 0x0f, 0xb9, 0x3d\n .long 0x53053053\nabort_here: mov $1, %0\n2:\n"
      : "+r"(aborted) : "r"(section), "r"(in) : "memory");
  return aborted;
}
static void tick(long us) {
  /* Again and again, for one signal may come just before the section. */
  long timer[4] = {0, us, 0, us};
  K(setitimer, 0, timer, 0);
}
static struct section good(void) {
  struct section s = {0, 0, (long)begin_here, end_here - begin_here, (long)abort_here};
  return s;
}
static void child_with(struct section *s, unsigned flags) {
  int pid = K(fork);
  if (pid == 0) {
    area.flags = flags;
    tick(2000);
    int aborted = spin(s, &area);
    quit(10 + aborted);
  }
  reap(pid);
}

int main(int argc, char **argv, char **envp) {
  R(rseq, &area, 16, 0, 0x53053053);
  R(rseq, (char *)&area + 8, 32, 0, 0x53053053);
  R(rseq, &area, 32, 2, 0x53053053);
  R(rseq, &area, 32, 1, 0x53053053);
  R(rseq, 32, 32, 0, 0x53053053);
  R(rseq, 1L << 60, 32, 0, 0x53053053);
  area.cpu = -1;
  R(rseq, &area, 32, 0, 0x53053053);
  unsigned cpu = -1;
  K(getcpu, &cpu, 0, 0);
  say("cpu told %d, node %d, cid %d\n", area.cpu_start == area.cpu && area.cpu < 4096, area.node, area.cid);
  R(rseq, &area, 32, 0, 0x53053053);
  R(rseq, &area, 32, 0, 1);
  R(rseq, &second, 32, 0, 0x53053053);
  R(rseq, &area, 64, 0, 0x53053053);

  handle(SIGALRM, on_signal, 0);
  struct section s = good();
  tick(2000);
  int aborted = 0;
  /* Losing the processor aborts it too. */
  while (!handled) aborted = spin(&s, &area);
  tick(0);
  say("aborted %d, handled %d, forgotten %d\n", aborted, handled > 0, area.section == 0);
  handled = 0;
  /* A section that the thread is not in is forgotten with the next signal. */
  area.section = &s;
  raise_me(SIGALRM);
  say("handled %d, forgotten %d\n", handled, area.section == 0);

  child_with(&s, 0);
  child_with(&s, 1);
  s.version = 1;
  child_with(&s, 0);
  s = good(), s.flags = 1;
  child_with(&s, 0);
  s = good(), s.abort -= 4;
  child_with(&s, 0);
  s = good(), s.abort = s.start;
  child_with(&s, 0);
  s = good(), s.length = -1UL - s.start + 5;
  child_with(&s, 0);

  R(rseq, &area, 32, 1, 1);
  R(rseq, &second, 32, 1, 0x53053053);
  R(rseq, &area, 32, 1, 0x53053053);
  say("cpu %d %d\n", area.cpu_start, area.cpu);
  R(rseq, &second, 32, 0, 7);
  return 0;
}
