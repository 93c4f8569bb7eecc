#include <net/ethernet.h>
