/* Thread-local storage of a static program: one PT_TLS segment, laid out below the control block (variant II:
   ELF Handling For Thread-Local Storage, 3.4.6). */
#include <elf.h>
#include <link.h>
#include <stdint.h>
#include <string.h>
#include "../internal/start.h"
#include "../internal/thread.h"

static const Elf64_Phdr *tls_segment(uintptr_t *base) {
  const Elf64_Phdr *phdr = (const Elf64_Phdr *)__aux(AT_PHDR, 0), *tls = 0;
  size_t count = __aux(AT_PHNUM, 0);
  *base = 0;
  for (size_t i = 0; i < count; i++) {
    if (phdr[i].p_type == PT_PHDR) *base = (uintptr_t)phdr - phdr[i].p_vaddr;
    if (phdr[i].p_type == PT_TLS) tls = phdr + i;
  }
  return tls;
}

static size_t block_size(const Elf64_Phdr *tls) {
  if (!tls) return 0;
  size_t align = tls->p_align ? tls->p_align : 1;
  return (tls->p_memsz + align - 1) & ~(align - 1);
}

size_t __tls_size(void) {
  uintptr_t base;
  const Elf64_Phdr *tls = tls_segment(&base);
  size_t align = tls && tls->p_align > 64 ? tls->p_align : 64;
  return block_size(tls) + align + sizeof(struct thread);
}

struct thread *__tls_place(void *area, size_t size) {
  uintptr_t base;
  const Elf64_Phdr *tls = tls_segment(&base);
  size_t align = tls && tls->p_align > 64 ? tls->p_align : 64;
  uintptr_t at = ((uintptr_t)area + size - sizeof(struct thread)) & ~(uintptr_t)(align - 1);
  struct thread *self = (struct thread *)at;
  if (tls) memcpy((char *)at - block_size(tls), (char *)base + tls->p_vaddr, tls->p_filesz);
  self->self = self->abi_self = self;
  return self;
}

/* General-dynamic code that the linker did not relax asks here: module 1 is the program. */
void *__tls_get_addr(unsigned long *index) {
  uintptr_t base;
  return (char *)__self() - block_size(tls_segment(&base)) + index[1];
}

/* dl_iterate_phdr(3): a static program is one object. */
int dl_iterate_phdr(int (*callback)(struct dl_phdr_info *, size_t, void *), void *data) {
  uintptr_t base;
  const Elf64_Phdr *tls = tls_segment(&base);
  struct dl_phdr_info info = {
    .dlpi_addr = base,
    .dlpi_name = "",
    .dlpi_phdr = (const Elf64_Phdr *)__aux(AT_PHDR, 0),
    .dlpi_phnum = (Elf64_Half)__aux(AT_PHNUM, 0),
    .dlpi_adds = 1,
    .dlpi_tls_modid = tls ? 1 : 0,
    .dlpi_tls_data = tls ? (char *)__self() - block_size(tls) : 0,
  };
  return callback(&info, sizeof info, data);
}
