/* POSIX getsubopt. */
#include <stdlib.h>
#include <string.h>

int getsubopt(char **options, char *const *tokens, char **value) {
  char *s = *options, *end = s + strcspn(s, ","), *equals = memchr(s, '=', (size_t)(end - s));
  size_t n = (size_t)((equals ? equals : end) - s);
  *options = *end ? end + 1 : end;
  *end = 0;
  *value = equals ? equals + 1 : 0;
  for (int i = 0; tokens[i]; i++)
    if (!strncmp(tokens[i], s, n) && !tokens[i][n]) return i;
  *value = s;
  return -1;
}
