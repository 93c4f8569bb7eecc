/* Running commands: XCU 2.9, redirections 2.7. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "sh.h"

int skip, skip_count, loops, functions;
pid_t last_background;

struct function {
  char *name;
  struct node *body;
  struct function *next;
};
static struct function *all_functions;

struct node *find_function(const char *name) {
  for (struct function *f = all_functions; f; f = f->next)
    if (!strcmp(f->name, name)) return f->body;
  return 0;
}

void set_function(const char *name, struct node *body) {
  struct function *f = all_functions;
  while (f && strcmp(f->name, name)) f = f->next;
  if (!f) {
    f = malloc(sizeof *f);
    if (!f || !(f->name = strdup(name))) fail(2, "out of memory");
    f->next = all_functions;
    all_functions = f;
  }
  f->body = body;
}

pid_t fork_shell(void) {
  fflush(stdout);
  pid_t pid = fork();
  if (pid < 0) fail(2, "Cannot fork");
  if (!pid) {
    in_subshell = 1;
    interactive = 0;
    forgiving = 0;
    clear_traps();
  }
  return pid;
}

static int from_wait(int s) { return WIFSIGNALED(s) ? 128 + WTERMSIG(s) : WEXITSTATUS(s); }

/* What a signal did is said, but for those that end things quietly. */
int wait_for(pid_t pid) {
  int s;
  while (waitpid(pid, &s, 0) < 0)
    if (errno != EINTR) return 127;
  if (WIFSIGNALED(s)) {
    int sig = WTERMSIG(s);
    if (sig == SIGINT && interactive)
      putc('\n', stderr);
    else if (sig != SIGINT && sig != SIGPIPE)
      fprintf(stderr, "%s%s\n", strsignal(sig), WCOREDUMP(s) ? " (core dumped)" : "");
  }
  return from_wait(s);
}

/* Descriptors that redirections of a builtin or a group covered: where their old files wait. */
static struct {
  int fd, copy;
} saved[256];
static int saved_n;

int saved_count(void) { return saved_n; }

void undo(int to) {
  while (saved_n > to) {
    saved_n--;
    if (saved[saved_n].copy >= 0) {
      dup2(saved[saved_n].copy, saved[saved_n].fd);
      close(saved[saved_n].copy);
    } else
      close(saved[saved_n].fd);
  }
}

static void keep_fd(int fd) {
  if (saved_n == 256) fail(2, "too many redirections");
  saved[saved_n].fd = fd;
  saved[saved_n++].copy = fcntl(fd, F_DUPFD_CLOEXEC, 10);
}

/* A here-document is a pipe; one that does not fit is written by a child. */
static int here_fd(const struct redirection *r) {
  int ends[2];
  const char *body = r->quoted ? r->target : expand_here(r->target);
  size_t n = strlen(body);
  if (pipe(ends)) return -1;
  if (n <= 4096 || fork_shell() == 0) {
    if (n > 4096) signal(SIGPIPE, SIG_DFL);
    while (n) {
      ssize_t done = write(ends[1], body, n);
      if (done <= 0) break;
      body += done;
      n -= (size_t)done;
    }
    if (in_subshell && n == 0 && strlen(body) == 0 && strlen(r->target) > 4096) _exit(0);
  }
  close(ends[1]);
  return ends[0];
}

