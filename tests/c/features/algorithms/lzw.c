// LZW compression with a dictionary of codes, run-length coding and move-to-front.
#include <stdio.h>
#include <string.h>
static int prefix[4096];
static unsigned char suffix[4096];
static int find(int n, int p, int c) {
  for (int i = 256; i < n; i++)
    if (prefix[i] == p && suffix[i] == c) return i;
  return -1;
}
static int pack(const char *in, int *out) {
  int n = 256, count = 0, w = (unsigned char)*in++;
  for (; *in; in++) {
    int c = (unsigned char)*in, k = find(n, w, c);
    if (k >= 0) {
      w = k;
      continue;
    }
    out[count++] = w;
    prefix[n] = w;
    suffix[n++] = c;
    w = c;
  }
  out[count++] = w;
  return count;
}
static int spell(int code, char *to) {
  int n = 0;
  if (code >= 256) {
    n = spell(prefix[code], to);
    to[n++] = suffix[code];
  } else
    to[n++] = code;
  return n;
}
static void unpack(const int *in, int count, char *to) {
  int n = 256, before = -1;
  char word[512];
  for (int i = 0; i < count; i++) {
    int len;
    if (in[i] < n)
      len = spell(in[i], word);
    else {
      len = spell(before, word);
      word[len] = word[0];
      len++;
    }
    memcpy(to, word, len);
    to += len;
    if (before >= 0) {
      prefix[n] = before;
      suffix[n++] = word[0];
    }
    before = in[i];
  }
  *to = 0;
}
static void rle(const char *s, char *to) {
  while (*s) {
    int n = 1;
    while (s[n] == *s && n < 9) n++;
    to += sprintf(to, "%d%c", n, *s);
    s += n;
  }
}
static void mtf(const char *s) {
  char list[26];
  for (int i = 0; i < 26; i++) list[i] = 'a' + i;
  for (; *s; s++) {
    int i = 0;
    while (list[i] != *s) i++;
    printf("%d ", i);
    memmove(list + 1, list, i);
    list[0] = *s;
  }
  puts("");
}
int main(void) {
  const char *texts[] = {"TOBEORNOTTOBEORTOBEORNOT", "aaaaaaaaaaaaaaaaaaaaaaaa", "abcabcabcabcabcabc", "x"};
  for (int i = 0; i < 4; i++) {
    int codes[64], n = pack(texts[i], codes);
    char back[128], runs[128];
    for (int k = 0; k < n; k++) printf("%d ", codes[k]);
    unpack(codes, n, back);
    rle(texts[i], runs);
    printf("| %s %s\n", strcmp(back, texts[i]) ? "WRONG" : "same", runs);
  }
  mtf("bananaaa");
  mtf("zzz");
  return 0;
}
