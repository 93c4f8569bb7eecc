// Errors: errno kept and restored, strerror_r, perror, error codes handed up with goto cleanup, err.h,
// assert's message in a child, exit handlers in order, _exit without them.
#define _GNU_SOURCE
#include <assert.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static int copy(const char *from, const char *to) {
  int r = -1, in, out = -1;
  char *b = NULL;
  if ((in = open(from, O_RDONLY)) < 0) goto done;
  if ((out = open(to, O_WRONLY | O_CREAT | O_EXCL, 0600)) < 0) goto close_in;
  if (!(b = malloc(64))) goto close_out;
  ssize_t n;
  while ((n = read(in, b, 64)) > 0)
    if (write(out, b, n) != n) goto close_out;
  r = n < 0 ? -1 : 0;
close_out : {
  int e = errno;
  free(b);
  close(out);
  errno = e;
}
close_in : {
  int e = errno;
  close(in);
  errno = e;
}
done:
  return r;
}
static void one(void) { puts("one"); }
static void two(void) { puts("two"); }
static void with(int s, void *p) { printf("status %d %s\n", s, (char *)p); }
static int child(void (*f)(void)) {
  fflush(stdout);
  pid_t p = fork();
  if (!p) {
    dup2(1, 2);
    f();
    fflush(stdout);
    _exit(0);
  }
  int s;
  waitpid(p, &s, 0);
  return WIFSIGNALED(s) ? -WTERMSIG(s) : WEXITSTATUS(s);
}
static void c_assert(void) {
  freopen("/dev/null", "w", stderr);
  assert(1 + 1 == 3);
}
static void c_err(void) {
  errno = ENOENT;
  warn("cannot open %s", "file");
  warnx("plain %d", 5);
  errno = EACCES;
  err(3, "end");
}
static void c_exit(void) {
  atexit(one);
  atexit(two);
  on_exit(with, "arg");
  exit(5);
}
static void c_quick(void) {
  atexit(one);
  at_quick_exit(two);
  quick_exit(6);
}
static void c_abort(void) { abort(); }
static void c_perror(void) {
  errno = EPIPE;
  perror("said");
  errno = 0;
  perror(NULL);
}
int main(void) {
  errno = 0;
  printf("%d ", copy("/nonexistent", "x"));
  printf("%s\n", strerror(errno));
  close(open("src", O_CREAT | O_WRONLY, 0600));
  close(open("dst", O_CREAT | O_WRONLY, 0600));
  printf("%d ", copy("src", "dst"));
  printf("%s\n", strerrorname_np(errno));
  unlink("dst");
  printf("%d\n", copy("src", "dst"));
  char b[32];
  printf("%s %s\n", strerror_r(EDOM, b, sizeof b), strerror(0));
  printf("%d\n", child(c_perror));
  printf("%d\n", child(c_assert) == -6);
  printf("%d\n", child(c_err));
  printf("%d\n", child(c_exit));
  printf("%d\n", child(c_quick));
  printf("%d\n", child(c_abort));
  return 0;
}
