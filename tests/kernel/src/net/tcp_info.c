// What TCP_INFO tells that does not hang on time.
#include "hosted.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

static void show(const char *what, int s) {
  struct tcp_info t = {0};
  socklen_t n = sizeof t;
  int answer = getsockopt(s, IPPROTO_TCP, TCP_INFO, &t, &n);
  SAY("%s: %d, whole %d, state %d, options %d, scales %d %d, ca %d, retransmits %d, ato %u\n", what, answer,
      n == sizeof t, t.tcpi_state, t.tcpi_options, t.tcpi_snd_wscale > 0, t.tcpi_rcv_wscale > 0, t.tcpi_ca_state,
      t.tcpi_retransmits, t.tcpi_ato);
  SAY("  acked %llu, received %llu, sent %llu, lost %u, retransmitted %llu, unsent %u, unacked %u, threshold %x\n",
      t.tcpi_bytes_acked, t.tcpi_bytes_received, t.tcpi_bytes_sent, t.tcpi_lost, t.tcpi_bytes_retrans,
      t.tcpi_notsent_bytes, t.tcpi_unacked, t.tcpi_snd_ssthresh);
  SAY("  advmss %u, rtt %d, rto %d, window %d\n", t.tcpi_advmss, t.tcpi_rtt > 0, t.tcpi_rto >= 200000, t.tcpi_snd_cwnd >= 10);
}

int main(void) {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  show("fresh", listener);
  struct sockaddr_in at = {AF_INET, 0, {htonl(INADDR_LOOPBACK)}, {0}};
  socklen_t length = sizeof at;
  bind(listener, (void *)&at, sizeof at);
  listen(listener, 5);
  show("listening", listener);
  getsockname(listener, (void *)&at, &length);
  int client = socket(AF_INET, SOCK_STREAM, 0);
  TRY(connect(client, (void *)&at, sizeof at));
  show("with one waiting", listener);
  int server = accept(listener, 0, 0);
  show("client", client);
  show("server", server);
  char text[64];
  TRY(write(client, "hello", 5));
  TRY(read(server, text, 64));
  TRY(write(server, "worldworld", 10));
  show("server", server);
  show("client", client);
  TRY(shutdown(server, SHUT_WR));
  show("half closed", client);
  socklen_t few = 3;
  TRY(getsockopt(client, IPPROTO_TCP, TCP_INFO, text, &few));
  SAY("%d bytes: %d %d %d\n", few, text[0], text[1], text[2]);
  int udp = socket(AF_INET, SOCK_DGRAM, 0);
  TRY(getsockopt(udp, IPPROTO_TCP, TCP_INFO, text, &few));
  return 0;
}
