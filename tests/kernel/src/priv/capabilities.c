// Capabilities: capset, what setuid and exec make of them, the bounding and ambient sets, and what they allow.
#include "hosted.h"
#include <arpa/inet.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <netinet/in.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#define BIT(cap) (1u << (cap))
/* What a container mostly has. */
#define SOME (BIT(CAP_SETUID) | BIT(CAP_SETGID) | BIT(CAP_SETPCAP) | BIT(CAP_NET_BIND_SERVICE) | BIT(CAP_KILL))

static struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
static struct __user_cap_data_struct caps[2];

static void show(const char *what) {
  memset(caps, 0, sizeof caps);
  syscall(SYS_capget, &head, caps);
  SAY("%s: effective %x permitted %x inheritable %x\n", what, caps[0].effective & SOME, caps[0].permitted & SOME,
      caps[0].inheritable & SOME);
}
static long set(unsigned effective, unsigned permitted, unsigned inheritable) {
  memset(caps, 0, sizeof caps);
  caps[0] = (struct __user_cap_data_struct){effective, permitted, inheritable};
  return syscall(SYS_capset, &head, caps) ? -errno : 0;
}
static long try_bind(int port) {
  struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  long answer = bind(fd, (struct sockaddr *)&name, sizeof name) ? -errno : 0;
  close(fd);
  return answer;
}
static void in_child(void (*act)(void)) {
  pid_t child = fork();
  if (child == 0) act(), _exit(0);
  reap(child);
}
static void no_keeping(void) {
  SAY("setuid %d\n", setuid(1000));
  show("after setuid");
  SAY("bind %ld, back %d\n", try_bind(900), setuid(0));
}
static void keeping(void) {
  TRY(prctl(PR_SET_KEEPCAPS, 1));
  TRY(setresuid(1000, 1000, 1000));
  show("kept");
  SAY("bind %ld\n", try_bind(901));
  SAY("capset %ld\n", set(BIT(CAP_NET_BIND_SERVICE), BIT(CAP_NET_BIND_SERVICE), 0));
  show("raised");
  SAY("bind %ld\n", try_bind(901));
  SAY("more %ld\n", set(SOME, SOME, 0));
  SAY("not permitted %ld\n", set(SOME, BIT(CAP_NET_BIND_SERVICE), 0));
  TRY(setuid(1001));
  TRY(setgroups(0, 0));
}
static void dropped(void) {
  SAY("root without %ld\n", set(BIT(CAP_KILL), BIT(CAP_KILL), 0));
  TRY(setuid(1000));
  SAY("bind %ld\n", try_bind(902));
  SAY("chroot %d\n", chroot("/") ? errno : 0);
  SAY("ids %d %d\n", getuid(), geteuid());
}
static void effective(void) {
  TRY(seteuid(1000));
  show("effective gone");
  TRY(seteuid(0));
  show("back");
  SAY("fsuid %d\n", setfsuid(1000));
  show("fsuid");
}
static void ambient(void) {
  unsigned bit = BIT(CAP_NET_BIND_SERVICE);
  TRY(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_BIND_SERVICE, 0, 0));
  SAY("inheritable %ld\n", set(SOME, SOME, bit));
  TRY(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_BIND_SERVICE, 0, 0));
  TRY(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_NET_BIND_SERVICE, 0, 0));
  TRY(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_KILL, 0, 0));
  TRY(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, 77, 0, 0));
  TRY(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0));
  TRY(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_NET_BIND_SERVICE, 0, 0));
  TRY(prctl(PR_CAP_AMBIENT, 9, 0, 0, 0));
}
static char *self;
static void bounding(void) {
  TRY(prctl(PR_CAPBSET_READ, CAP_KILL));
  TRY(prctl(PR_CAPBSET_DROP, CAP_KILL));
  TRY(prctl(PR_CAPBSET_READ, CAP_KILL));
  TRY(prctl(PR_CAPBSET_DROP, 77));
  TRY(prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP));
  TRY(prctl(PR_GET_SECUREBITS));
  TRY(prctl(PR_SET_KEEPCAPS, 1));
  TRY(prctl(PR_GET_SECUREBITS));
  TRY(prctl(PR_SET_SECUREBITS, 0x1000));
  show("before exec");
  execl(self, self, "again", NULL);
}

int main(int argc, char **argv) {
  self = argv[0];
  if (argc > 1) {
    show("after exec");
    TRY(prctl(PR_GET_SECUREBITS));
    return 0;
  }
  show("at first");
  in_child(no_keeping), in_child(keeping), in_child(dropped), in_child(effective), in_child(ambient), in_child(bounding);
  head.version = 1;
  SAY("version %ld, now %x\n", syscall(SYS_capget, &head, caps) ? (long)-errno : 0, head.version);
  head.pid = 4000000;
  SAY("nobody %ld\n", syscall(SYS_capget, &head, caps) ? (long)-errno : 0);
  return 0;
}
