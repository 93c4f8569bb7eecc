/* Builtin utilities: XCU 2.14, and those of XCU 4 that must run in the shell itself. */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <sys/wait.h>
#include <unistd.h>
#include "sh.h"

int test_main(int argc, char **argv);
int printf_main(int argc, char **argv);
int b_alias(int argc, char **argv);
int b_unalias(int argc, char **argv);

static int number(const char *s) {
  char *end;
  long n = strtol(s, &end, 10);
  if (!*s || *end || n < 0 || n > INT_MAX) fail(2, "Illegal number: %s", s);
  return (int)n;
}

static int b_true(int argc, char **argv) {
  (void)argc;
  (void)argv;
  return 0;
}

static int b_false(int argc, char **argv) {
  (void)argc;
  (void)argv;
  return 1;
}

/* XSI's echo: escapes are read, -n is known. */
static int b_echo(int argc, char **argv) {
  int i = 1, line_end = 1;
  if (argc > 1 && !strcmp(argv[1], "-n")) {
    i++;
    line_end = 0;
  }
  for (int first = i; i < argc; i++) {
    if (i > first) putchar(' ');
    for (char *p = argv[i]; *p; p++) {
      static const char from[] = "abfnrtv\\", to[] = "\a\b\f\n\r\t\v\\";
      const char *at;
      if (*p != '\\' || !p[1]) {
        putchar(*p);
      } else if (p[1] == 'c')
        return 0;
      else if (p[1] == '0') {
        int c = 0, n = 0;
        for (p += 2; n < 3 && *p >= '0' && *p < '8'; n++) c = c * 8 + (*p++ - '0');
        putchar(c);
        p--;
      } else if ((at = strchr(from, p[1]))) {
        putchar(to[at - from]);
        p++;
      } else
        putchar('\\');
    }
  }
  if (line_end) putchar('\n');
  return 0;
}

static int b_cd(int argc, char **argv) {
  char now[PATH_MAX], *physical = 0;
  int i = 1, show = 0, follow = 0;
  for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
    if (!strcmp(argv[i], "-P"))
      follow = 1;
    else if (!strcmp(argv[i], "-L"))
      follow = 0;
    else
      break;
  }
  const char *to = i < argc ? argv[i] : get_variable("HOME"), *old = get_variable("PWD");
  if (!to) fail(2, "HOME not set");
  if (!strcmp(to, "-")) {
    to = get_variable("OLDPWD");
    if (!to) fail(2, "OLDPWD not set");
    show = 1;
  }
  /* "..", by name: /a/link/.. is /a. */
  char path[2 * PATH_MAX], *out = path;
  if (strlen(to) >= PATH_MAX) fail(2, "can't cd to %s", to);
  if (!follow && old && *old == '/') {
    char whole[2 * PATH_MAX];
    snprintf(whole, sizeof whole, "%s/%s", *to == '/' ? "" : old, to);
    *out = 0;
    for (char *rest = whole, *part; (part = strsep(&rest, "/"));) {
      if (!*part || !strcmp(part, ".")) continue;
      if (!strcmp(part, "..")) {
        while (out > path && *--out != '/');
        *out = 0;
        continue;
      }
      *out++ = '/';
      strcpy(out, part);
      out += strlen(part);
    }
    if (out == path) strcpy(path, "/");
    if (chdir(path) && chdir(to)) physical = path;
  } else if (chdir(to))
    physical = path;
  if (physical) {
    complain("can't cd to %s", to);
    return 2;
  }
  set_variable("OLDPWD", old ? old : "");
  set_variable("PWD", !follow && old && *old == '/' ? path : getcwd(now, sizeof now) ? now : "");
  if (show) puts(get_variable("PWD"));
  return 0;
}

static int b_pwd(int argc, char **argv) {
  char now[PATH_MAX];
  struct stat a, b;
  const char *pwd = get_variable("PWD");
  if ((argc > 1 && !strcmp(argv[1], "-P")) || !pwd || stat(pwd, &a) || stat(".", &b) || a.st_ino != b.st_ino ||
      a.st_dev != b.st_dev)
    pwd = getcwd(now, sizeof now);
  puts(pwd ? pwd : "");
  return !pwd;
}

