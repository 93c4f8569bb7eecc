/* User namespaces: maps of ids, capabilities within, and what they do not reach. Needs namespaces. */
#include "hosted.h"
#include <grp.h>
#include <linux/capability.h>
#include <linux/nsfs.h>
#include <sys/fsuid.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
static void put(const char *file, const char *text) {
  int fd = open(file, O_WRONLY);
  ssize_t n = write(fd, text, strlen(text));
  if (n < 0) SAY("write %s: %s\n", text, strerrorname_np(errno));
  else SAY("write %s: %zd\n", text, n);
  close(fd);
}
static void show(const char *file) {
  char text[4096] = "";
  int fd = open(file, O_RDONLY);
  ssize_t n = read(fd, text, sizeof text - 1);
  close(fd);
  SAY("%s: %s\n", strrchr(file, '/') + 1, n > 0 ? text : n ? "error" : "empty");
}
static void who(void) {
  uid_t r, e, s;
  gid_t groups[32];
  getresuid(&r, &e, &s);
  int n = getgroups(32, groups);
  SAY("uid %d %d %d gid %d %d, fs %d, %d groups\n", r, e, s, getgid(), getegid(), setfsuid(-1), n);
}
static void caps(void) {
  struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2];
  syscall(SYS_capget, &head, data);
  SAY("caps %x %x %x\n", data[0].effective, data[0].permitted, data[0].inheritable);
}
static void owner(const char *file) {
  struct stat st;
  if (stat(file, &st)) SAY("%s: %s\n", file, strerrorname_np(errno));
  else SAY("%s: %d %d %o\n", file, st.st_uid, st.st_gid, st.st_mode & 07777);
}
static char dir[] = "userXXXXXX";
static void inside(void) {
  who(), caps();
  show("/proc/self/uid_map"), show("/proc/self/setgroups");
  owner("/proc"), owner("mine");
  TRY(open("/nothing-of-the-kind", O_CREAT | O_WRONLY, 0600) >= 0);
  TRY(setuid(5)), TRY(setgid(5)), TRY(seteuid(0)), TRY(setgroups(0, 0));
  put("/proc/self/gid_map", "0 1000 1");
  put("/proc/self/setgroups", "maybe"), put("/proc/self/setgroups", "deny"), put("/proc/self/setgroups", "allow");
  put("/proc/self/uid_map", "0 1000 2"), put("/proc/self/uid_map", "0 1 1"), put("/proc/self/uid_map", "x");
  put("/proc/self/uid_map", "0 1000 1\n"), put("/proc/self/uid_map", "0 1000 1\n");
  put("/proc/self/gid_map", "0 1000 1");
  show("/proc/self/uid_map"), show("/proc/self/gid_map"), show("/proc/self/setgroups");
  who(), caps();
  owner("/proc"), owner("mine"), owner("/proc/self/status");
  TRY(setgroups(0, 0)), TRY(setuid(1000)), TRY(setuid(0)), TRY(setresuid(-1, 0, -1)), TRY(setreuid(7, 7));
  TRY(chown("mine", 0, 0)), TRY(chown("mine", 1, 1)), TRY(chown("mine", 1000, -1)), TRY(chmod("mine", 0640));
  int fd = open("made", O_CREAT | O_WRONLY, 0644);
  owner("made"), close(fd);
  TRY(chroot("/")), TRY(mount("none", "/tmp", "tmpfs", 0, 0));
  TRY(sethostname("x", 1)), TRY(setpriority(PRIO_PROCESS, 0, -5));
  struct rlimit limit = {1 << 20, 1 << 20};
  getrlimit(RLIMIT_CORE, &limit), limit.rlim_cur = limit.rlim_max = 0;
  TRY(setrlimit(RLIMIT_CORE, &limit)), limit.rlim_max = 5, TRY(setrlimit(RLIMIT_CORE, &limit));
  TRY(unshare(CLONE_NEWUTS)), TRY(sethostname("inside", 6));
  TRY(unshare(CLONE_NEWNS | CLONE_NEWIPC));
  TRY(mount("none", "/", 0, MS_REC | MS_PRIVATE, 0));
  TRY(mount("mem", "/tmp", "tmpfs", 0, "size=64k"));
  owner("/tmp");
  TRY(mknod("/tmp/null", S_IFCHR | 0666, 0x103)), TRY(mkdir("/tmp/d", 0700)), owner("/tmp/d");
  TRY(kill(getppid(), 0));
  TRY(clock_settime(CLOCK_REALTIME, &(struct timespec){1, 0}));
  int pair[2];
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  struct ucred u;
  socklen_t n = sizeof u;
  getsockopt(pair[0], SOL_SOCKET, SO_PEERCRED, &u, &n);
  SAY("peer %d %d %d\n", u.pid == getpid(), u.uid, u.gid);
  int own = open("/proc/self/ns/user", O_RDONLY), uts = open("/proc/self/ns/uts", O_RDONLY);
  TRY(setns(own, CLONE_NEWUSER));
  TRY(ioctl(own, NS_GET_USERNS)), TRY(ioctl(own, NS_GET_PARENT));
  int of = ioctl(uts, NS_GET_USERNS);
  struct stat one, two;
  fstat(own, &one), fstat(of, &two);
  SAY("owner of uts: %d\n", one.st_ino == two.st_ino);
  // A namespace in it, with a child whose numbers its parent gives.
  int go[2];
  char c, file[64];
  pipe(go);
  pid_t child = fork();
  if (!child) {
    TRY(unshare(CLONE_NEWUSER));
    who();
    write(go[1], "x", 1), nap(60);
    who();
    TRY(setuid(3)), TRY(setuid(0)), who(), caps();
    TRY(prctl(PR_GET_DUMPABLE) > 1);
    _exit(0);
  }
  read(go[0], &c, 1);
  sprintf(file, "/proc/%d/uid_map", child), put(file, "3 0 1"), show(file);
  sprintf(file, "/proc/%d/gid_map", child), put(file, "4 0 1"), show(file);
  reap(child);
}
int main(void) {
  mkdtemp(dir), chdir(dir), chown(".", 1000, 1000);
  close(open("mine", O_CREAT | O_WRONLY, 0600)), chown("mine", 1000, 1000);
  setgroups(0, 0);
  pid_t child = fork();
  if (!child) {
    setresgid(1000, 1000, 1000), setresuid(1000, 1000, 1000);
    prctl(PR_SET_DUMPABLE, 1);
    TRY(unshare(CLONE_NEWNS)), TRY(unshare(CLONE_NEWUSER | CLONE_FS));
    inside();
    _exit(0);
  }
  reap(child);
  // Root maps what it likes.
  int go[2];
  char c, file[64];
  pipe(go);
  child = fork();
  if (!child) {
    TRY(unshare(CLONE_NEWUSER | CLONE_NEWUTS));
    write(go[1], "x", 1), nap(60);
    who(), caps(), show("/proc/self/uid_map");
    TRY(setgroups(2, (gid_t[]){7, 8})), TRY(setresgid(9, 9, 9)), TRY(setresuid(9, 9, 9)), who(), caps();
    TRY(setuid(200));
    close(open("nine", O_CREAT | O_WRONLY, 0600)), owner("nine");
    _exit(0);
  }
  read(go[0], &c, 1);
  sprintf(file, "/proc/%d/uid_map", child), put(file, "0 100000 100\n100 0 1\n"), show(file);
  sprintf(file, "/proc/%d/gid_map", child), put(file, "0 100000 50\n10 3 1\n"), put(file, "0 100000 50"), show(file);
  reap(child);
  owner("made"), owner("nine");
  unlink("mine"), unlink("made"), unlink("nine"), chdir("/"), rmdir(dir);
  return 0;
}
