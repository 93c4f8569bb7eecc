/* Input devices: /dev/input. */
#ifndef _LINUX_INPUT_H
#define _LINUX_INPUT_H

#include <linux/input-event-codes.h>
#include <linux/ioctl.h>
#include <linux/types.h>
#include <sys/time.h>
#define ID_BUS 0
#define ID_VENDOR 1
#define ID_PRODUCT 2
#define ID_VERSION 3
#define BUS_PCI 1
#define BUS_ISAPNP 2
#define BUS_USB 3
#define BUS_HIL 4
#define BUS_BLUETOOTH 5
#define BUS_VIRTUAL 6
#define BUS_ISA 16
#define BUS_I8042 17
#define BUS_XTKBD 18
#define BUS_RS232 19
#define BUS_GAMEPORT 20
#define BUS_PARPORT 21
#define BUS_AMIGA 22
#define BUS_ADB 23
#define BUS_I2C 24
#define BUS_HOST 25
#define BUS_GSC 26
#define BUS_ATARI 27
#define BUS_SPI 28
#define BUS_RMI 29
#define BUS_CEC 30
#define BUS_INTEL_ISHTP 31
#define BUS_AMD_SFH 32
struct input_event {
  struct timeval time;
  __u16 type, code;
  __s32 value;
};
struct input_id {
  __u16 bustype, vendor, product, version;
};
struct input_absinfo {
  __s32 value, minimum, maximum, fuzz, flat, resolution;
};
#define EVIOCGVERSION _IOR('E', 0x01, int)
#define EVIOCGID _IOR('E', 0x02, struct input_id)
#define EVIOCGNAME(n) _IOC(_IOC_READ, 'E', 0x06, n)
#define EVIOCGBIT(e, n) _IOC(_IOC_READ, 'E', 0x20 + (e), n)
#define EVIOCGABS(a) _IOR('E', 0x40 + (a), struct input_absinfo)
#define EVIOCGRAB _IOW('E', 0x90, int)

#endif
