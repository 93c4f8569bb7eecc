#include "kernel.h"
#include <sys/prctl.h>
int main(int argc, char **argv, char **envp) {
  char name[17] = {0};
  int v = -1;
  R(prctl, PR_SET_NAME, "a-name-that-is-too-long", 0, 0, 0);
  R(prctl, PR_GET_NAME, name, 0, 0, 0);
  say("%s\n", name);
  R(prctl, PR_SET_NAME, 8, 0, 0, 0);
  R(prctl, PR_GET_DUMPABLE, 0, 0, 0, 0);
  R(prctl, PR_SET_DUMPABLE, 0, 0, 0, 0);
  R(prctl, PR_GET_DUMPABLE, 0, 0, 0, 0);
  R(prctl, PR_SET_DUMPABLE, 5, 0, 0, 0);
  R(prctl, PR_SET_PDEATHSIG, 9, 0, 0, 0);
  R(prctl, PR_GET_PDEATHSIG, &v, 0, 0, 0);
  say("%d\n", v);
  R(prctl, PR_SET_PDEATHSIG, 99, 0, 0, 0);
  R(prctl, PR_GET_KEEPCAPS, 0, 0, 0, 0);
  R(prctl, PR_SET_KEEPCAPS, 1, 0, 0, 0);
  R(prctl, PR_GET_KEEPCAPS, 0, 0, 0, 0);
  R(prctl, PR_SET_KEEPCAPS, 2, 0, 0, 0);
  R(prctl, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  R(prctl, PR_GET_CHILD_SUBREAPER, &v, 0, 0, 0);
  say("%d\n", v);
  R(prctl, PR_GET_TIMERSLACK, 0, 0, 0, 0);
  R(prctl, PR_SET_TIMERSLACK, 1000, 0, 0, 0);
  R(prctl, PR_GET_TIMERSLACK, 0, 0, 0, 0);
  R(prctl, PR_SET_TIMERSLACK, 0, 0, 0, 0);
  R(prctl, PR_GET_TIMERSLACK, 0, 0, 0, 0);
  R(prctl, PR_GET_TIMING, 0, 0, 0, 0);
  R(prctl, PR_SET_TIMING, 1, 0, 0, 0);
  R(prctl, PR_CAPBSET_READ, 0, 0, 0, 0);
  R(prctl, PR_CAPBSET_READ, 99, 0, 0, 0);
  R(prctl, PR_GET_THP_DISABLE, 0, 0, 0, 0);
  R(prctl, PR_GET_NO_NEW_PRIVS, 1, 0, 0, 0);
  R(prctl, 12345, 0, 0, 0, 0);
  return 0;
}