static int b_exit(int argc, char **argv) { exit_shell(argc > 1 ? number(argv[1]) : status); }

static int b_return(int argc, char **argv) {
  int s = argc > 1 ? number(argv[1]) : status;
  skip = RETURN;
  return s;
}

static int leave(int argc, char **argv, int how) {
  int n = argc > 1 ? number(argv[1]) : 1;
  if (n < 1) fail(2, "Illegal number: %s", argv[1]);
  if (loops) {
    skip = how;
    skip_count = n > loops ? loops : n;
  }
  return 0;
}

static int b_break(int argc, char **argv) { return leave(argc, argv, BREAK); }

static int b_continue(int argc, char **argv) { return leave(argc, argv, CONTINUE); }

static int b_eval(int argc, char **argv) {
  struct text t = { 0 };
  for (int i = 1; i < argc; i++) {
    if (i > 1) text_add(&t, ' ');
    text_put(&t, argv[i], strlen(argv[i]));
  }
  if (argc < 2) return 0;
  status = 0;
  run_text(text_end(&t), t.n, 0);
  free(t.s);
  return status;
}

static int b_dot(int argc, char **argv) {
  if (argc < 2) return 0;
  char *path = argv[1];
  if (!strchr(path, '/')) {
    const char *p = get_variable("PATH");
    path = 0;
    for (; p && *p; p += strcspn(p, ":"), p += *p == ':') {
      size_t n = strcspn(p, ":");
      char *candidate = get(&scratch, n + strlen(argv[1]) + 2);
      sprintf(candidate, "%.*s%s%s", (int)n, p, n ? "/" : "", argv[1]);
      if (!access(candidate, R_OK)) {
        path = candidate;
        break;
      }
    }
  }
  int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (fd < 0) fail(2, path ? "cannot open %s: No such file" : "%s: not found", argv[1]);
  status = 0;
  run_file(fd);
  if (skip == RETURN) skip = NO_SKIP;
  return status;
}

static int b_exec(int argc, char **argv) {
  if (argc < 2) return 0;
  exit_shell(run_external(argv + 1));
}

void print_quoted(const char *s) {
  putchar('\'');
  for (; *s; s++) {
    if (*s == '\'')
      fputs("'\"'\"'", stdout);
    else
      putchar(*s);
  }
  putchar('\'');
}

static void show_set(struct variable *v) {
  if (!v->value) return;
  printf("%s=", v->name);
  print_quoted(v->value);
  putchar('\n');
}

static void show_exported(struct variable *v) {
  if (!v->exported) return;
  printf("export %s", v->name);
  if (v->value) {
    putchar('=');
    print_quoted(v->value);
  }
  putchar('\n');
}

static void show_readonly(struct variable *v) {
  if (!v->readonly) return;
  printf("readonly %s", v->name);
  if (v->value) {
    putchar('=');
    print_quoted(v->value);
  }
  putchar('\n');
}

/* Splits name=value; the name is checked. */
static char *name_of(char *arg, char **value) {
  char *equals = strchr(arg, '=');
  size_t n = equals ? (size_t)(equals - arg) : strlen(arg);
  if (!is_name(arg, n)) fail(2, "%s: bad variable name", get_text(&scratch, arg, n));
  *value = equals ? equals + 1 : 0;
  return get_text(&scratch, arg, n);
}

static int mark_variables(int argc, char **argv, void (*show)(struct variable *), int read_only) {
  int i = 1;
  if (i < argc && !strcmp(argv[i], "-p")) i++;
  if (i == argc) each_variable(show);
  for (; i < argc; i++) {
    char *value, *name = name_of(argv[i], &value);
    if (value) set_variable(name, value);
    if (read_only)
      find_variable(name, 1)->readonly = 1;
    else
      find_variable(name, 1)->exported = 1;
  }
  return 0;
}

static int b_export(int argc, char **argv) { return mark_variables(argc, argv, show_exported, 0); }

static int b_readonly(int argc, char **argv) { return mark_variables(argc, argv, show_readonly, 1); }

