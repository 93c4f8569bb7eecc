// Bytes of literals that are no UTF-8 stay as they are.
#include <stdio.h>
int main(void) {
  static const unsigned char text[] = "café ÿÃ© ğŸ˜€ í €";
  for (unsigned i = 0; i < sizeof text; i++) printf("%02x ", text[i]);
  printf("%d %s\n", 'ä' == (char)0xe4, "über");
  return 0; // naïve
}