int redirect(struct redirection *r, int keep) {
  fflush(stdout);
  for (; r; r = r->next) {
    int fd = -1, close_it = 0;
    char *target = r->how == HERE ? 0 : expand_text(r->target);
    switch (r->how) {
    case IN:
      fd = open(target, O_RDONLY);
      if (fd < 0) {
        complain("cannot open %s: %s", target, errno == ENOENT ? "No such file" : strerror(errno));
        return 0;
      }
      break;
    case OUT: {
      struct stat st;
      if (options['C'] && !stat(target, &st) && S_ISREG(st.st_mode)) {
        complain("cannot create %s: File exists", target);
        return 0;
      }
    }
    /* fall through */
    case CLOBBER:
      fd = open(target, O_WRONLY | O_CREAT | O_TRUNC, 0666);
      break;
    case APPEND:
      fd = open(target, O_WRONLY | O_CREAT | O_APPEND, 0666);
      break;
    case READ_WRITE:
      fd = open(target, O_RDWR | O_CREAT, 0666);
      break;
    case HERE:
      fd = here_fd(r);
      break;
    default:
      if (!strcmp(target, "-"))
        close_it = 1;
      else {
        char *end;
        long n = strtol(target, &end, 10);
        if (*end || end == target || n < 0) fail(2, "Syntax error: Bad fd number");
        if (keep) keep_fd(r->fd);
        if (n != r->fd ? dup2((int)n, r->fd) < 0 : fcntl((int)n, F_GETFD) < 0) {
          complain("%ld: Bad file descriptor", n);
          return 0;
        }
        continue;
      }
    }
    if (fd < 0 && !close_it) {
      complain("cannot create %s: %s", target ? target : "here-document",
               errno == ENOENT ? "Directory nonexistent" : strerror(errno));
      return 0;
    }
    if (keep && fd != r->fd) keep_fd(r->fd);
    if (close_it)
      close(r->fd);
    else if (fd != r->fd) {
      dup2(fd, r->fd);
      close(fd);
    } else if (keep && saved_n < 256) {
      /* The number was free: closing it undoes this. */
      saved[saved_n].fd = fd;
      saved[saved_n++].copy = -1;
    }
  }
  return 1;
}

char *search_path(const char *name) {
  struct stat st;
  if (strchr(name, '/')) return (char *)name;
  const char *p = get_variable("PATH");
  if (!p) p = "/usr/local/bin:/usr/bin:/bin";
  for (;; p++) {
    size_t n = strcspn(p, ":"), k = strlen(name);
    char *path = get(&scratch, n + k + 2);
    memcpy(path, p, n);
    if (n) path[n++] = '/';
    memcpy(path + n, name, k + 1);
    if (!stat(path, &st) && S_ISREG(st.st_mode) && !access(path, X_OK)) return path;
    p += strcspn(p, ":");
    if (!*p) return 0;
  }
}

/* Becomes another program; comes back with the status when it cannot. */
int run_external(char **argv) {
  char *path = search_path(argv[0]);
  fflush(stdout);
  if (!path) {
    complain("%s: not found", argv[0]);
    return 127;
  }
  char **env = environment();
  execve(path, argv, env);
  if (errno == ENOEXEC) {
    /* Not a format that the kernel knows: a script without #! */
    int fd = open(path, O_RDONLY);
    if (fd >= 0) {
      shell_name = argv[0];
      parameters.v = argv + 1;
      parameters.n = 0;
      while (parameters.v[parameters.n]) parameters.n++;
      exit_shell(run_file(fd));
    }
  }
  int error = errno;
  if (error == ENOENT)
    complain("%s: not found", argv[0]);
  else
    complain("%s: %s", argv[0], error == EACCES ? "Permission denied" : strerror(error));
  return error == ENOENT ? 127 : 126;
}

static int call_function(struct node *body, int argc, char **argv) {
  struct parameters old = parameters;
  struct local_scope *scope = push_locals();
  int old_loops = loops;
  parameters.v = argv + 1;
  parameters.n = argc - 1;
  loops = 0;
  functions++;
  /* An error leaves through here too, so that the variables come back. */
  jmp_buf here, *outer = catcher;
  int error = 0;
  if (!(error = setjmp(here))) {
    catcher = &here;
    run(body, 0);
  }
  catcher = outer;
  functions--;
  loops = old_loops;
  parameters = old;
  pop_locals(scope);
  if (skip == RETURN) skip = NO_SKIP;
  if (error && catcher) longjmp(*catcher, error);
  return status;
}

