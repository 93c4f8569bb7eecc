#ifndef _LIBINTL_H
#define _LIBINTL_H

/* dgettext and its kin take LC_MESSAGES. */
#include <locale.h>

/* Messages are what the program says: there are no catalogues. */
char *gettext(const char *);
char *dgettext(const char *, const char *);
char *dcgettext(const char *, const char *, int);
char *ngettext(const char *, const char *, unsigned long);
char *dngettext(const char *, const char *, const char *, unsigned long);
char *dcngettext(const char *, const char *, const char *, unsigned long, int);
char *textdomain(const char *);
char *bindtextdomain(const char *, const char *);
char *bind_textdomain_codeset(const char *, const char *);

#endif
