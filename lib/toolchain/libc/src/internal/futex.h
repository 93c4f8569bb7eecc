/* Waiting for a word to change, and waking those who wait: thread/mutex.c. */
#ifndef INTERNAL_FUTEX_H
#define INTERNAL_FUTEX_H

#include <time.h>

int __futex_wait(void *word, int shared, int value, int clock, const struct timespec *until);
void __futex_wake(void *word, int shared, int count);

#endif
