/* The kernel's names of integers. */
#ifndef _LINUX_TYPES_H
#define _LINUX_TYPES_H

#include <stdint.h>
typedef int8_t __s8;
typedef uint8_t __u8;
typedef int16_t __s16;
typedef uint16_t __u16, __le16, __be16, __sum16;
typedef int32_t __s32;
typedef uint32_t __u32, __le32, __be32, __wsum;
typedef long long __s64;
typedef unsigned long long __u64, __le64, __be64;
typedef __u64 __aligned_u64 __attribute__((aligned(8)));
typedef unsigned __poll_t;
typedef int __kernel_pid_t, __kernel_key_t, __kernel_timer_t, __kernel_clockid_t;
typedef unsigned __kernel_uid_t, __kernel_gid_t, __kernel_mode_t;
typedef long __kernel_long_t, __kernel_off_t, __kernel_time_t, __kernel_ssize_t, __kernel_clock_t;
typedef unsigned long __kernel_ulong_t, __kernel_size_t, __kernel_ino_t;
typedef long long __kernel_loff_t, __kernel_time64_t;

#endif
