/* C11 7.5: errno is a word of the thread. */
#include <errno.h>
#include <netdb.h>
#include "../internal/thread.h"

int *__errno_location(void) { return &__self()->errno_value; }

int *__h_errno_location(void) { return &__self()->h_errno_value; }
