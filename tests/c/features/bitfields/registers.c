// Device registers as unions of words and fields; packed headers decoded from bytes; fields as counters and
// flags.
#include <stdint.h>
#include <stdio.h>
#include <string.h>
union control {
  uint32_t word;
  struct {
    uint32_t enable : 1, mode : 3, : 4, divider : 8, level : 5;
    uint32_t : 0;
  } f;
};
struct __attribute__((packed)) ip {
  uint8_t ihl : 4, version : 4, tos;
  uint16_t length, id;
  uint16_t fragment;
  uint8_t ttl, protocol;
  uint16_t sum;
  uint32_t from, to;
};
struct date {
  unsigned day : 5, month : 4;
  int year : 12;
  unsigned leap : 1;
};
static uint16_t swap(uint16_t v) { return v << 8 | v >> 8; }
static uint16_t checksum(const void *p, int n) {
  const uint8_t *b = p;
  uint32_t s = 0;
  for (int i = 0; i < n; i += 2) s += b[i] << 8 | b[i + 1];
  while (s >> 16) s = (s & 0xffff) + (s >> 16);
  return ~s;
}
int main(void) {
  union control c = {0};
  c.f.enable = 1;
  c.f.mode = 5;
  c.f.divider = 200;
  c.f.level = 33;
  printf("%08x %u\n", c.word, c.f.level);
  c.word = 0x12345678;
  printf("%u %u %u %u\n", c.f.enable, c.f.mode, c.f.divider, c.f.level);
  c.f.mode += 4;
  c.f.divider--;
  printf("%08x\n", c.word);
  const uint8_t raw[20] = {0x45, 0,    0,    0x3c, 0x1c, 0x46, 0x40, 0,    0x40, 6,
                           0xb1, 0xe6, 0xac, 0x10, 0x0a, 0x63, 0xac, 0x10, 0x0a, 0x0c};
  struct ip h;
  memcpy(&h, raw, sizeof h);
  printf("%d %d %d %d %d %x\n", h.version, h.ihl, swap(h.length), h.ttl, h.protocol, checksum(raw, 20));
  struct date d = {31, 12, -44, 0};
  d.day++;
  d.month = d.month + 5;
  d.year -= 2004;
  printf("%d %d %d %zu\n", d.day, d.month, d.year, sizeof d);
  d.leap = ~d.leap;
  d.leap += 1;
  printf("%d %d\n", d.leap, (d.day = 33, d.day));
  return 0;
}
