/* From the kernel's stack to main: environment, auxiliary vector, TLS, constructors. */
#include <errno.h>
#include <link.h>
#include <stdlib.h>
#include <asm/prctl.h>
#include <sys/mman.h>
#include "../internal/start.h"
#include "../internal/syscall.h"
#include "../internal/thread.h"

char **__environ;
/* POSIX calls it environ; the startup's name is reserved so that a program may have its own `environ`. */
__asm__(".weak environ\n.set environ, __environ\n");
Elf64_auxv_t *__auxv;
int __threaded;
char *program_invocation_name = "", *program_invocation_short_name = "";

extern void (*__preinit_array_start[])(int, char **, char **) __attribute__((weak));
extern void (*__preinit_array_end[])(int, char **, char **) __attribute__((weak));
extern void (*__init_array_start[])(int, char **, char **) __attribute__((weak));
extern void (*__init_array_end[])(int, char **, char **) __attribute__((weak));
extern void (*__fini_array_start[])(void) __attribute__((weak));
extern void (*__fini_array_end[])(void) __attribute__((weak));
extern const Elf64_Rela __rela_iplt_start[] __attribute__((weak)), __rela_iplt_end[] __attribute__((weak));
void _init(void) __attribute__((weak));
void _fini(void) __attribute__((weak));

/* The initial thread's block when the program has no thread-local data of its own to speak of. */
static char first[sizeof(struct thread) + 512] __attribute__((aligned(64)));

unsigned long __aux(unsigned long type, unsigned long otherwise) {
  for (Elf64_auxv_t *a = __auxv; a->a_type != AT_NULL; a++)
    if (a->a_type == type) return a->a_un.a_val;
  return otherwise;
}

static void name_program(char *path) {
  program_invocation_name = program_invocation_short_name = path;
  for (char *p = path; *p; p++)
    if (*p == '/') program_invocation_short_name = p + 1;
}

/* The first thread's control block goes to fs; its canary is two words of AT_RANDOM with a zero byte, so that a
   string cannot overrun it. */
static void set_up_tls(void) {
  size_t size = __tls_size();
  void *area = first;
  if (size > sizeof first) {
    long map = raw(mmap, 0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map < 0 && map > -4096) raw(exit_group, 127);
    area = (void *)map;
  } else
    size = sizeof first;
  struct thread *self = __tls_place(area, size);
  if (raw(arch_prctl, ARCH_SET_FS, self) < 0) raw(exit_group, 127);
  unsigned long random = __aux(AT_RANDOM, 0);
  self->canary = random ? *(unsigned long *)random & ~0xffUL : 0x595e9fbd94fda700;
}

/* Functions of which a resolver chooses the code: what is at `r_offset` becomes the answer of that at `r_addend`. */
static void choose_functions(void) {
  for (const Elf64_Rela *r = __rela_iplt_start; r < __rela_iplt_end; r++)
    *(unsigned long *)r->r_offset = ((unsigned long (*)(void))r->r_addend)();
}

void __run_fini(void) {
  size_t n = (size_t)(__fini_array_end - __fini_array_start);
  while (n--) __fini_array_start[n]();
  if (_fini) _fini();
}

_Noreturn void __libc_start_main(int (*main)(int, char **, char **), long *stack) {
  int argc = (int)stack[0];
  char **argv = (char **)(stack + 1);
  __environ = argv + argc + 1;
  char **end = __environ;
  while (*end) end++;
  __auxv = (Elf64_auxv_t *)(end + 1);
  set_up_tls();
  choose_functions();
  if (argc > 0) name_program(argv[0]);
  for (size_t i = 0; i < (size_t)(__preinit_array_end - __preinit_array_start); i++)
    __preinit_array_start[i](argc, argv, __environ);
  if (_init) _init();
  for (size_t i = 0; i < (size_t)(__init_array_end - __init_array_start); i++)
    __init_array_start[i](argc, argv, __environ);
  exit(main(argc, argv, __environ));
}

/* getauxval(3). */
unsigned long getauxval(unsigned long type) {
  for (Elf64_auxv_t *a = __auxv; a->a_type != AT_NULL; a++)
    if (a->a_type == type) return a->a_un.a_val;
  errno = ENOENT;
  return 0;
}
