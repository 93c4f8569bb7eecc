/* POSIX <syslog.h>: datagrams to /dev/log, as RFC 3164 writes them. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>
#include <fcntl.h>

static const char *ident;
static int options, facility = LOG_USER, mask = 0xff, connection = -1;

static void connect_log(void) {
  struct sockaddr_un to = { AF_UNIX, "/dev/log" };
  connection = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (connection >= 0 && connect(connection, (struct sockaddr *)&to, sizeof to)) closelog();
}

void openlog(const char *name, int option, int of) {
  ident = name;
  options = option;
  if (of & LOG_FACMASK) facility = of & LOG_FACMASK;
  if (option & LOG_NDELAY && connection < 0) connect_log();
}

void closelog(void) {
  if (connection >= 0) close(connection);
  connection = -1;
}

int setlogmask(int new) {
  int old = mask;
  if (new) mask = new;
  return old;
}

void vsyslog(int priority, const char *format, va_list args) {
  int error = errno;
  if (!(LOG_MASK(LOG_PRI(priority)) & mask)) return;
  if (!(priority & LOG_FACMASK)) priority |= facility;
  char text[2048], when[32];
  time_t now = time(0);
  struct tm local;
  strftime(when, sizeof when, "%h %e %T", localtime_r(&now, &local));
  const char *name = ident ? ident : program_invocation_short_name;
  int head = snprintf(text, sizeof text, "<%d>%s ", priority, when);
  int n = head + snprintf(text + head, sizeof text - (size_t)head, options & LOG_PID ? "%s[%d]: " : "%s: ", name, getpid());
  errno = error;
  n += vsnprintf(text + n, sizeof text - (size_t)n, format, args);
  if (n >= (int)sizeof text) n = sizeof text - 1;
  if (options & LOG_PERROR) dprintf(STDERR_FILENO, "%s%s", text + head, text[n - 1] == '\n' ? "" : "\n");
  if (connection < 0) connect_log();
  if (connection < 0 || send(connection, text, (size_t)n, MSG_NOSIGNAL) < 0) {
    int console = options & LOG_CONS ? open("/dev/console", O_WRONLY | O_NOCTTY | O_CLOEXEC) : -1;
    if (console >= 0) {
      dprintf(console, "%s\n", text + head);
      close(console);
    }
  }
  errno = error;
}

void syslog(int priority, const char *format, ...) {
  va_list args;
  va_start(args, format);
  vsyslog(priority, format, args);
  va_end(args);
}
