// inet_pton and ntop, getaddrinfo of numbers, services and protocols.
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
int main(void) {
  struct in6_addr six; char text[64];
  printf("%d", inet_pton(AF_INET6, "2001:db8:0:0:1::", &six)); printf(" %s\n", inet_ntop(AF_INET6, &six, text, sizeof text));
  printf("%s\n", inet_ntop(AF_INET6, &in6addr_loopback, text, sizeof text));
  struct in_addr four;
  printf("%d %d %d\n", inet_pton(AF_INET, "1.2.3", &four), inet_pton(AF_INET, "256.1.1.1", &four), inet_aton("10.1", &four));
  printf("%s %x\n", inet_ntoa(four), ntohl(inet_addr("192.168.1.1")));
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST}, *res;
  printf("%d", getaddrinfo("127.0.0.1", "80", &hints, &res));
  printf(" %d %d\n", res->ai_family == AF_INET, ntohs(((struct sockaddr_in *)res->ai_addr)->sin_port));
  char host[64], serv[16];
  printf("%d", getnameinfo(res->ai_addr, res->ai_addrlen, host, sizeof host, serv, sizeof serv, NI_NUMERICHOST | NI_NUMERICSERV));
  printf(" %s %s\n", host, serv);
  freeaddrinfo(res);
  printf("%s %d\n", gai_strerror(EAI_NONAME), getaddrinfo("not a number", NULL, &hints, &res) == EAI_NONAME);
  printf("%x %x %lx\n", htons(0x1234), htonl(0x12345678), (unsigned long)ntohl(1));
  return 0;
}
