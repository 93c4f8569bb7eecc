/* The environment: C11 7.22.4.6, POSIX setenv, unsetenv, putenv. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include "../internal/start.h"

/* The list that setenv made, so that it can grow in place, and the strings that it owns. */
static char **list;
static size_t list_room;

static size_t position(const char *name, size_t n) {
  size_t i = 0;
  if (!__environ) return 0;
  for (; __environ[i]; i++)
    if (!strncmp(__environ[i], name, n) && __environ[i][n] == '=') break;
  return i;
}

char *getenv(const char *name) {
  size_t n = strlen(name);
  if (!n || !__environ) return 0;
  char *entry = __environ[position(name, n)];
  return entry ? entry + n + 1 : 0;
}

char *secure_getenv(const char *name) { return getauxval(AT_SECURE) ? 0 : getenv(name); }

static int put(char *entry, size_t n) {
  size_t i = position(entry, n);
  if (__environ && __environ[i]) {
    __environ[i] = entry;
    return 0;
  }
  if (__environ != list || i + 2 > list_room) {
    size_t room = 2 * i + 16;
    char **more = malloc(room * sizeof *more);
    if (!more) return -1;
    if (i) memcpy(more, __environ, i * sizeof *more);
    if (__environ == list) free(list);
    __environ = list = more;
    list_room = room;
  }
  __environ[i] = entry;
  __environ[i + 1] = 0;
  return 0;
}

int setenv(const char *name, const char *value, int overwrite) {
  size_t n = name ? strlen(name) : 0, m;
  if (!n || memchr(name, '=', n)) {
    errno = EINVAL;
    return -1;
  }
  if (!overwrite && getenv(name)) return 0;
  m = strlen(value);
  char *entry = malloc(n + m + 2);
  if (!entry) return -1;
  memcpy(entry, name, n);
  entry[n] = '=';
  memcpy(entry + n + 1, value, m + 1);
  return put(entry, n);
}

int putenv(char *entry) {
  char *equals = strchr(entry, '=');
  if (!equals) return unsetenv(entry);
  return put(entry, (size_t)(equals - entry));
}

int unsetenv(const char *name) {
  size_t n = name ? strlen(name) : 0;
  if (!n || memchr(name, '=', n)) {
    errno = EINVAL;
    return -1;
  }
  if (!__environ) return 0;
  for (char **p = __environ + position(name, n); *p;) {
    if (!strncmp(*p, name, n) && (*p)[n] == '=')
      for (char **q = p; (*q = q[1]); q++);
    else
      p++;
  }
  return 0;
}

int clearenv(void) {
  static char *none;
  if (__environ) __environ = &none;
  return 0;
}
