/* Requests that wait: pipes, timeouts, polls, linked and cancelled ones. */
#include "ring.h"
int main(int argc, char **argv, char **envp) {
  int p[2]; char b[16] = {0}; struct __kernel_timespec t = {0, 20000000};
  setup(8); K(pipe, p);
  put(IORING_OP_READ, p[0], b, 16, 0, 1); enter(1, 0); take();
  K(write, p[1], "late", 4); enter(0, 1); take(); say("%s\n", b);
  put(IORING_OP_TIMEOUT, -1, &t, 1, 0, 2); long a = now_ms(); enter(1, 1); long d = now_ms() - a; take(); say("%d\n", d >= 19 && d < 100);
  put(IORING_OP_POLL_ADD, p[0], 0, 0, 0, 3)->poll_events = 1; enter(1, 0); take(); K(write, p[1], "x", 1); enter(0, 1); take(); K(read, p[0], b, 1);
  t.tv_sec = 100; put(IORING_OP_TIMEOUT, -1, &t, 1, 1, 4); put(IORING_OP_NOP, -1, 0, 0, 0, 5); enter(2, 2); take();
  put(IORING_OP_TIMEOUT, -1, &t, 1, 0, 6); enter(1, 0); put(IORING_OP_TIMEOUT_REMOVE, -1, (void *)6, 0, 0, 7); enter(1, 2); take();
  put(IORING_OP_TIMEOUT_REMOVE, -1, (void *)66, 0, 0, 8); enter(1, 1); take();
  put(IORING_OP_READ, p[0], b, 16, 0, 9); enter(1, 0); put(IORING_OP_ASYNC_CANCEL, -1, (void *)9, 0, 0, 10); enter(1, 2); take();
  put(IORING_OP_WRITE, p[1], "ab", 2, 0, 11)->flags = IOSQE_IO_LINK; put(IORING_OP_READ, p[0], b, 2, 0, 12)->flags = IOSQE_IO_LINK; put(IORING_OP_NOP, -1, 0, 0, 0, 13); enter(3, 3); take();
  put(IORING_OP_READ, 99, b, 2, 0, 14)->flags = IOSQE_IO_LINK; put(IORING_OP_NOP, -1, 0, 0, 0, 15); enter(2, 2); take();
  int s[2]; K(socketpair, 1, 1, 0, s);
  put(IORING_OP_RECV, s[0], b, 16, 0, 16); put(IORING_OP_SEND, s[1], "sent", 4, 0, 17); enter(2, 2); unsigned head = *AT(prm.cq_off.head); say("two %d\n", *AT(prm.cq_off.tail) - head); *AT(prm.cq_off.head) = *AT(prm.cq_off.tail); say("%s\n", b);
  int e = K(eventfd2, 0, 0x800); R(io_uring_register, ring, IORING_REGISTER_EVENTFD, &e, 1); put(IORING_OP_NOP, -1, 0, 0, 0, 18); enter(1, 1); take(); uint64_t n = 0; R(read, e, &n, 8); say("%lu\n", n);
  int fds[2] = {p[0], p[1]}; R(io_uring_register, ring, IORING_REGISTER_FILES, fds, 2); R(io_uring_register, ring, IORING_REGISTER_FILES, fds, 2);
  put(IORING_OP_WRITE, 1, "fixed", 5, 0, 19)->flags = IOSQE_FIXED_FILE; enter(1, 1); take(); memset(b, 0, 16); K(read, p[0], b, 16); say("%s\n", b);
  put(IORING_OP_WRITE, 7, "fixed", 5, 0, 20)->flags = IOSQE_FIXED_FILE; enter(1, 1); take();
  R(io_uring_register, ring, IORING_UNREGISTER_FILES, 0, 0); R(io_uring_register, ring, IORING_UNREGISTER_FILES, 0, 0); R(io_uring_register, ring, 999, 0, 0);
  return 0;
}
