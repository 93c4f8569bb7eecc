// utmpx: records of who is logged in, in a file of our own.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <utmpx.h>
static struct utmpx entry(short type, const char *id, const char *line, const char *user) {
  struct utmpx u;
  memset(&u, 0, sizeof u);
  u.ut_type = type;
  u.ut_pid = 100 + type;
  strncpy(u.ut_id, id, sizeof u.ut_id);
  strncpy(u.ut_line, line, sizeof u.ut_line - 1);
  strncpy(u.ut_user, user, sizeof u.ut_user - 1);
  u.ut_tv.tv_sec = 1000000 + type;
  return u;
}
static void list(void) {
  struct utmpx *u;
  setutxent();
  while ((u = getutxent()))
    printf("%d:%d:%.4s:%s:%s:%d ", u->ut_type, u->ut_pid, u->ut_id, u->ut_line, u->ut_user,
           (int)u->ut_tv.tv_sec);
  puts("");
}
int main(void) {
  close(open("who", O_CREAT | O_TRUNC | O_RDWR, 0644));
  printf("%d %zu\n", utmpxname("who"), sizeof(struct utmpx));
  struct utmpx u = entry(USER_PROCESS, "t1", "tty1", "ann"), v = entry(USER_PROCESS, "t2", "tty2", "bob");
  setutxent();
  printf("%d %d\n", pututxline(&u) != NULL, pututxline(&v) != NULL);
  list();
  u = entry(DEAD_PROCESS, "t1", "tty1", "");
  setutxent();
  pututxline(&u);
  list();
  setutxent();
  struct utmpx wanted = entry(USER_PROCESS, "t2", "tty2", ""), *found = getutxid(&wanted);
  printf("%s ", found ? found->ut_user : "none");
  setutxent();
  found = getutxline(&wanted);
  printf("%s ", found ? found->ut_user : "none");
  wanted = entry(USER_PROCESS, "t9", "tty9", "");
  setutxent();
  printf("%d\n", getutxline(&wanted) == NULL);
  endutxent();
  return 0;
}
