/* landlock(7). */
#ifndef _LINUX_LANDLOCK_H
#define _LINUX_LANDLOCK_H

#include <linux/types.h>
#define LANDLOCK_CREATE_RULESET_VERSION 1
#define LANDLOCK_CREATE_RULESET_ERRATA 2
#define LANDLOCK_ACCESS_FS_EXECUTE 1
#define LANDLOCK_ACCESS_FS_WRITE_FILE 2
#define LANDLOCK_ACCESS_FS_READ_FILE 4
#define LANDLOCK_ACCESS_FS_READ_DIR 8
#define LANDLOCK_ACCESS_FS_REMOVE_DIR 16
#define LANDLOCK_ACCESS_FS_REMOVE_FILE 32
#define LANDLOCK_ACCESS_FS_MAKE_CHAR 64
#define LANDLOCK_ACCESS_FS_MAKE_DIR 128
#define LANDLOCK_ACCESS_FS_MAKE_REG 0x100
#define LANDLOCK_ACCESS_FS_MAKE_SOCK 0x200
#define LANDLOCK_ACCESS_FS_MAKE_FIFO 0x400
#define LANDLOCK_ACCESS_FS_MAKE_BLOCK 0x800
#define LANDLOCK_ACCESS_FS_MAKE_SYM 0x1000
#define LANDLOCK_ACCESS_FS_REFER 0x2000
struct landlock_ruleset_attr {
  __u64 handled_access_fs;
};
enum landlock_rule_type { LANDLOCK_RULE_PATH_BENEATH = 1 };
struct landlock_path_beneath_attr {
  __u64 allowed_access;
  __s32 parent_fd;
} __attribute__((packed));

#endif