static int b_local(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    char *value, *name = name_of(argv[i], &value);
    if (!make_local(name)) fail(2, "local: not in a function");
    if (value) set_variable(name, value);
  }
  return 0;
}

static int b_unset(int argc, char **argv) {
  int i = 1, function = 0;
  for (; i < argc && argv[i][0] == '-'; i++) function = argv[i][1] == 'f';
  for (; i < argc; i++) {
    if (function)
      set_function(argv[i], 0);
    else if (is_name(argv[i], strlen(argv[i])))
      unset_variable(argv[i]);
    else
      fail(2, "%s: bad variable name", argv[i]);
  }
  return 0;
}

static const struct {
  char letter;
  const char *name;
} option_names[] = { { 'e', "errexit" },  { 'f', "noglob" }, { 'I', "ignoreeof" }, { 'i', "interactive" },
                     { 'm', "monitor" },  { 'n', "noexec" }, { 's', "stdin" },     { 'x', "xtrace" },
                     { 'v', "verbose" },  { 'V', "vi" },     { 'E', "emacs" },     { 'C', "noclobber" },
                     { 'a', "allexport" }, { 'b', "notify" }, { 'u', "nounset" } };

/* Options of set and of sh; gives the index of the first operand. */
int read_options(int argc, char **argv, int i, int *operands) {
  *operands = 0;
  for (; i < argc && (argv[i][0] == '-' || argv[i][0] == '+'); i++) {
    int on = argv[i][0] == '-';
    if (!argv[i][1]) {
      if (on) options['x'] = options['v'] = 0;
      *operands = 1;
      return i + 1;
    }
    if (!strcmp(argv[i], "--")) {
      *operands = 1;
      return i + 1;
    }
    for (const char *p = argv[i] + 1; *p; p++) {
      size_t n = sizeof option_names / sizeof *option_names, k = 0;
      if (*p == 'o') {
        if (i + 1 >= argc) {
          for (k = 0; k < n; k++)
            printf("%-16s%s\n", option_names[k].name, options[(int)option_names[k].letter] ? "on" : "off");
          break;
        }
        for (i++; k < n && strcmp(option_names[k].name, argv[i]); k++);
        if (k == n) fail(2, "Illegal option -o %s", argv[i]);
        options[(int)option_names[k].letter] = (char)on;
        break;
      }
      for (; k < n && option_names[k].letter != *p; k++);
      if (k == n && *p != 'c') fail(2, "Illegal option -%c", *p);
      options[(unsigned char)*p] = (char)on;
    }
  }
  if (i < argc) *operands = 1;
  return i;
}

static int b_set(int argc, char **argv) {
  int operands;
  if (argc == 1) {
    each_variable(show_set);
    return 0;
  }
  int i = read_options(argc, argv, 1, &operands);
  if (operands) {
    struct parameters new = { calloc((size_t)(argc - i + 1), sizeof(char *)), argc - i };
    if (!new.v) fail(2, "out of memory");
    for (int k = 0; k < new.n; k++) new.v[k] = strdup(argv[i + k]);
    parameters = new;
  }
  return 0;
}

static int b_shift(int argc, char **argv) {
  int n = argc > 1 ? number(argv[1]) : 1;
  if (n > parameters.n) fail(2, "can't shift that many");
  parameters.v += n;
  parameters.n -= n;
  return 0;
}

/* A field's bytes that were escaped are not separators. */
static int b_read(int argc, char **argv) {
  int raw = 0, i = 1, c, ended = 0;
  struct text t = { 0 }, escaped = { 0 };
  for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
    if (!strcmp(argv[i], "-r"))
      raw = 1;
    else if (!strcmp(argv[i], "-p") && i + 1 < argc) {
      if (isatty(0)) fprintf(stderr, "%s", argv[i + 1]);
      i++;
    } else
      fail(2, "Illegal option %s", argv[i]);
  }
  if (i == argc) fail(2, "arg count");
  for (int k = i; k < argc; k++)
    if (!is_name(argv[k], strlen(argv[k]))) fail(2, "%s: bad variable name", argv[k]);
  for (;;) {
    char byte;
    ssize_t got = read(0, &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      ended = 1;
      break;
    }
    c = (unsigned char)byte;
    if (!c) continue;
    if (c == '\\' && !raw) {
      if (read(0, &byte, 1) <= 0) break;
      if (byte == '\n') continue;
      text_add(&t, byte);
      text_add(&escaped, 1);
      continue;
    }
    if (c == '\n') break;
    text_add(&t, c);
    text_add(&escaped, 0);
  }
  text_end(&t);
  text_end(&escaped);
  const char *ifs = get_variable("IFS");
  if (!ifs) ifs = " \t\n";
