/* Record locks of several processes: conflict, blocking, deadlock, F_GETLK; OFD locks. */
#include "kernel.h"
static long f;
static long lock(int cmd, int type, long start, long len) {
  struct flock l = {type, 0, start, len, 0};
  return K(fcntl, f, cmd, &l);
}
static void get(int cmd, int type, long start, long len, int who) {
  struct flock l = {type, 0, start, len, 0};
  long r = K(fcntl, f, cmd, &l);
  say("get %e type %d start %ld len %ld pid %d\n", r, l.l_type, l.l_start, l.l_len, l.l_pid == who);
}
int main(int argc, char **argv, char **envp) {
  int me = K(getpid), p[2];
  char c;
  f = K(open, "f", O_RDWR | O_CREAT, 0600);
  K(pipe, p);
  say("%e\n", lock(F_SETLK, F_WRLCK, 0, 10));
  say("%e\n", lock(F_SETLK, F_RDLCK, 4, 2));
  int pid = K(fork);
  if (pid == 0) {
    get(F_GETLK, F_WRLCK, 0, 0, me);
    get(F_GETLK, F_RDLCK, 4, 2, me);
    get(F_GETLK, F_WRLCK, 4, 2, me);
    get(F_GETLK, F_WRLCK, 20, 0, me);
    say("%e\n", lock(F_SETLK, F_WRLCK, 0, 1));
    say("%e\n", lock(F_SETLK, F_RDLCK, 4, 2));
    say("%e\n", lock(F_SETLK, F_WRLCK, 20, 5));
    K(write, p[1], "x", 1);
    say("waited %e\n", lock(F_SETLKW, F_WRLCK, 0, 10));
    quit(0);
  }
  K(read, p[0], &c, 1);
  until_asleep(pid);
  say("deadlock %e\n", lock(F_SETLKW, F_WRLCK, 20, 5));
  long unlocked = lock(F_SETLK, F_UNLCK, 0, 0);
  reap(pid);
  say("%e\n", unlocked);
  say("%e %e\n", lock(F_SETLK, 9, 0, 0), lock(F_SETLK, F_WRLCK, -5, 0));
  long r = K(open, "f", O_RDONLY);
  struct flock l = {F_WRLCK, 0, 0, 0, 0};
  R(fcntl, r, F_SETLK, &l);
  R(fcntl, r, F_SETLK, 8);
#define OFD_SETLK 37
  long one = K(open, "f", O_RDWR), two = K(open, "f", O_RDWR);
  l.l_type = F_WRLCK;
  R(fcntl, one, OFD_SETLK, &l);
  R(fcntl, two, OFD_SETLK, &l);
  l.l_type = F_RDLCK;
  R(fcntl, two, 36, &l);
  say("%d %d\n", l.l_type, l.l_pid);
  l.l_pid = 5;
  R(fcntl, two, OFD_SETLK, &l);
  K(close, one);
  l.l_pid = 0;
  l.l_type = F_WRLCK;
  R(fcntl, two, OFD_SETLK, &l);
  R(flock, f, 2);
  R(flock, two, 2 | 4);
  R(flock, f, 8);
  R(flock, two, 2 | 4);
  R(flock, f, 1 | 4);
  R(flock, f, 7);
  return 0;
}
