/* What fs points to: the thread control block. The first words are the ABI's: self at 0 (local-exec and variant II
   TLS, ELF Handling For Thread-Local Storage, 3.4.6), the stack protector's canary at 0x28. */
#ifndef INTERNAL_THREAD_H
#define INTERNAL_THREAD_H

#include <pthread.h>
#include <stddef.h>

#define KEYS 128 /* _POSIX_THREAD_KEYS_MAX */

struct thread {
  struct thread *self;
  void *dtv, *abi_self;
  int multiple, pad;
  void *sysinfo;
  unsigned long canary;
  int errno_value, h_errno_value;
  int tid;                   /* cleared and woken by the kernel at the end: CLONE_CHILD_CLEARTID */
  int state;                 /* joinable, detached or ended, see thread/create.c */
  void *map;                 /* the mapping with guard, stack and TLS; 0 for the first thread and foreign stacks */
  size_t map_size;
  void *stack;
  size_t stack_size, guard;
  void *(*start)(void *);
  void *argument, *result;
  struct __cleanup *cleanup;
  const void *specific[KEYS];
  int cancel, cancel_state, cancel_type;
  sigset_t mask;             /* for the new thread to put in place */
  struct {                   /* the kernel's robust_list_head, see thread/robust.c */
    void *first;
    long offset;
    void *pending;
  } robust;
};

static inline struct thread *__self(void) {
  struct thread *self;
  __asm__("movq %%fs:0, %0" : "=r"(self));
  return self;
}

/* Puts a thread's TLS blocks and control block at the end of `area`; gives the control block. */
struct thread *__tls_place(void *area, size_t size);
/* Bytes that __tls_place needs. */
size_t __tls_size(void);

/* Robust mutexes: thread/robust.c. */
int __robust_lock(pthread_mutex_t *, int attempt, clockid_t, const struct timespec *until);
int __robust_unlock(pthread_mutex_t *);

#endif
