/* strverscmp(3): runs of digits compare as numbers; a run with a leading zero is a fraction. */
#define _GNU_SOURCE
#include <ctype.h>
#include <string.h>

int strverscmp(const char *x, const char *y) {
  const unsigned char *a = (const unsigned char *)x, *b = (const unsigned char *)y;
  size_t at = 0, run = 0;
  int fraction = 0;
  for (; a[at] == b[at]; at++) {
    if (!a[at]) return 0;
    if (!isdigit(a[at]))
      run = at + 1;
  }
  /* The digits before the difference decide how it is read. */
  size_t zeros = run;
  while (zeros < at && a[zeros] == '0') zeros++;
  fraction = zeros == at ? (at > run || (isdigit(a[at]) && isdigit(b[at]) && (a[at] == '0' || b[at] == '0')))
                         : a[run] == '0';
  if (fraction) {
    if (zeros == at && at > run) {
      /* Only zeros so far: the run that goes on with more zeros, or with digits, is smaller than the end of a run. */
      int da = isdigit(a[at]) != 0, db = isdigit(b[at]) != 0;
      if (da != db) return da ? -1 : 1;
    }
    return a[at] - b[at];
  }
  size_t i = at, j = at;
  while (isdigit(a[i])) i++;
  while (isdigit(b[j])) j++;
  if (i != j && (at > run || (isdigit(a[at]) && isdigit(b[at])))) return i < j ? -1 : 1;
  return a[at] - b[at];
}