#define IS_IFS(k) (!escaped.s[k] && strchr(ifs, t.s[k]))
#define IS_WHITE(k) (IS_IFS(k) && isspace((unsigned char)t.s[k]))
  size_t at = 0;
  while (at < t.n && IS_WHITE(at)) at++;
  for (; i < argc; i++) {
    size_t start = at, end;
    if (i + 1 < argc) {
      while (at < t.n && !IS_IFS(at)) at++;
      end = at;
      int seen = 0;
      while (at < t.n && IS_IFS(at)) {
        if (!IS_WHITE(at)) {
          if (seen) break;
          seen = 1;
        }
        at++;
      }
    } else {
      end = t.n;
      while (end > start && IS_WHITE(end - 1)) end--;
      /* One separator at the end of the last field goes, when it is the only one. */
      if (end > start && IS_IFS(end - 1)) {
        size_t k = start;
        while (k < end - 1 && !IS_IFS(k)) k++;
        if (k == end - 1) end--;
      }
    }
    set_variable(argv[i], get_text(&scratch, t.s + start, end - start));
  }
  free(t.s);
  free(escaped.s);
  return ended;
}

/* Jobs: what was started with &, until it was waited for. */
static struct job {
  pid_t pid;
  int number, done, status;
  char *text;
  struct job *next;
} *jobs;

void add_job(pid_t pid, const char *text) {
  struct job *j = calloc(1, sizeof *j), **end = &jobs;
  if (!j || !(j->text = strdup(text))) fail(2, "out of memory");
  j->pid = pid;
  j->number = 1;
  for (; *end; end = &(*end)->next)
    if ((*end)->number >= j->number) j->number = (*end)->number + 1;
  *end = j;
  if (interactive) fprintf(stderr, "[%d] %d\n", j->number, (int)pid);
}

static int exit_status(int s) { return WIFSIGNALED(s) ? 128 + WTERMSIG(s) : WEXITSTATUS(s); }

static void reap(void) {
  for (struct job *j = jobs; j; j = j->next) {
    int s;
    if (!j->done && waitpid(j->pid, &s, WNOHANG) == j->pid) {
      j->done = 1;
      j->status = exit_status(s);
    }
  }
}

static void forget(struct job *of) {
  for (struct job **j = &jobs; *j; j = &(*j)->next)
    if (*j == of) {
      *j = of->next;
      free(of->text);
      free(of);
      return;
    }
}

static int b_jobs(int argc, char **argv) {
  (void)argc;
  (void)argv;
  reap();
  for (struct job *j = jobs, *next; j; j = next) {
    next = j->next;
    printf("[%d] %c %-26s%s\n", j->number, next ? '-' : '+', j->done ? j->status ? "Exit" : "Done" : "Running", j->text);
    if (j->done) forget(j);
  }
  return 0;
}

static struct job *find_job(const char *s) {
  for (struct job *j = jobs; j; j = j->next)
    if (*s == '%' ? j->number == atoi(s + 1) : j->pid == atoi(s)) return j;
  return 0;
}

/* Waits for a job, or is ended by a signal that has a trap: 128 and its number. */
static int wait_job(struct job *j) {
  extern volatile sig_atomic_t pending_signal;
  int s;
  if (!j->done) {
    pending_signal = 0;
    while (waitpid(j->pid, &s, 0) < 0) {
      if (errno != EINTR) return 127;
      if (pending_signal) return 128 + pending_signal;
    }
    j->status = exit_status(s);
  }
  s = j->status;
  forget(j);
  return s;
}

