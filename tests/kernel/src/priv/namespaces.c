/* Namespaces of host names and of System V's queues: by unshare, clone and setns. Needs namespaces. */
#include "hosted.h"
#include <sys/msg.h>
#include <sys/ioctl.h>
#include <sys/utsname.h>
#include <linux/nsfs.h>
static void name(const char *what) {
  struct utsname u;
  char proc[65] = "";
  FILE *f = fopen("/proc/sys/kernel/hostname", "r");
  uname(&u);
  if (!f || !fgets(proc, sizeof proc, f)) exit(1);
  fclose(f);
  SAY("%s: %s %s %s", what, u.nodename, u.domainname, proc);
}
static ino_t inode(const char *file) {
  struct stat st;
  return stat(file, &st) ? 0 : st.st_ino;
}
static int child(void *arg) {
  name("clone");
  sethostname("third", 5), name("clone");
  SAY("queue %d\n", msgget(77, 0) < 0 ? -errno : 0);
  return 0;
}
int main(void) {
  char link[64], stack[65536];
  ino_t first = inode("/proc/self/ns/uts");
  int before = open("/proc/self/ns/uts", O_RDONLY);
  TRY(unshare(CLONE_NEWUTS));
  SAY("another: %d\n", first != inode("/proc/self/ns/uts"));
  TRY(sethostname("second", 6)), TRY(setdomainname("domain", 6)), name("unshared");
  link[readlink("/proc/self/ns/uts", link, sizeof link - 1)] = 0;
  SAY("%.5s type %d\n", link, ioctl(before, NS_GET_NSTYPE) == CLONE_NEWUTS);
  if (fork() == 0) {
    name("child");
    SAY("same: %d\n", inode("/proc/self/ns/uts") == inode("/proc/thread-self/ns/uts"));
    TRY(setns(before, CLONE_NEWUTS));
    SAY("first again: %d\n", first == inode("/proc/self/ns/uts"));
    _exit(0);
  }
  wait(0);
  name("parent");
  TRY(unshare(CLONE_NEWIPC));
  int queue = msgget(77, IPC_CREAT | IPC_EXCL | 0600);
  SAY("queue %d\n", queue < 0);
  pid_t pid = clone(child, stack + sizeof stack, CLONE_NEWUTS | SIGCHLD, 0);
  reap(pid);
  pid = clone(child, stack + sizeof stack, CLONE_NEWUTS | CLONE_NEWIPC | SIGCHLD, 0);
  reap(pid);
  name("parent");
  int shared = open("/proc/self/ns/ipc", O_RDONLY);
  TRY(unshare(CLONE_NEWIPC));
  SAY("queue %d\n", msgget(77, 0) < 0 ? -errno : 0);
  SAY("own %d\n", msgget(77, IPC_CREAT | IPC_EXCL | 0600) >= 0);
  TRY(setns(shared, CLONE_NEWUTS)), TRY(setns(shared, CLONE_NEWIPC));
  SAY("queue %d\n", msgget(77, 0) == queue);
  TRY(msgctl(queue, IPC_RMID, 0));
  TRY(unshare(0x1000)), TRY(clone(child, stack + sizeof stack, CLONE_NEWNS | CLONE_FS | SIGCHLD, 0));
  TRY(setresuid(1000, 1000, 1000));
  TRY(unshare(CLONE_NEWUTS)), TRY(unshare(CLONE_NEWIPC)), TRY(setns(shared, 0)), TRY(sethostname("x", 1));
  TRY(clone(child, stack + sizeof stack, CLONE_NEWUTS | SIGCHLD, 0));
  return 0;
}
