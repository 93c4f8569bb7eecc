// landlock(7): linux/landlock.h, rights to files of the third version.
export const LANDLOCK_ABI_VERSION = 3;
export const LANDLOCK_CREATE_RULESET_VERSION = 1;
export const LANDLOCK_RULE_PATH_BENEATH = 1;

export const LANDLOCK = {
  EXECUTE: 1,
  WRITE_FILE: 2,
  READ_FILE: 4,
  READ_DIR: 8,
  REMOVE_DIR: 0x10,
  REMOVE_FILE: 0x20,
  MAKE_CHAR: 0x40,
  MAKE_DIR: 0x80,
  MAKE_REG: 0x100,
  MAKE_SOCK: 0x200,
  MAKE_FIFO: 0x400,
  MAKE_BLOCK: 0x800,
  MAKE_SYM: 0x1000,
  REFER: 0x2000,
  TRUNCATE: 0x4000,
} as const;

export const LANDLOCK_ALL = 0x7fff;
/** Rights that mean something for files which are no directories. */
export const LANDLOCK_FILE = LANDLOCK.EXECUTE | LANDLOCK.WRITE_FILE | LANDLOCK.READ_FILE | LANDLOCK.TRUNCATE;