static int b_wait(int argc, char **argv) {
  int s = 0;
  if (argc == 1)
    while (jobs) {
      s = wait_job(jobs);
      if (s > 128 && jobs && !jobs->done) return s;
      s = 0;
    }
  for (int i = 1; i < argc; i++) {
    struct job *j = find_job(argv[i]);
    if (!j && *argv[i] != '%') number(argv[i]);
    s = j ? wait_job(j) : 127;
  }
  return s;
}

static const char *const signals[] = { "EXIT", "HUP", "INT",  "QUIT",   "ILL",  "TRAP", "ABRT", "BUS",    "FPE",  "KILL", "USR1",
                                       "SEGV", "USR2", "PIPE", "ALRM",   "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN",
                                       "TTOU", "URG", "XCPU", "XFSZ",   "VTALRM", "PROF", "WINCH", "IO", "PWR",  "SYS" };

int signal_number(const char *s) {
  if (isdigit((unsigned char)*s)) {
    int n = atoi(s);
    return n < 65 ? n : -1;
  }
  if (!strncmp(s, "SIG", 3)) s += 3;
  for (int i = 0; i < 32; i++)
    if (!strcasecmp(signals[i], s)) return i;
  return -1;
}

static int b_kill(int argc, char **argv) {
  int sig = SIGTERM, i = 1, bad = 0;
  if (i < argc && !strcmp(argv[i], "-l")) {
    if (i + 1 < argc) {
      int n = atoi(argv[i + 1]);
      if (n > 128) n -= 128;
      if (n < 0 || n > 31) fail(2, "invalid signal number or exit status: %s", argv[i + 1]);
      puts(signals[n]);
    } else {
      puts("0");
      for (int k = 1; k < 32; k++) puts(signals[k]);
    }
    return 0;
  }
  if (i < argc && argv[i][0] == '-' && strcmp(argv[i], "--")) {
    const char *name = argv[i] + 1;
    if (!strcmp(name, "s") && i + 1 < argc) name = argv[++i];
    sig = signal_number(name);
    if (sig < 0) fail(2, "invalid signal number or name: %s", name);
    i++;
  }
  if (i < argc && !strcmp(argv[i], "--")) i++;
  if (i == argc) fail(2, "Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]");
  for (; i < argc; i++) {
    struct job *j = argv[i][0] == '%' ? find_job(argv[i]) : 0;
    char *end;
    long pid = j ? j->pid : strtol(argv[i], &end, 10);
    if (!j && (*end || end == argv[i])) fail(2, "Illegal number: %s", argv[i]);
    if (kill((pid_t)pid, sig)) {
      complain("%s", errno == ESRCH ? "No such process" : strerror(errno));
      bad = 1;
    }
  }
  return bad;
}

extern char *traps[65];

static int b_trap(int argc, char **argv) {
  int i = 1;
  if (i < argc && !strcmp(argv[i], "--")) i++;
  if (i == argc) {
    for (int sig = 0; sig < 32; sig++)
      if (traps[sig]) {
        printf("trap -- ");
        print_quoted(traps[sig]);
        printf(" %s\n", signals[sig]);
      }
    return 0;
  }
  /* A number first: all that follow go back to what they were. */
  const char *action = argv[i];
  if (i + 1 == argc || isdigit((unsigned char)*action))
    action = "-";
  else
    i++;
  for (; i < argc; i++) {
    int sig = signal_number(argv[i]);
    if (sig < 0) {
      complain("%s: bad trap", argv[i]);
      return 1;
    }
    set_trap(sig, strcmp(action, "-") ? action : 0);
  }
  return 0;
}

static int describe(const char *name, int brief) {
  static const char *const words[] = { "if", "then", "else", "elif", "fi", "do", "done", "case", "esac", "while",
                                       "until", "for", "{", "}", "!", "in" };
  const struct builtin *b;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (!strcmp(words[i], name)) {
      printf(brief ? "%s\n" : "%s is a shell keyword\n", name);
      return 0;
    }
  struct alias *alias = find_alias(name);
  if (alias && brief) {
    printf("alias ");
    print_alias(alias);
  } else if (alias)
    printf("%s is an alias for %s\n", name, alias->value);
  else if (find_function(name))
    printf(brief ? "%s\n" : "%s is a shell function\n", name);
  else if ((b = find_builtin(name)))
    printf(brief ? "%s\n" : b->special ? "%s is a special shell builtin\n" : "%s is a shell builtin\n", name);
  else {
    char *path = search_path(name);
    if (!path || access(path, X_OK)) {
      if (!brief) printf("%s: not found\n", name);
      return 127;
    }
    if (brief)
      puts(path);
    else
      printf("%s is %s\n", name, path);
  }
  return 0;
}

