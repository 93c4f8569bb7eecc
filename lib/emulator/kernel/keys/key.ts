import { KEY } from '../../../abi/keys';
import { sideTable } from '../../snapshot/side_table';
import { CAP_SYS_ADMIN, capable } from '../capable';
import type { Credentials, KernelServices } from '../types';

/** Kinds of keys: the kernel's own keyrings, and bytes that can be read back, or not (logon). */
export const KEY_TYPES = ['user', 'logon', 'big_key', 'keyring'] as const;
export type KeyType = (typeof KEY_TYPES)[number];

/** struct key. */
export interface Key {
  readonly serial: number;
  readonly type: KeyType;
  readonly description: string;
  uid: number;
  gid: number;
  /** Rights of whoever possesses it, of its user, its group and others, a byte each from the top. */
  perm: number;
  payload: Uint8Array;
  /** What a keyring holds, by type and description. */
  readonly keys: Map<string, Key>;
  /** Keyrings that it is in, and processes or users whose keyring it is. */
  links: number;
  revoked: boolean;
  /** CLOCK_MONOTONIC at which it ends. */
  expires: number | undefined;
}

/** Rights of a new keyring's possessor and of others: `KEY_POS_ALL | KEY_USR_VIEW` and so on. */
export const perms = (possessor: number, user: number): number => ((possessor << 24) | (user << 16)) >>> 0;

/** The machine's keys. */
export class KeyTable {
  readonly bySerial = new Map<number, Key>();
  /** Keyrings of users and of their sessions, by name and user. */
  readonly ofUsers = new Map<string, Key>();

  constructor(private readonly kernel: KernelServices) {}

  make(type: KeyType, description: string, uid: number, gid: number, perm: number): Key {
    const bytes = new Uint8Array(4);
    let serial: number;
    // key_alloc_serial: a number of 31 bits, above those that are small.
    do {
      this.kernel.random(bytes);
      serial = new DataView(bytes.buffer).getInt32(0, true) & 0x7fffffff;
    } while (serial < 3 || this.bySerial.has(serial));
    const key: Key = {
      serial,
      type,
      description,
      uid,
      gid,
      perm,
      payload: new Uint8Array(0),
      keys: new Map(),
      links: 0,
      revoked: false,
      expires: undefined,
    };
    this.bySerial.set(serial, key);
    return key;
  }

  /** Puts a key into a keyring, in the place of one that has its type and description. */
  link(ring: Key, key: Key): void {
    const before = ring.keys.get(nameOf(key));
    if (before === key) return;
    key.links++;
    ring.keys.set(nameOf(key), key);
    if (before !== undefined) this.put(before);
  }

  unlink(ring: Key, key: Key): boolean {
    if (ring.keys.get(nameOf(key)) !== key) return false;
    ring.keys.delete(nameOf(key));
    this.put(key);
    return true;
  }

  /** A key that nothing leads to is gone, and what it held with it. */
  put(key: Key): void {
    if (--key.links > 0) return;
    this.bySerial.delete(key.serial);
    for (const held of key.keys.values()) this.put(held);
    key.keys.clear();
  }
}

export const nameOf = ({ type, description }: Pick<Key, 'type' | 'description'>): string =>
  `${type};${description}`;

const tables = sideTable<KernelServices, KeyTable>();

export function keyTable(kernel: KernelServices): KeyTable {
  let table = tables.get(kernel);
  if (table === undefined) {
    table = new KeyTable(kernel);
    tables.set(kernel, table);
  }
  return table;
}

/** key_task_permission. */
export function permits(key: Key, cred: Credentials, possessed: boolean, need: number): boolean {
  let granted = key.perm & KEY.ALL;
  if (key.uid === cred.fsuid) granted = (key.perm >>> 16) & KEY.ALL;
  else if (key.gid === cred.fsgid || cred.groups.includes(key.gid)) granted = (key.perm >>> 8) & KEY.ALL;
  if (possessed) granted |= (key.perm >>> 24) & KEY.ALL;
  return (granted & need) === need;
}

/** Whoever may do anything with keys that are not its own. */
export const isKeyAdmin = (cred: Credentials): boolean => capable(cred, CAP_SYS_ADMIN);