static void trace(struct word *assignments, char **argv) {
  const char *ps = get_variable("PS4");
  fprintf(stderr, "%s", ps ? expand_here(ps) : "+ ");
  int some = 0;
  for (; assignments; assignments = assignments->next)
    fprintf(stderr, "%s%s", some++ ? " " : "", assignments->raw);
  for (; *argv; argv++) fprintf(stderr, "%s%s", some++ ? " " : "", *argv);
  putc('\n', stderr);
}

static void assign(const char *raw, int exporting) {
  const char *equals = strchr(raw, '=');
  char *name = get_text(&scratch, raw, (size_t)(equals - raw));
  set_variable(name, expand_text(equals + 1));
  if (exporting) find_variable(name, 1)->exported = 1;
}

static int simple(struct node *n, int may_exec) {
  int argc, before = saved_n, before_status = status;
  char **argv = expand_words(n->words, &argc);
  line = n->line;
  if (!argc) {
    /* The status of the last substitution stays: only if there was none is it 0. */
    int kept = status;
    status = 0;
    for (struct word *w = n->assignments; w; w = w->next) assign(w->raw, 0);
    if (n->words) status = kept == before_status ? status : kept;
    if (options['x'] && n->assignments) trace(n->assignments, argv);
    if (!redirect(n->redirections, 1)) status = 2;
    undo(before);
    return status;
  }
  if (options['x']) trace(n->assignments, argv);
  struct node *function = find_function(argv[0]);
  const struct builtin *b = function ? 0 : find_builtin(argv[0]);
  if (b && b->special) function = 0;
  if (function || b) {
    int is_exec = b && !strcmp(argv[0], "exec");
    if (!redirect(n->redirections, !is_exec)) {
      undo(before);
      if (b && b->special && !interactive) exit_shell(2);
      return status = 2;
    }
    struct local_scope *scope = 0;
    if (n->assignments) {
      if (!b || !b->special) {
        scope = push_locals();
        for (struct word *w = n->assignments; w; w = w->next)
          make_local(get_text(&scratch, w->raw, (size_t)(strchr(w->raw, '=') - w->raw)));
      }
      for (struct word *w = n->assignments; w; w = w->next) assign(w->raw, scope != 0);
    }
    jmp_buf here, *outer = catcher;
    const struct builtin *outer_builtin = running;
    int outer_forgiving = forgiving;
    /* What `command` runs says its own name. */
    if (b && strcmp(b->name, "command")) running = b;
    forgiving = b && !b->special;
    int error = setjmp(here);
    if (!error) {
      catcher = &here;
      status = function ? call_function(function, argc, argv) : b->run(argc, argv);
    }
    catcher = outer;
    running = outer_builtin;
    forgiving = outer_forgiving;
    fflush(stdout);
    if (ferror(stdout)) clearerr(stdout);
    if (scope) pop_locals(scope);
    undo(before);
    if (error) {
      /* An error in a builtin that is not special ends only that. */
      if (catcher && (!b || b->special || error > 1)) longjmp(*catcher, error);
    }
    return status;
  }
  pid_t pid = may_exec ? 0 : fork_shell();
  if (!pid) {
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    clear_traps();
    if (!redirect(n->redirections, 0)) exit_shell(2);
    for (struct word *w = n->assignments; w; w = w->next) assign(w->raw, 1);
    int failed = run_external(argv);
    fflush(stderr);
    _exit(failed);
  }
  return status = wait_for(pid);
}

