/* A POSIX shell (XCU 2). Source text is parsed to commands (parse.c), whose words keep their quotes; expand.c makes fields of
   words; exec.c runs commands. */
#ifndef SH_H
#define SH_H

#include <setjmp.h>
#include <stddef.h>
#include <sys/types.h>

/* Memory that lives until a mark is released: words of the command that runs. */
struct arena {
  struct block *last;
};
struct mark {
  struct block *block;
  size_t used;
};
extern struct arena scratch;
void *get(struct arena *, size_t);
char *get_text(struct arena *, const char *, size_t);
struct mark mark(void);
void release(struct mark);
void arena_free(struct arena *);

/* Text that grows, in the heap. */
struct text {
  char *s;
  size_t n, room;
};
void text_add(struct text *, int c);
void text_put(struct text *, const char *, size_t);
char *text_end(struct text *);

/* Commands. */
enum kind { SIMPLE, PIPE, AND, OR, SEQUENCE, BACKGROUND, NOT, SUBSHELL, GROUP, IF, WHILE, UNTIL, FOR, CASE, FUNCTION };

struct word {
  char *raw;
  struct word *next;
};

enum { IN, OUT, APPEND, CLOBBER, READ_WRITE, DUP_IN, DUP_OUT, HERE };

struct redirection {
  int how, fd;
  char *target;     /* raw word; of HERE the body */
  int quoted;       /* HERE: the delimiter was, so the body is as it stands */
  struct redirection *next;
};

struct item {
  struct word *patterns;
  struct node *body;
  struct item *next;
};

struct node {
  enum kind kind;
  int line;
  struct word *words, *assignments; /* SIMPLE; FOR: what is gone through; CASE: the subject */
  struct redirection *redirections;
  char *name;                       /* FOR, FUNCTION */
  int all;                          /* FOR without "in" */
  struct node *a, *b, *c;           /* parts: IF a then b else c; lists a, b */
  struct item *items;
};

/* Input: a string, or a descriptor read as it is needed. */
struct input {
  char *s;
  size_t pos, n;
  int fd;           /* -1: a string */
  int line, prompt; /* prompt: 1 for the first line of a command, 2 for more */
  char *made;       /* a copy of the string, with aliases replaced */
};

struct alias {
  char *name, *value;
  struct input *within; /* while the parser is in its value, which ends there: it means itself */
  size_t end;
  struct alias *next;
};
struct alias *find_alias(const char *);
void each_alias(void (*)(struct alias *));
void print_alias(struct alias *);
void print_quoted(const char *);

/* One complete command; 0 at the end, with *ended set. Memory of it is in `to`. */
struct node *parse_command(struct input *, struct arena *to, int *ended);
/* A list up to an unmatched ')', in a word; leaves the position after it. */
struct node *parse_substitution(struct input *, struct arena *to);
/* Whether "$((" at s begins arithmetic: its end (after "))"), else 0. */
const char *arithmetic_end(const char *s);
const char *brace_end(const char *s);

/* Variables and parameters. */
struct variable {
  char *name, *value; /* value 0: known but unset */
  int exported, readonly;
  struct variable *next;
};
struct variable *find_variable(const char *, int make);
const char *get_variable(const char *);
void set_variable(const char *, const char *);
void unset_variable(const char *);
char **environment(void);
void each_variable(void (*)(struct variable *));
int is_name(const char *, size_t);

struct parameters {
  char **v;
  int n;
};
extern struct parameters parameters;

/* Expansion. */
char **expand_words(struct word *, int *count); /* all expansions, fields */
char *expand_text(const char *raw);             /* no splitting, no files; quotes removed */
char *expand_pattern(const char *raw);          /* quoted bytes escaped */
char *expand_here(const char *body);
long arithmetic(const char *);
struct text command_output(struct input *);

/* Running. */
int run(struct node *, int may_exec);
int run_text(const char *, size_t, const char *name);
int run_file(int fd);
void fail(int status, const char *format, ...) __attribute__((__noreturn__, __format__(__printf__, 2, 3)));
void blame(void);
void complain(const char *format, ...) __attribute__((__format__(__printf__, 1, 2)));

typedef int builtin(int argc, char **argv);
struct builtin {
  const char *name;
  builtin *run;
  int special; /* an error ends the shell, assignments stay: XCU 2.14 */
};
const struct builtin *find_builtin(const char *);
struct node *find_function(const char *);
void set_function(const char *, struct node *);
int redirect(struct redirection *, int keep); /* keep: undo() brings the descriptors back */
void undo(int to);
int saved_count(void);
pid_t fork_shell(void);
int wait_for(pid_t);
char *search_path(const char *);
int run_external(char **argv);

/* State. */
extern int status, line, interactive, in_subshell;
extern pid_t shell_pid, last_background;
extern char *shell_name;
extern char options[128];
extern jmp_buf *catcher;
/* The builtin under way; and that it is not special, so that its errors end nothing else: XCU 2.8.1. */
extern const struct builtin *running;
extern int forgiving;
enum { NO_SKIP, BREAK, CONTINUE, RETURN };
extern int skip, skip_count, loops, functions;
void run_traps(void);
void set_trap(int sig, const char *action);
void clear_traps(void);
void exit_shell(int) __attribute__((__noreturn__));
int signal_number(const char *);
void add_job(pid_t, const char *);
struct local_scope *push_locals(void);
void pop_locals(struct local_scope *);
int make_local(const char *);

#endif