static int b_type(int argc, char **argv) {
  int s = 0;
  for (int i = 1; i < argc; i++) s |= describe(argv[i], 0);
  return s;
}

static int b_command(int argc, char **argv) {
  int i = 1, mode = 0;
  for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
    if (!strcmp(argv[i], "--")) {
      i++;
      break;
    }
    if (argv[i][1] == 'v' || argv[i][1] == 'V') mode = argv[i][1];
  }
  if (i == argc) return 0;
  if (mode) return describe(argv[i], mode == 'v');
  const struct builtin *b = find_builtin(argv[i]);
  if (b) return b->run(argc - i, argv + i);
  pid_t pid = fork_shell();
  if (!pid) _exit(run_external(argv + i));
  return wait_for(pid);
}

static int next_letter = 1;

void restart_getopts(void) { next_letter = 1; }

static int b_getopts(int argc, char **argv) {
  if (argc < 3) fail(2, "Usage: getopts optstring var [arg...]");
  char **v = argc > 3 ? argv + 3 : parameters.v, found[2] = { '?', 0 }, made[16];
  int n = argc > 3 ? argc - 3 : parameters.n, letter = next_letter;
  const char *text = get_variable("OPTIND");
  int at = text ? atoi(text) : 1;
  if (at < 1) at = 1;
  const char *letters = argv[1];
  int quiet = *letters == ':';
  if (quiet) letters++;
  int s = 0;
  unset_variable("OPTARG");
  if (letter == 1 && (at > n || v[at - 1][0] != '-' || !v[at - 1][1]))
    s = 1;
  else if (letter == 1 && !strcmp(v[at - 1], "--")) {
    at++;
    s = 1;
  } else {
    char c = v[at - 1][letter++];
    const char *known = c == ':' ? 0 : strchr(letters, c);
    int last = !v[at - 1][letter];
    char one[2] = { c, 0 };
    found[0] = c;
    if (!known) {
      found[0] = '?';
      if (quiet)
        set_variable("OPTARG", one);
      else
        fprintf(stderr, "Illegal option -%c\n", c);
    } else if (known[1] == ':') {
      if (!last)
        set_variable("OPTARG", v[at - 1] + letter);
      else if (at < n)
        set_variable("OPTARG", v[at++]);
      else {
        found[0] = quiet ? ':' : '?';
        if (quiet)
          set_variable("OPTARG", one);
        else
          fprintf(stderr, "No arg for -%c option\n", c);
      }
      last = 1;
    }
    if (last) {
      at++;
      letter = 1;
    }
  }
  if (s) letter = 1;
  snprintf(made, sizeof made, "%d", at);
  set_variable("OPTIND", made);
  set_variable(argv[2], found);
  next_letter = letter;
  return s;
}

static int b_umask(int argc, char **argv) {
  mode_t mask = umask(0);
  umask(mask);
  if (argc < 2)
    printf("%.4o\n", mask);
  else if (!strcmp(argv[1], "-S")) {
    for (int i = 6; i >= 0; i -= 3) {
      int bits = (int)(~mask >> i & 7);
      printf("%c=%s%s%s%s", "o  g  u"[i], bits & 4 ? "r" : "", bits & 2 ? "w" : "", bits & 1 ? "x" : "", i ? "," : "\n");
    }
  } else {
    char *end;
    long n = strtol(argv[1], &end, 8);
    if (*end || n < 0 || n > 0777) fail(2, "Illegal mode: %s", argv[1]);
    umask((mode_t)n);
  }
  return 0;
}

