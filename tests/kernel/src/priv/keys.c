/* Keys and keyrings: add_key, request_key and keyctl. Needs keyrings. */
#include "hosted.h"
#include <linux/keyctl.h>
static long ctl(int op, ...) {
  __builtin_va_list ap;
  __builtin_va_start(ap, op);
  long a = __builtin_va_arg(ap, long), b = __builtin_va_arg(ap, long), c = __builtin_va_arg(ap, long), d = __builtin_va_arg(ap, long);
  __builtin_va_end(ap);
  return syscall(SYS_keyctl, op, a, b, c, d);
}
#define CTL(op, ...) ctl(KEYCTL_##op, ##__VA_ARGS__, 0L, 0L, 0L, 0L)
static long add(const char *type, const char *name, const char *bytes, long ring) {
  return syscall(SYS_add_key, type, name, bytes, bytes ? strlen(bytes) : 0, ring);
}
static const long session = KEY_SPEC_SESSION_KEYRING, process = KEY_SPEC_PROCESS_KEYRING, thread = KEY_SPEC_THREAD_KEYRING, user = KEY_SPEC_USER_KEYRING;
/* Numbers of keys differ: only whether there was one. */
#define DO(call) answered(#call, (errno = 0, (long)(call)))
static long answered(const char *what, long answer) {
  SAY("%s: %s\n", what, answer == -1 ? strerrorname_np(errno) : answer > 1000 ? "a key" : answer ? "1" : "0");
  return answer;
}
static void tell(const char *who, long key) {
  char text[200] = "", small[5] = "....";
  long n = CTL(DESCRIBE, key, text, 200L);
  SAY("%s: %s, %ld\n", who, n < 0 ? strerrorname_np(errno) : text, n);
  if (n > 0 && CTL(DESCRIBE, key, small, 3L) == n) SAY("  too little room: %.4s\n", small);
}
static void have(const char *who, long key) {
  char bytes[200] = "";
  long n = CTL(READ, key, bytes, 200L);
  if (n < 0) SAY("%s: %s\n", who, strerrorname_np(errno));
  else SAY("%s: %ld %s\n", who, n, bytes);
}
int main(void) {
  DO(CTL(GET_KEYRING_ID, thread, 0L)), DO(CTL(GET_KEYRING_ID, process, 0L)), DO(CTL(GET_KEYRING_ID, -6L, 0L)), DO(CTL(GET_KEYRING_ID, 0L, 0L)), DO(CTL(GET_KEYRING_ID, -9L, 0L));
  DO(CTL(JOIN_SESSION_KEYRING, 0L)), tell("session", session), have("session", session);
  DO(CTL(GET_KEYRING_ID, thread, 1L)), tell("thread", thread), DO(CTL(GET_KEYRING_ID, process, 1L)), tell("process", process), tell("user", user);
  long key = DO(add("user", "mine", "secret", session));
  tell("key", key), have("key", key);
  SAY("length %ld, without room %ld\n", CTL(READ, session, 0L, 0L), CTL(READ, key, "", 1L));
  SAY("again the same: %d\n", add("user", "mine", "other", session) == key), have("key", key);
  DO(CTL(UPDATE, key, "third", 5L)), have("key", key);
  SAY("found: %d %d\n", CTL(SEARCH, session, "user", "mine", 0L) == key, syscall(SYS_request_key, "user", "mine", 0, 0) == key);
  long ring = DO(add("keyring", "ring", 0, session));
  tell("ring", ring), DO(CTL(LINK, key, ring)), DO(CTL(LINK, key, ring)), DO(CTL(UNLINK, key, session)), DO(CTL(UNLINK, key, session));
  SAY("below: %d\n", CTL(SEARCH, session, "user", "mine", 0L) == key);
  DO(CTL(LINK, session, ring)), DO(CTL(LINK, ring, ring)), DO(CTL(LINK, ring, key)), DO(CTL(LINK, ring, thread));
  DO(syscall(SYS_request_key, "user", "none", 0, 0)), DO(syscall(SYS_request_key, "user", "mine", 0, process)), have("key", key);
  long logon = DO(add("logon", "some:thing", "hidden", session));
  tell("logon", logon), have("logon", logon), DO(add("logon", "nothing", "x", session));
  DO(add("nonesuch", "a", "b", session)), DO(add("user", "a", 0, session)), DO(add("keyring", "a", "b", session)), DO(add(".user", "a", "b", session)), DO(add("", "a", "b", session));
  DO(add("user", "", "b", session)), DO(add("user", 0, "b", session)), DO(add("keyring", ".a", 0, session)), DO(add("user", "a", "b", key)), DO(add("user", "a", "b", 12345L)), DO(add("user", "a", "b", 0L));
  DO(syscall(SYS_add_key, "user", "a", 8, 5, session)), DO(syscall(SYS_add_key, 8, "a", "b", 1, session)), DO(syscall(SYS_add_key, "user", 8, "b", 1, session)), DO(syscall(SYS_add_key, "user", "a", "b", 1 << 20, session));
  DO(syscall(SYS_add_key, "a type whose name is longer than 32", "a", "b", 1, session));
  DO(CTL(SETPERM, key, 0x3f3f0000L)), tell("key", key), DO(CTL(SETPERM, key, 0xffffffffL)), DO(CTL(CHOWN, key, 5L, 6L)), tell("key", key), DO(CTL(CHOWN, key, 0L, 0L)), tell("key", key);
  DO(CTL(SET_TIMEOUT, key, 1000L)), have("key", key), DO(CTL(SET_TIMEOUT, key, 0L));
  DO(CTL(UPDATE, ring, "x", 1L)), DO(CTL(UPDATE, key, "", 0L)), DO(CTL(CLEAR, key)), DO(CTL(GET_SECURITY, key, 0L, 0L));
  DO(CTL(SETPERM, key, 0x28000000L)), have("no rights", key), tell("no rights", key), DO(CTL(SETPERM, key, 0x3f010000L));
  pid_t pid = fork();
  if (pid == 0) {
    DO(CTL(GET_KEYRING_ID, thread, 0L)), DO(CTL(GET_KEYRING_ID, process, 0L)), have("child", key);
    DO(CTL(JOIN_SESSION_KEYRING, "named")), tell("session", session), have("possessed no more", key), DO(CTL(READ, key, 0L, 0L));
    _exit(0);
  }
  reap(pid);
  tell("session", session);
  DO(CTL(REVOKE, key)), have("key", key), tell("key", key), DO(CTL(SEARCH, session, "user", "mine", 0L)), DO(syscall(SYS_request_key, "user", "mine", 0, 0)), DO(CTL(REVOKE, key));
  DO(CTL(UNLINK, key, ring)), DO(CTL(UNLINK, key, process)), DO(CTL(CLEAR, ring)), DO(CTL(CLEAR, session)), DO(CTL(UNLINK, ring, thread));
  have("session", session);
  DO(ctl(77, 0L, 0L, 0L, 0L));
}
