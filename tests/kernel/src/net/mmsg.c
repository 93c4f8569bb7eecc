#include "kernel.h"
#include <sys/socket.h>
static const struct timespec fixed = {1000, 0};
int main(int argc, char **argv, char **envp) {
  int s[2]; char b[4][8] = {{0}};
  K(socketpair, AF_UNIX, SOCK_DGRAM, 0, s);
  struct iovec out[3] = {{"one", 3}, {"two", 3}, {"three", 5}}, in[4];
  struct mmsghdr m[4] = {{{0}, 0}};
  for (int i = 0; i < 3; i++) m[i].msg_hdr.msg_iov = &out[i], m[i].msg_hdr.msg_iovlen = 1;
  R(sendmmsg, s[0], m, 3, 0); say("%d %d %d\n", m[0].msg_len, m[1].msg_len, m[2].msg_len);
  for (int i = 0; i < 4; i++) in[i] = (struct iovec){b[i], 7}, m[i].msg_hdr.msg_iov = &in[i], m[i].msg_hdr.msg_iovlen = 1;
  R(recvmmsg, s[1], m, 2, 0, 0); say("%s %s\n", b[0], b[1]);
  R(recvmmsg, s[1], m, 4, MSG_WAITFORONE, 0); say("%s %d\n", b[0], m[0].msg_len);
  R(recvmmsg, s[1], m, 4, MSG_DONTWAIT, 0);
  R(sendmmsg, s[0], m, 2, 0); R(recvmmsg, s[1], m, 1, 0, &fixed); R(recvmmsg, s[1], m, 1, MSG_DONTWAIT, 0);
  R(recvmmsg, s[1], m, 1, MSG_DONTWAIT, &fixed);
  struct timespec bad = {0, -1}; R(recvmmsg, s[1], m, 4, MSG_DONTWAIT, &bad);
  int q[2]; K(pipe, q); R(sendmmsg, q[0], m, 1, 0); R(sendmmsg, s[0], 8, 1, 0); R(sendmmsg, s[0], m, 0, 0);
  return 0;
}