static int pipeline(struct node *n) {
  pid_t pids[256];
  int count = 0, from = -1;
  for (;;) {
    struct node *part = n->kind == PIPE ? n->a : n;
    int ends[2] = { -1, -1 }, more = n->kind == PIPE;
    if (more && pipe(ends)) fail(2, "Pipe call failed");
    if (count == 256) fail(2, "pipeline too long");
    pid_t pid = fork_shell();
    if (!pid) {
      if (from >= 0) {
        dup2(from, 0);
        close(from);
      }
      if (more) {
        close(ends[0]);
        if (ends[1] != 1) {
          dup2(ends[1], 1);
          close(ends[1]);
        }
      }
      exit_shell(run(part, 1));
    }
    pids[count++] = pid;
    if (from >= 0) close(from);
    if (more) close(ends[1]);
    from = ends[0];
    if (!more) break;
    n = n->b;
  }
  for (int i = 0; i < count; i++) status = wait_for(pids[i]);
  return status;
}

static int loop_body(struct node *body) {
  run(body, 0);
  if (skip == BREAK || skip == CONTINUE) {
    int leave = skip == BREAK || skip_count > 1;
    if (--skip_count <= 0) skip = NO_SKIP;
    return !leave;
  }
  return !skip;
}

static int loop(struct node *n) {
  int last = 0;
  loops++;
  if (n->kind == FOR) {
    int count;
    char **v;
    if (n->all) {
      count = parameters.n;
      v = get(&scratch, (size_t)(count + 1) * sizeof *v);
      for (int i = 0; i < count; i++) v[i] = get_text(&scratch, parameters.v[i], strlen(parameters.v[i]));
    } else
      v = expand_words(n->words, &count);
    for (int i = 0; i < count; i++) {
      struct mark m = mark();
      set_variable(n->name, v[i]);
      int on = loop_body(n->a);
      last = status;
      release(m);
      if (!on) break;
    }
  } else
    for (;;) {
      struct mark m = mark();
      int tested = options['e'];
      options['e'] = 0;
      int good = run(n->a, 0) == 0;
      options['e'] = (char)tested;
      int on = !skip && good == (n->kind == WHILE);
      if (skip == BREAK || skip == CONTINUE) {
        on = skip == CONTINUE && skip_count <= 1;
        if (--skip_count <= 0) skip = NO_SKIP;
      } else if (on) {
        on = loop_body(n->b);
        last = status;
      }
      release(m);
      if (!on) break;
    }
  loops--;
  return status = skip ? status : last;
}

static int choose(struct node *n) {
  char *subject = expand_text(n->words->raw);
  extern int fnmatch(const char *, const char *, int);
  for (struct item *i = n->items; i; i = i->next)
    for (struct word *w = i->patterns; w; w = w->next)
      if (!fnmatch(expand_pattern(w->raw), subject, 0)) {
        status = 0;
        return i->body ? run(i->body, 0) : 0;
      }
  return status = 0;
}

/* Runs what is tested: set -e does not see its failure. */
static int tested(struct node *n) {
  char e = options['e'];
  options['e'] = 0;
  int s = run(n, 0);
  if (!options['e']) options['e'] = e;
  return s;
}

