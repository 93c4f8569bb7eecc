/* POSIX wordexp: the words are read here, to refuse what is not allowed; /bin/sh expands them and prints each with its NUL. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wordexp.h>

/* WRDE_BADCHAR for a character that would end a command, WRDE_CMDSUB for a command where none is allowed. */
static int check(const char *s, int flags) {
  int quote = 0, depth = 0;
  for (; *s; s++) {
    if (*s == '\\' && quote != '\'') {
      if (!*++s) return WRDE_SYNTAX;
    } else if (quote ? *s == quote : *s == '\'' || *s == '"') quote = quote ? 0 : *s;
    else if (quote == '\'') continue;
    else if (*s == '`' || (*s == '$' && s[1] == '(' && s[2] != '(')) {
      if (flags & WRDE_NOCMD) return WRDE_CMDSUB;
      if (*s == '$') depth++, s++;
    } else if (*s == '$' && (s[1] == '(' || s[1] == '{')) depth += s[1] == '(' ? 2 : 1, s += s[1] == '(' ? 2 : 1;
    else if (depth && (*s == ')' || *s == '}')) depth--;
    else if (!quote && !depth && strchr("|&;<>(){}\n", *s)) return WRDE_BADCHAR;
  }
  return quote || depth ? WRDE_SYNTAX : 0;
}

/* What the shell prints. */
static char *ask_shell(const char *words, int flags, size_t *length, int *status) {
  char *script;
  const char *print = "for w in %s; do printf '%%s\\0' \"$w\"; done";
  char *command;
  if (asprintf(&command, print, words) < 0) return 0;
  if (asprintf(&script, "%s%s\n%s", flags & WRDE_UNDEF ? "set -u\n" : "", flags & WRDE_SHOWERR ? "" : "exec 2>/dev/null", command) < 0) {
    free(command);
    return 0;
  }
  free(command);
  FILE *out = popen(script, "re");
  free(script);
  char *text = 0;
  FILE *copy = out ? open_memstream(&text, length) : 0;
  char block[512];
  for (size_t n; copy && (n = fread(block, 1, sizeof block, out));) fwrite(block, 1, n, copy);
  if (copy) fclose(copy);
  *status = out ? pclose(out) : -1;
  return text;
}

int wordexp(const char *restrict words, wordexp_t *restrict to, int flags) {
  int bad = check(words, flags);
  if (bad) return bad;
  if (flags & WRDE_REUSE) wordfree(to);
  size_t length = 0;
  int status;
  char *text = ask_shell(words, flags, &length, &status);
  if (!text) return WRDE_NOSPACE;
  if (status) {
    free(text);
    return flags & WRDE_UNDEF ? WRDE_BADVAL : WRDE_SYNTAX;
  }
  size_t first = flags & WRDE_DOOFFS ? to->we_offs : 0;
  size_t count = flags & WRDE_APPEND ? to->we_wordc : 0, more = 0;
  for (size_t i = 0; i < length; i++) more += !text[i];
  char **list = realloc(flags & WRDE_APPEND ? to->we_wordv : 0, (first + count + more + 1) * sizeof *list);
  if (!list) {
    free(text);
    return WRDE_NOSPACE;
  }
  if (!(flags & WRDE_APPEND)) memset(list, 0, first * sizeof *list);
  to->we_wordv = list;
  for (char *word = text; more--; word += strlen(word) + 1) list[first + count++] = strdup(word);
  list[first + count] = 0;
  to->we_wordc = count;
  if (!(flags & WRDE_DOOFFS)) to->we_offs = 0;
  free(text);
  return 0;
}

void wordfree(wordexp_t *w) {
  for (size_t i = 0; w->we_wordv && i < w->we_wordc; i++) free(w->we_wordv[w->we_offs + i]);
  free(w->we_wordv);
  w->we_wordv = 0;
  w->we_wordc = 0;
}
