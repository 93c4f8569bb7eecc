import { type EnumSet, flags, names } from './xlat';

// keyctl(2): linux/keyctl.h.
export const KEY_SPEC_THREAD_KEYRING = -1;
export const KEY_SPEC_PROCESS_KEYRING = -2;
export const KEY_SPEC_SESSION_KEYRING = -3;
export const KEY_SPEC_USER_KEYRING = -4;
export const KEY_SPEC_USER_SESSION_KEYRING = -5;
export const KEY_IDS: EnumSet = {
  ...names('', {
    KEY_SPEC_THREAD_KEYRING,
    KEY_SPEC_PROCESS_KEYRING,
    KEY_SPEC_SESSION_KEYRING,
    KEY_SPEC_USER_KEYRING,
    KEY_SPEC_USER_SESSION_KEYRING,
    KEY_SPEC_GROUP_KEYRING: -6,
    KEY_SPEC_REQKEY_AUTH_KEY: -7,
    KEY_SPEC_REQUESTOR_KEYRING: -8,
  }),
  decimal: true,
};

export const KEYCTL = {
  GET_KEYRING_ID: 0,
  JOIN_SESSION_KEYRING: 1,
  UPDATE: 2,
  REVOKE: 3,
  CHOWN: 4,
  SETPERM: 5,
  DESCRIBE: 6,
  CLEAR: 7,
  LINK: 8,
  UNLINK: 9,
  SEARCH: 10,
  READ: 11,
  SET_REQKEY_KEYRING: 14,
  SET_TIMEOUT: 15,
  ASSUME_AUTHORITY: 16,
  GET_SECURITY: 17,
  INVALIDATE: 21,
} as const;
export const KEYCTL_COMMANDS = names('KEYCTL_???', {
  ...Object.fromEntries(Object.entries(KEYCTL).map(([name, value]) => [`KEYCTL_${name}`, value])),
  KEYCTL_INSTANTIATE: 12,
  KEYCTL_NEGATE: 13,
  KEYCTL_SESSION_TO_PARENT: 18,
  KEYCTL_REJECT: 19,
  KEYCTL_INSTANTIATE_IOV: 20,
  KEYCTL_GET_PERSISTENT: 22,
  KEYCTL_DH_COMPUTE: 23,
  KEYCTL_PKEY_QUERY: 24,
  KEYCTL_PKEY_ENCRYPT: 25,
  KEYCTL_PKEY_DECRYPT: 26,
  KEYCTL_PKEY_SIGN: 27,
  KEYCTL_PKEY_VERIFY: 28,
  KEYCTL_RESTRICT_KEYRING: 29,
  KEYCTL_MOVE: 30,
  KEYCTL_CAPABILITIES: 31,
  KEYCTL_WATCH_KEY: 32,
});

/** Rights to a key, in a byte each for whoever possesses it, its user, its group and others: keyrings(7). */
export const KEY = { VIEW: 1, READ: 2, WRITE: 4, SEARCH: 8, LINK: 0x10, SETATTR: 0x20, ALL: 0x3f } as const;

const RIGHTS = Object.entries(KEY).filter(([name]) => name !== 'ALL');
const WHOSE = [
  ['POS', 24],
  ['USR', 16],
  ['GRP', 8],
  ['OTH', 0],
] as const;
/** The same as they are told. */
export const KEY_PERMISSIONS = flags(
  'KEY_???',
  Object.fromEntries(
    WHOSE.flatMap(([who, shift]) =>
      RIGHTS.map(([right, bit]) => [`KEY_${who}_${right}`, (bit << shift) >>> 0] as const),
    ),
  ),
);