int run(struct node *n, int may_exec) {
  int before;
  if (!n) return status;
  if (options['n'] && !interactive) return 0;
  struct mark m = mark();
  switch (n->kind) {
  case SIMPLE:
    simple(n, may_exec);
    break;
  case PIPE:
    pipeline(n);
    break;
  case AND:
    if (tested(n->a) == 0 && !skip) run(n->b, 0);
    release(m);
    return status;
  case OR:
    if (tested(n->a) != 0 && !skip) run(n->b, 0);
    release(m);
    return status;
  case SEQUENCE:
    run(n->a, 0);
    if (!skip) run(n->b, may_exec);
    release(m);
    return status;
  case NOT:
    status = !tested(n->a);
    release(m);
    return status;
  case BACKGROUND: {
    pid_t pid = fork_shell();
    if (!pid) {
      signal(SIGINT, SIG_IGN);
      signal(SIGQUIT, SIG_IGN);
      int fd = open("/dev/null", O_RDONLY);
      if (fd > 0) {
        dup2(fd, 0);
        close(fd);
      }
      exit_shell(run(n->a, 1));
    }
    last_background = pid;
    add_job(pid, n->a->kind == SIMPLE && n->a->words ? n->a->words->raw : "...");
    status = 0;
    release(m);
    return 0;
  }
  case FUNCTION:
    set_function(n->name, n->a);
    status = 0;
    break;
  case SUBSHELL: {
    pid_t pid = may_exec ? 0 : fork_shell();
    if (!pid) {
      in_subshell = 1;
      if (!redirect(n->redirections, 0)) exit_shell(2);
      exit_shell(run(n->a, 1));
    }
    status = wait_for(pid);
    break;
  }
  default:
    before = saved_n;
    if (!redirect(n->redirections, 1)) {
      status = 2;
      undo(before);
      break;
    }
    switch (n->kind) {
    case GROUP:
      run(n->a, 0);
      break;
    case IF:
      if (tested(n->a) == 0) {
        if (!skip) run(n->b, 0);
      } else if (skip)
        ;
      else if (n->c)
        run(n->c, 0);
      else
        status = 0;
      break;
    case CASE:
      choose(n);
      break;
    default:
      loop(n);
    }
    fflush(stdout);
    undo(before);
    run_traps();
    release(m);
    return status;
  }
  run_traps();
  if (options['e'] && status && !skip && n->kind != FUNCTION) exit_shell(status);
  release(m);
  return status;
}

struct text command_output(struct input *from) {
  struct text out = { 0 };
  struct arena memory = { 0 };
  int ends[2];
  struct node *n = parse_substitution(from, &memory);
  if (!n) {
    status = 0;
    return out;
  }
  if (pipe(ends)) fail(2, "Pipe call failed");
  pid_t pid = fork_shell();
  if (!pid) {
    close(ends[0]);
    if (ends[1] != 1) {
      dup2(ends[1], 1);
      close(ends[1]);
    }
    exit_shell(run(n, 1));
  }
  close(ends[1]);
  char some[4096];
  ssize_t got;
  while ((got = read(ends[0], some, sizeof some)) > 0 || (got < 0 && errno == EINTR))
    if (got > 0) text_put(&out, some, (size_t)got);
  close(ends[0]);
  status = wait_for(pid);
  arena_free(&memory);
  return out;
}

/* Commands of an input until its end. */
static int run_input(struct input *from) {
  int ended = 0;
  while (!ended && !skip) {
    struct arena *memory = calloc(1, sizeof *memory);
    if (!memory) fail(2, "out of memory");
    if (interactive && from->fd >= 0) from->prompt = 1;
    struct function *known = all_functions;
    struct node *n = parse_command(from, memory, &ended);
    if (options['v'] && from->fd < 0) fprintf(stderr, "%.*s", 0, "");
    if (n) run(n, 0);
    run_traps();
    /* A function that was defined is part of the command's memory. */
    int keeps = known != all_functions;
    for (struct block *b = (struct block *)memory->last; b && n && !keeps; b = 0) keeps = n->kind == FUNCTION;
    if (!keeps && !functions && !loops) arena_free(memory);
    free(memory);
    /* Text that was run need not be kept. */
    if (from->fd >= 0 && from->pos) {
      memmove(from->s, from->s + from->pos, from->n - from->pos + 1);
      from->n -= from->pos;
      from->pos = 0;
    }
  }
  return status;
}

int run_text(const char *s, size_t n, const char *name) {
  struct input from = { .s = (char *)s, .n = n, .fd = -1, .line = 1 };
  (void)name;
  int result = run_input(&from);
  free(from.made);
  return result;
}

int run_file(int fd) {
  struct text t = { 0 };
  char some[4096];
  struct stat st;
  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && fd != 0) {
    ssize_t got;
    while ((got = read(fd, some, sizeof some)) > 0) text_put(&t, some, (size_t)got);
    close(fd);
    text_end(&t);
    return run_text(t.s, t.n, 0);
  }
  struct input from = { .fd = fd, .line = 1 };
  return run_input(&from);
}
