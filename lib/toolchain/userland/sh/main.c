/* sh: options, traps, errors, and where commands come from. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "sh.h"

int status, line, interactive, in_subshell;
pid_t shell_pid;
char *shell_name = "sh", options[128];
struct parameters parameters;
jmp_buf *catcher;
const struct builtin *running;
int forgiving;

/* Actions of signals; 0 is EXIT. */
char *traps[65];
static volatile sig_atomic_t caught[65];
volatile sig_atomic_t pending_signal;
static int ignored_at_start[65];

extern int read_options(int argc, char **argv, int i, int *operands);

/* What stands before an error: the shell's name, and the line in a script. */
void blame(void) {
  fflush(stdout);
  if (line && !interactive)
    fprintf(stderr, "%s: %d: ", shell_name, line);
  else
    fprintf(stderr, "%s: ", shell_name);
}

void complain(const char *format, ...) {
  va_list args;
  blame();
  if (running) fprintf(stderr, "%s: ", running->name);
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  putc('\n', stderr);
}

/* An error of the shell: the command is left. That ends a shell which is not interactive, unless it is a builtin's own. */
void fail(int s, const char *format, ...) {
  va_list args;
  blame();
  if (running) fprintf(stderr, "%s: ", running->name);
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  putc('\n', stderr);
  status = s;
  if (catcher && forgiving) longjmp(*catcher, 1);
  if (catcher && interactive) longjmp(*catcher, 2);
  exit_shell(s);
}

void exit_shell(int s) {
  static int leaving;
  status = s;
  if (traps[0] && !leaving) {
    char *action = traps[0];
    leaving = 1;
    traps[0] = 0;
    skip = NO_SKIP;
    run_text(action, strlen(action), "trap");
    status = s;
  }
  fflush(stdout);
  if (in_subshell) {
    fflush(stderr);
    _exit(status);
  }
  exit(status);
}

static void on_signal(int sig) {
  caught[sig] = 1;
  pending_signal = sig;
}

void run_traps(void) {
  if (!pending_signal) return;
  pending_signal = 0;
  for (int sig = 1; sig < 65; sig++) {
    if (!caught[sig]) continue;
    caught[sig] = 0;
    if (traps[sig]) {
      int s = status;
      char *action = strdup(traps[sig]);
      if (!action) fail(2, "out of memory");
      run_text(action, strlen(action), "trap");
      free(action);
      status = s;
    } else if (sig == SIGINT && interactive && catcher) {
      putc('\n', stderr);
      status = 130;
      longjmp(*catcher, 2);
    }
  }
}

static void install(int sig, void (*handler)(int)) {
  struct sigaction a = { .sa_handler = handler };
  sigaction(sig, &a, 0);
}

void set_trap(int sig, const char *action) {
  if (sig && ignored_at_start[sig] && !interactive) return;
  free(traps[sig]);
  traps[sig] = action ? strdup(action) : 0;
  if (!sig) return;
  if (action)
    install(sig, *action ? on_signal : SIG_IGN);
  else
    install(sig, sig == SIGINT && interactive ? on_signal
                 : interactive && (sig == SIGTERM || sig == SIGQUIT) ? SIG_IGN : SIG_DFL);
}

/* XCU 2.12: traps of a subshell are those that ignore. */
void clear_traps(void) {
  for (int sig = 0; sig < 65; sig++) {
    caught[sig] = 0;
    if (!traps[sig] || (sig && !*traps[sig])) continue;
    traps[sig] = 0;
    if (sig) install(sig, SIG_DFL);
  }
}

static void import_environment(void) {
  for (char **e = environ; *e; e++) {
    char *equals = strchr(*e, '=');
    if (!equals || !is_name(*e, (size_t)(equals - *e))) continue;
    char *name = strndup(*e, (size_t)(equals - *e));
    if (!name) fail(2, "out of memory");
    set_variable(name, equals + 1);
    find_variable(name, 1)->exported = 1;
    free(name);
  }
  char made[PATH_MAX];
  snprintf(made, sizeof made, "%d", (int)getppid());
  set_variable("PPID", made);
  set_variable("IFS", " \t\n");
  set_variable("OPTIND", "1");
  set_variable("PS1", geteuid() ? "$ " : "# ");
  set_variable("PS2", "> ");
  set_variable("PS4", "+ ");
  if (!find_variable("PATH", 0)) set_variable("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  const char *pwd = get_variable("PWD");
  if ((!pwd || *pwd != '/') && getcwd(made, sizeof made)) set_variable("PWD", made);
}

static void run_interactive(void) {
  jmp_buf top;
  struct input from = { .fd = 0, .line = 1 };
  int ended = 0;
  install(SIGINT, on_signal);
  install(SIGTERM, SIG_IGN);
  install(SIGQUIT, SIG_IGN);
  if (setjmp(top)) {
    skip = NO_SKIP;
    loops = functions = 0;
    undo(0);
    from.pos = from.n = 0;
  }
  catcher = &top;
  while (!ended) {
    struct arena *memory = calloc(1, sizeof *memory);
    if (!memory) fail(2, "out of memory");
    from.prompt = 1;
    struct node *n = parse_command(&from, memory, &ended);
    if (n) run(n, 0);
    run_traps();
    skip = NO_SKIP;
  }
  putc('\n', stderr);
}

int main(int argc, char **argv) {
  int operands, i;
  shell_pid = getpid();
  if (argc) shell_name = argv[0];
  for (int sig = 1; sig < 65; sig++) {
    struct sigaction a;
    ignored_at_start[sig] = !sigaction(sig, 0, &a) && a.sa_handler == SIG_IGN;
  }
  import_environment();
  i = read_options(argc, argv, 1, &operands);
  if (options['c']) {
    if (i >= argc) fail(2, "-c requires an argument");
    const char *text = argv[i++];
    if (i < argc) shell_name = argv[i++];
    parameters.v = argv + i;
    parameters.n = i < argc ? argc - i : 0;
    run_text(text, strlen(text), "-c");
    exit_shell(status);
  }
  int fd = 0;
  if (i < argc && !options['s']) {
    shell_name = argv[i];
    fd = open(argv[i], O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
      fprintf(stderr, "%s: 0: cannot open %s: %s\n", argv[0], argv[i], errno == ENOENT ? "No such file" : strerror(errno));
      exit_shell(2);
    }
    i++;
    if (fd) {
      int high = fcntl(fd, F_DUPFD_CLOEXEC, 10);
      if (high >= 0) {
        close(fd);
        fd = high;
      }
    }
  }
  parameters.v = argv + i;
  parameters.n = i < argc ? argc - i : 0;
  if (fd == 0 && (options['i'] || (isatty(0) && isatty(2)))) {
    interactive = 1;
    options['i'] = 1;
    run_interactive();
    exit_shell(status);
  }
  exit_shell(run_file(fd));
}
