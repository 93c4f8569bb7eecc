/* reboot(2) within a pid namespace ends it. Needs namespaces. */
#include "hosted.h"
#include <linux/reboot.h>
#include <sys/syscall.h>
static char stack[1 << 16];
static long ask(unsigned op) { return syscall(SYS_reboot, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2A, op, 0); }
static int first(void *op) {
  TRY(syscall(SYS_reboot, 1, LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_RESTART, 0)), TRY(ask(12345));
  if (!fork()) ask((uintptr_t)op), _exit(1);
  for (;;) pause();
  return 0;
}
int main(void) {
  unsigned ops[] = {LINUX_REBOOT_CMD_RESTART, LINUX_REBOOT_CMD_RESTART2, LINUX_REBOOT_CMD_HALT, LINUX_REBOOT_CMD_POWER_OFF};
  for (int i = 0; i < 4; i++)
    reap(clone(first, stack + sizeof stack, CLONE_NEWPID | SIGCHLD, (void *)(uintptr_t)ops[i]));
  return 0;
}
