/* Message queues of System V: types, order, limits, waiting, errors. */
#include "hosted.h"
#include <sys/msg.h>
struct message { long type; char text[100]; };
static int put(int id, long type, const char *text, int flags) {
  struct message m = {type, ""};
  strcpy(m.text, text);
  return msgsnd(id, &m, strlen(text), flags);
}
static void get(int id, long type, size_t size, int flags) {
  struct message m = {0};
  errno = 0;
  long n = msgrcv(id, &m, size, type, flags);
  SAY("get %ld: %ld %s type %ld '%s'\n", type, n, n < 0 ? strerrorname_np(errno) : "", m.type, m.text);
}
int main(void) {
  int id = msgget(IPC_PRIVATE, 0600);
  struct msqid_ds ds;
  TRY(put(id, 3, "three", 0));
  TRY(put(id, 1, "one", 0));
  TRY(put(id, 2, "two", 0));
  TRY(put(id, 1, "one again", 0));
  TRY(put(id, 5, "", 0));
  TRY(msgctl(id, IPC_STAT, &ds));
  SAY("%lu messages, %lu bytes of %lu, sent by me %d\n", ds.msg_qnum, ds.__msg_cbytes, ds.msg_qbytes, ds.msg_lspid == getpid());
  get(id, -2, 100, 0);
  get(id, 0, 3, 0);
  get(id, 0, 3, MSG_NOERROR);
  get(id, 2, 100, MSG_EXCEPT);
  get(id, 9, 100, IPC_NOWAIT);
  get(id, 2, 100, 0);
  get(id, 0, 0, 0);
  get(id, 0, 100, IPC_NOWAIT);
  TRY(put(id, 0, "x", 0));
  TRY(put(id, -1, "x", 0));
  TRY(put(-1, 1, "x", 0));
  struct message big = {1, ""};
  TRY(msgsnd(id, &big, 8193, 0));
  TRY(msgsnd(id, (void *)8, 1, 0));
  TRY(msgrcv(id, &big, -1, 0, 0));
  /* Full: 16384 bytes. */
  static struct { long type; char text[8192]; } large = {7, ""};
  TRY(msgsnd(id, &large, 8192, 0));
  TRY(msgsnd(id, &large, 8192, 0));
  TRY(msgsnd(id, &large, 1, IPC_NOWAIT));
  pid_t child = fork();
  if (child == 0) {
    _exit(put(id, 8, "late", 0) == 0 ? 0 : 1);
  }
  nap(20);
  SAY("%ld\n", (long)msgrcv(id, &large, 8192, 0, 0));
  reap(child);
  SAY("%ld\n", (long)msgrcv(id, &large, 8192, 0, 0));
  get(id, 0, 100, 0);
  /* A receiver of one type sleeps through others. */
  child = fork();
  if (child == 0) {
    get(id, 4, 100, 0);
    _exit(0);
  }
  nap(20);
  put(id, 6, "not yet", 0);
  nap(10);
  put(id, 4, "now", 0);
  reap(child);
  get(id, 0, 100, 0);
  child = fork();
  if (child == 0) {
    get(id, 0, 100, 0);
    _exit(0);
  }
  nap(20);
  int removed = msgctl(id, IPC_RMID, 0);
  reap(child);
  SAY("%d\n", removed);
  TRY(put(id, 1, "x", 0));
  TRY(msgctl(id, IPC_STAT, &ds));
  TRY(msgget(0x11223344, 0));
  return 0;
}
