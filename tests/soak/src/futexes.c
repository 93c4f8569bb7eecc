/* Two threads hand a turn to each other through a futex; between turns they wake nobody. */
#include "soak.h"
#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>

static _Atomic int turn;
static int count;

static void futex(int op, int value) { syscall(SYS_futex, &turn, op | FUTEX_PRIVATE_FLAG, value, 0, 0, 0); }

static void *play(void *me) {
  int mine = (int)(long)me;
  for (int i = 0; i < count / 8; i++) {
    while (turn % 2 != mine) futex(FUTEX_WAIT, 1 - mine);
    futex(FUTEX_WAKE, 1);
    futex(FUTEX_WAKE, 1);
    turn = 1 - mine;
    futex(FUTEX_WAKE, 1);
  }
  return 0;
}

int main(int argc, char **argv) {
  pthread_t other;
  count = number(argc, argv);
  pthread_create(&other, 0, play, (void *)1);
  play(0);
  pthread_join(other, 0);
  printf("turn %d\n", turn);
}