static int b_ulimit(int argc, char **argv) {
  static const struct {
    char letter;
    int resource, unit;
    const char *name;
  } limits[] = { { 't', RLIMIT_CPU, 1, "time(seconds)" },        { 'f', RLIMIT_FSIZE, 512, "file(blocks)" },
                 { 'd', RLIMIT_DATA, 1024, "data(kbytes)" },     { 's', RLIMIT_STACK, 1024, "stack(kbytes)" },
                 { 'c', RLIMIT_CORE, 512, "coredump(blocks)" },  { 'v', RLIMIT_AS, 1024, "vmemory(kbytes)" },
                 { 'n', RLIMIT_NOFILE, 1, "nofiles" },           { 'p', RLIMIT_NPROC, 1, "process" } };
  size_t k = 1;
  int hard = 0, all = 0, i = 1;
  for (; i < argc && argv[i][0] == '-'; i++)
    for (const char *p = argv[i] + 1; *p; p++) {
      if (*p == 'a')
        all = 1;
      else if (*p == 'H' || *p == 'S')
        hard = *p == 'H';
      else {
        for (k = 0; k < 8 && limits[k].letter != *p; k++);
        if (k == 8) fail(2, "Illegal option -%c", *p);
      }
    }
  for (size_t j = all ? 0 : k; j < (all ? 8 : k + 1); j++) {
    struct rlimit r;
    getrlimit(limits[j].resource, &r);
    if (i < argc) {
      rlim_t n = strcmp(argv[i], "unlimited") ? (rlim_t)number(argv[i]) * (rlim_t)limits[j].unit : RLIM_INFINITY;
      if (hard) r.rlim_max = n;
      r.rlim_cur = n;
      if (setrlimit(limits[j].resource, &r)) fail(2, "error setting limit: %s", strerror(errno));
      continue;
    }
    rlim_t n = hard ? r.rlim_max : r.rlim_cur;
    if (all) printf("%-20s ", limits[j].name);
    if (n == RLIM_INFINITY)
      puts("unlimited");
    else
      printf("%lu\n", n / (rlim_t)limits[j].unit);
  }
  return 0;
}

static int b_times(int argc, char **argv) {
  struct tms t;
  (void)argc;
  (void)argv;
  times(&t);
  clock_t all[] = { t.tms_utime, t.tms_stime, t.tms_cutime, t.tms_cstime };
  for (int i = 0; i < 4; i++)
    printf("%ldm%ld.%02ld0000s%c", all[i] / 6000, all[i] / 100 % 60, all[i] % 100, i & 1 ? '\n' : ' ');
  return 0;
}

static const struct builtin builtins[] = {
  { ".", b_dot, 1 },           { ":", b_true, 1 },       { "[", test_main, 0 },    { "break", b_break, 1 },
  { "alias", b_alias, 0 },     { "unalias", b_unalias, 0 },
  { "cd", b_cd, 0 },           { "chdir", b_cd, 0 },     { "command", b_command, 0 }, { "continue", b_continue, 1 },
  { "echo", b_echo, 0 },       { "eval", b_eval, 1 },    { "exec", b_exec, 1 },    { "exit", b_exit, 1 },
  { "export", b_export, 1 },   { "false", b_false, 0 },  { "getopts", b_getopts, 0 }, { "hash", b_true, 0 },
  { "jobs", b_jobs, 0 },       { "kill", b_kill, 0 },    { "local", b_local, 1 },  { "printf", printf_main, 0 },
  { "pwd", b_pwd, 0 },         { "read", b_read, 0 },    { "readonly", b_readonly, 1 }, { "return", b_return, 1 },
  { "set", b_set, 1 },         { "shift", b_shift, 1 },  { "test", test_main, 0 }, { "times", b_times, 1 },
  { "trap", b_trap, 1 },       { "true", b_true, 0 },    { "type", b_type, 0 },    { "ulimit", b_ulimit, 0 },
  { "umask", b_umask, 0 },     { "unset", b_unset, 1 },  { "wait", b_wait, 0 },
};

const struct builtin *find_builtin(const char *name) {
  for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
    if (!strcmp(builtins[i].name, name)) return builtins + i;
  return 0;
}
