// What tells how long the machine has been up agrees, and it has been up for a while.
#include "hosted.h"

#include <sys/sysinfo.h>
#include <sys/times.h>
#include <time.h>

static double seconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static double number(const char *path, const char *key) {
  char line[8192];
  double value = -1;
  FILE *file = fopen(path, "r");
  while (file && fgets(line, sizeof line, file))
    if (!strncmp(line, key, strlen(key)) && sscanf(line + strlen(key), "%lf", &value) == 1) break;
  if (file) fclose(file);
  return value;
}

static int near(double a, double b) { return a - b < 20 && b - a < 20; }

int main(void) {
  struct sysinfo info;
  sysinfo(&info);
  double up = seconds(CLOCK_BOOTTIME);
  printf("up for a while: %d\n", seconds(CLOCK_MONOTONIC) >= 60);
  printf("sysinfo %d, uptime %d\n", near(info.uptime, up), near(number("/proc/uptime", ""), up));
  printf("btime %d\n", near(number("/proc/stat", "btime "), seconds(CLOCK_REALTIME) - up));

  char stat[1024] = "";
  FILE *file = fopen("/proc/self/stat", "r");
  if (!file || !fgets(stat, sizeof stat, file)) return 1;
  unsigned long long started = 0;
  char *at = strrchr(stat, ')');
  for (int field = 2; at && field < 22; field++) at = strchr(at + 1, ' ');
  if (!at || sscanf(at, "%llu", &started) != 1) return 1;
  printf("start %d\n", near(started / 100.0, up));

  struct timespec coarse;
  clock_gettime(CLOCK_MONOTONIC_COARSE, &coarse);
  printf("coarse %d, raw %d\n", near(coarse.tv_sec, seconds(CLOCK_MONOTONIC)), seconds(CLOCK_MONOTONIC_RAW) >= 60);
  return 0;
}
