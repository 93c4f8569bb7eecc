import { flags, names } from './xlat';

// clock_gettime(2): linux/time.h.
export const CLOCK_REALTIME = 0;
export const CLOCK_MONOTONIC = 1;
export const CLOCK_PROCESS_CPUTIME_ID = 2;
export const CLOCK_THREAD_CPUTIME_ID = 3;
export const CLOCK_MONOTONIC_RAW = 4;
export const CLOCK_REALTIME_COARSE = 5;
export const CLOCK_MONOTONIC_COARSE = 6;
export const CLOCK_BOOTTIME = 7;
export const CLOCK_REALTIME_ALARM = 8;
export const CLOCK_BOOTTIME_ALARM = 9;
export const CLOCK_SGI_CYCLE = 10;
export const CLOCK_TAI = 11;
export const CLOCKS = names('CLOCK_???', {
  CLOCK_REALTIME,
  CLOCK_MONOTONIC,
  CLOCK_PROCESS_CPUTIME_ID,
  CLOCK_THREAD_CPUTIME_ID,
  CLOCK_MONOTONIC_RAW,
  CLOCK_REALTIME_COARSE,
  CLOCK_MONOTONIC_COARSE,
  CLOCK_BOOTTIME,
  CLOCK_REALTIME_ALARM,
  CLOCK_BOOTTIME_ALARM,
  CLOCK_SGI_CYCLE,
  CLOCK_TAI,
});
export const TIMER_ABSTIME = 1;
export const TIMER_FLAGS = flags('TIMER_???', { TIMER_ABSTIME });
export const ITIMER_REAL = 0;
export const ITIMER_VIRTUAL = 1;
export const ITIMER_PROF = 2;
export const ITIMERS = names('ITIMER_???', { ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF });

// utimensat(2).
export const UTIME_NOW = 0x3fffffff;
export const UTIME_OMIT = 0x3ffffffe;

// timerfd_create(2), timerfd_settime(2).
export const TFD_TIMER_ABSTIME = 1;
export const TFD_TIMER_CANCEL_ON_SET = 2;
export const TFD_CLOEXEC = 0x80000;
export const TFD_NONBLOCK = 0x800;
export const TFD_FLAGS = flags('TFD_???', {
  TFD_TIMER_ABSTIME,
  TFD_TIMER_CANCEL_ON_SET,
  TFD_CLOEXEC,
  TFD_NONBLOCK,
});
