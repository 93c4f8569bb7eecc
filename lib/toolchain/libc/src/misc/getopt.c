/* POSIX getopt, getopt_long(3): arguments are permuted so that options come first, unless POSIXLY_CORRECT is set or the options
   begin with '+'. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *optarg;
int optind = 1, opterr = 1, optopt = '?';

/* Where in argv[optind] the next letter is; operands that were passed over are argv[first, last). */
static char *next;
static int first, last;

static void reverse(char **argv, int from, int to) {
  for (; from < --to; from++) {
    char *t = argv[from];
    argv[from] = argv[to];
    argv[to] = t;
  }
}

/* Puts the operands [first, last) behind the options [last, optind). */
static void exchange(char **argv) {
  reverse(argv, first, last);
  reverse(argv, last, optind);
  reverse(argv, first, optind);
  first += optind - last;
  last = optind;
}

static int say(const char *program, const char *what, const char *dashes, const char *name, const char *rest) {
  if (opterr) fprintf(stderr, "%s: %s '%s%s'%s\n", program, what, dashes, name, rest);
  return '?';
}

static int take_long(int argc, char **argv, const char *letters, const struct option *longs, int *index,
                     const char *dashes) {
  size_t n = strcspn(next, "=");
  const struct option *found = 0;
  int ambiguous = 0;
  for (const struct option *o = longs; o->name; o++) {
    if (strncmp(o->name, next, n)) continue;
    if (!o->name[n]) {
      found = o;
      ambiguous = 0;
      break;
    }
    if (found && (found->has_arg != o->has_arg || found->flag != o->flag || found->val != o->val)) ambiguous = 1;
    if (!found) found = o;
  }
  char *name = next, *equals = next[n] ? next + n : 0;
  if (!found && dashes[1] == 0 && strchr(letters, *next)) return -2;
  optind++;
  next = 0;
  if (ambiguous) {
    if (opterr) {
      fprintf(stderr, "%s: option '%s%s' is ambiguous; possibilities:", argv[0], dashes, name);
      for (const struct option *o = longs; o->name; o++)
        if (!strncmp(o->name, name, n)) fprintf(stderr, " '%s%s'", dashes, o->name);
      putc('\n', stderr);
    }
    optopt = 0;
    return '?';
  }
  if (!found) {
    optopt = 0;
    return say(argv[0], "unrecognized option", dashes, name, "");
  }
  if (equals) {
    if (found->has_arg == no_argument) {
      optopt = found->val;
      return say(argv[0], "option", dashes, found->name, " doesn't allow an argument");
    }
    optarg = equals + 1;
  } else if (found->has_arg == required_argument) {
    if (optind >= argc) {
      optopt = found->val;
      say(argv[0], "option", dashes, found->name, " requires an argument");
      return *letters == ':' ? ':' : '?';
    }
    optarg = argv[optind++];
  }
  if (index) *index = (int)(found - longs);
  if (!found->flag) return found->val;
  *found->flag = found->val;
  return 0;
}

static int step(int argc, char **argv, const char *letters, const struct option *longs, int *index, int only) {
  int posix = *letters == '+' || getenv("POSIXLY_CORRECT") != 0, in_order = *letters == '-';
  if (*letters == '+' || *letters == '-') letters++;
  int quiet = *letters == ':';
  optarg = 0;
  if (!optind) {
    optind = 1;
    next = 0;
  }
  if (optind == 1 && !next) first = last = 1;
  if (!next || !*next) {
    if (last > optind) last = optind;
    if (first > optind) first = optind;
    if (!posix && !in_order) {
      if (first != last && last != optind)
        exchange(argv);
      else if (last != optind)
        first = optind;
      while (optind < argc && (argv[optind][0] != '-' || !argv[optind][1])) optind++;
      last = optind;
    }
    if (optind < argc && !strcmp(argv[optind], "--")) {
      optind++;
      if (first != last && last != optind)
        exchange(argv);
      else if (first == last)
        first = optind;
      last = argc;
      optind = argc;
    }
    if (optind >= argc) {
      if (first != last) optind = first;
      return -1;
    }
    if (argv[optind][0] != '-' || !argv[optind][1]) {
      if (posix) return -1;
      optarg = argv[optind++];
      return 1;
    }
    next = argv[optind] + 1;
    if (longs) {
      if (*next == '-') {
        next++;
        int saved = opterr;
        if (quiet) opterr = 0;
        int r = take_long(argc, argv, letters, longs, index, "--");
        opterr = saved;
        return r;
      }
      if (only && (next[1] || !strchr(letters, *next))) {
        int saved = opterr;
        if (quiet) opterr = 0;
        int r = take_long(argc, argv, letters, longs, index, "-");
        opterr = saved;
        if (r != -2) return r;
      }
    }
  }
  int c = (unsigned char)*next++;
  const char *at = c == ':' || c == ';' ? 0 : strchr(letters, c);
  if (!*next) optind++;
  if (!at) {
    if (opterr && !quiet) fprintf(stderr, "%s: invalid option -- '%c'\n", argv[0], c);
    optopt = c;
    return '?';
  }
  if (at[1] != ':') return c;
  if (*next) {
    optarg = next;
    optind++;
  } else if (at[2] != ':') {
    if (optind >= argc) {
      if (opterr && !quiet) fprintf(stderr, "%s: option requires an argument -- '%c'\n", argv[0], c);
      optopt = c;
      next = 0;
      return quiet ? ':' : '?';
    }
    optarg = argv[optind++];
  }
  next = 0;
  return c;
}

int getopt(int argc, char *const argv[], const char *letters) {
  return step(argc, (char **)argv, letters, 0, 0, 0);
}

int getopt_long(int argc, char *const argv[], const char *letters, const struct option *longs, int *index) {
  return step(argc, (char **)argv, letters, longs, index, 0);
}

int getopt_long_only(int argc, char *const argv[], const char *letters, const struct option *longs, int *index) {
  return step(argc, (char **)argv, letters, longs, index, 1);
}
