import { addr, depends, structIn } from './signature';
import { LANDLOCK_PATH_BENEATH_ATTR } from './structs';
import { flags, names } from './xlat';

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

/** TRUNCATE is newer than strace 6.1. */
const { TRUNCATE: _, ...told } = LANDLOCK;
export const LANDLOCK_ACCESS = flags(
  'LANDLOCK_ACCESS_FS_???',
  Object.fromEntries(Object.entries(told).map(([name, bit]) => [`LANDLOCK_ACCESS_FS_${name}`, bit])),
);
export const LANDLOCK_RULESET_FLAGS = flags('LANDLOCK_CREATE_RULESET_???', {
  LANDLOCK_CREATE_RULESET_VERSION,
});
export const LANDLOCK_RULES = names('LANDLOCK_RULE_???', { LANDLOCK_RULE_PATH_BENEATH });

/** What a rule is about. */
export const landlockRule = depends(([, type]) =>
  type === LANDLOCK_RULE_PATH_BENEATH ? structIn(LANDLOCK_PATH_BENEATH_ATTR) : addr,
);
