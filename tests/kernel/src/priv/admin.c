/* What only root may do, asked by somebody else. */
#include "kernel.h"
#include <linux/capability.h>
int main(int argc, char **argv, char **envp) {
  struct __user_cap_header_struct h = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct d[2];
  R(capget, &h, d);
  h.version = 7;
  R(capget, &h, d);
  say("%x\n", h.version);
  h.version = 7;
  R(capget, &h, 0);
  h.pid = -1;
  R(capget, &h, d);
  h.pid = 999999;
  R(capget, &h, d);
  R(capget, 8, d);
  K(setresgid, 1000, 1000, 1000);
  K(setresuid, 1000, 1000, 1000);
  h.pid = 0;
  R(capget, &h, d);
  say("%x %x\n", d[0].effective, d[0].permitted);
  R(sethostname, "x", 1);
  R(setdomainname, "x", 1);
  R(mount, "a", "/", "tmpfs", 0, 0);
  R(umount2, "/", 0);
  R(pivot_root, "/", "/");
  R(reboot, 0, 0, 0, 0);
  R(settimeofday, 0, 0);
  R(vhangup);
  R(chroot, "/");
  R(mknod, "node", S_IFCHR | 0600, 0x103);
  R(setgroups, 0, 0);
  R(swapoff, "/dev/null");
  R(unshare, 0);
  R(unshare, 0x200 | 0x400);
  R(unshare, 0x3);
  R(setns, 99, 0);
  R(kcmp, 999999, 999999, 0, 0, 0);
  int me = my_pid();
  R(kcmp, me, me, 0, 1, 1);
  R(kcmp, me, me, 1, 0, 0);
  R(kcmp, me, me, 99, 0, 0);
  R(kcmp, me, me, 0, 1, 99);
  return 0;
}
