#pragma once
#include "kernel.h"
#include <linux/io_uring.h>
static long ring;
static char *mem;
static struct io_uring_params prm;
static struct io_uring_sqe *sqes;
#define AT(off) ((unsigned *)(mem + (off)))
static void setup(unsigned n) {
  ring = K(io_uring_setup, n, &prm);
  long size = prm.cq_off.cqes + prm.cq_entries * 16;
  long size2 = prm.sq_off.array + prm.sq_entries * 4;
  mem = (char *)K(mmap, 0, size > size2 ? size : size2, 3, MAP_SHARED, ring, 0);
  sqes = (void *)K(mmap, 0, prm.sq_entries * 64, 3, MAP_SHARED, ring, 0x10000000);
}
/* Puts an entry into the ring. */
static struct io_uring_sqe *put(int op, int fd, const void *addr, unsigned len, uint64_t off, uint64_t data) {
  unsigned tail = *AT(prm.sq_off.tail), i = tail & *AT(prm.sq_off.ring_mask);
  struct io_uring_sqe *s = &sqes[i];
  memset(s, 0, 64);
  s->opcode = op; s->fd = fd; s->addr = (uint64_t)addr; s->len = len; s->off = off; s->user_data = data;
  AT(prm.sq_off.array)[i] = i;
  *AT(prm.sq_off.tail) = tail + 1;
  return s;
}
static void enter(unsigned n, unsigned wait) { say("enter %e\n", K(io_uring_enter, ring, n, wait, wait ? 1 : 0, 0, 0)); }
static void take(void) {
  unsigned head = *AT(prm.cq_off.head);
  while (head != *AT(prm.cq_off.tail)) {
    struct io_uring_cqe *c = (struct io_uring_cqe *)(mem + prm.cq_off.cqes) + (head & *AT(prm.cq_off.ring_mask));
    say("  %lu: %e\n", c->user_data, (long)c->res);
    head++;
  }
  *AT(prm.cq_off.head) = head;
}
