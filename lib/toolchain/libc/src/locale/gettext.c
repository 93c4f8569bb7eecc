/* gettext(3) in a locale without catalogues: the message itself. */
#include <errno.h>
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

char *gettext(const char *message) { return (char *)message; }

char *dgettext(const char *domain, const char *message) {
  (void)domain;
  return (char *)message;
}

char *dcgettext(const char *domain, const char *message, int category) {
  (void)category;
  return dgettext(domain, message);
}

char *ngettext(const char *one, const char *many, unsigned long n) { return (char *)(n == 1 ? one : many); }

char *dngettext(const char *domain, const char *one, const char *many, unsigned long n) {
  (void)domain;
  return ngettext(one, many, n);
}

char *dcngettext(const char *domain, const char *one, const char *many, unsigned long n, int category) {
  (void)category;
  return dngettext(domain, one, many, n);
}

/* Names are kept, as programs read them back. */
static char domain[256] = "messages", directory[256] = "/usr/share/locale";

static char *keep(char *at, size_t room, const char *name) {
  if (name && strlen(name) >= room) {
    errno = ENOMEM;
    return 0;
  }
  return name ? strcpy(at, name) : at;
}

char *textdomain(const char *name) { return keep(domain, sizeof domain, name && !*name ? "messages" : name); }

char *bindtextdomain(const char *name, const char *path) {
  return name && *name ? keep(directory, sizeof directory, path) : 0;
}

char *bind_textdomain_codeset(const char *name, const char *codeset) {
  return name && *name ? (char *)codeset : 0;
}
