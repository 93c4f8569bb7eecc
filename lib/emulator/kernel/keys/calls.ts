/** add_key(2), request_key(2) and keyctl(2): security/keys/keyctl.c. */
import * as E from '../../../abi/errno';
import { KEY, KEYCTL } from '../../../abi/keys';
import { byteString } from '../../vfs/bytes';
import { CAP_CHOWN, capable } from '../capable';
import { partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';
import { isKeyAdmin, KEY_TYPES, type Key, type KeyType, keyTable, nameOf, perms } from './key';
import { type Found, joinSession, lookup, search, searchAll } from './keyrings';

const MAX_DESCRIPTION = 4096;
const MAX_TYPE = 32;
const MAX_PAYLOAD = 1024 * 1024 - 1;
/** What a key of type user may hold. */
const MAX_USER_PAYLOAD = 32_767;

/** strndup_user, and key_get_type_from_user for types. */
function readString(task: TaskStruct, addr: number, most: number): string | number {
  const bytes = task.mem.readString(addr, most);
  if (typeof bytes === 'number') return bytes === -E.EFAULT ? -E.EFAULT : -E.EINVAL;
  return byteString(bytes);
}

function readType(task: TaskStruct, addr: number): string | number {
  const type = readString(task, addr, MAX_TYPE);
  if (typeof type === 'number') return type;
  if (type === '') return -E.EINVAL;
  return type[0] === '.' ? -E.EPERM : type;
}

const knownType = (type: string): KeyType | undefined => KEY_TYPES.find((known) => known === type);

/** What a type makes of a payload: a negative errno where it wants another. */
function checkPayload(type: KeyType, payload: Uint8Array): number {
  if (type === 'keyring') return payload.length === 0 ? 0 : -E.EINVAL;
  const most = type === 'big_key' ? MAX_PAYLOAD : MAX_USER_PAYLOAD;
  return payload.length === 0 || payload.length > most ? -E.EINVAL : 0;
}

/** Implements add_key(2). */
function addKey(task: TaskStruct, [typeAddr, descAddr, addr, length, ringId]: readonly number[]): Result {
  if (length > MAX_PAYLOAD) return -E.EINVAL;
  const name = readType(task, typeAddr);
  if (typeof name === 'number') return name;
  const description = descAddr === 0 ? '' : readString(task, descAddr, MAX_DESCRIPTION);
  if (typeof description === 'number') return description;
  if (description[0] === '.' && name.startsWith('keyring')) return -E.EPERM;
  const payload = length === 0 ? new Uint8Array(0) : task.mem.copyIn(addr, length)?.slice();
  if (payload === undefined) return -E.EFAULT;
  const ring = lookup(task, ringId | 0, KEY.WRITE, { create: true });
  if (typeof ring === 'number') return ring;
  const type = knownType(name);
  if (type === undefined) return -E.ENODEV;
  if (ring.key.type !== 'keyring') return -E.ENOTDIR;
  const error = checkPayload(type, payload);
  if (error < 0) return error;
  if (description === '' || (type === 'logon' && !/^.+:/s.test(description))) return -E.EINVAL;
  const before = type === 'keyring' ? undefined : ring.key.keys.get(nameOf({ type, description }));
  if (before !== undefined && !before.revoked) {
    const found = lookup(task, before.serial, KEY.WRITE);
    if (typeof found === 'number') return found;
    before.payload = payload;
    before.expires = undefined;
    return before.serial;
  }
  // Who possesses a key may do with it whatever its type can.
  const possessor = type === 'logon' ? KEY.ALL & ~KEY.READ : KEY.ALL;
  const table = keyTable(task.kernel);
  const { fsuid, fsgid } = task.cred;
  const key = table.make(type, description, fsuid, fsgid, perms(possessor, KEY.VIEW));
  key.payload = payload;
  table.link(ring.key, key);
  return key.serial;
}

/** Implements request_key(2). There is no /sbin/request-key to make what is not found. */
function requestKey(task: TaskStruct, [typeAddr, descAddr, infoAddr, destId]: readonly number[]): Result {
  const name = readType(task, typeAddr);
  if (typeof name === 'number') return name;
  const description = readString(task, descAddr, MAX_DESCRIPTION);
  if (typeof description === 'number') return description;
  if (infoAddr !== 0) {
    const info = readString(task, infoAddr, MAX_DESCRIPTION);
    if (typeof info === 'number') return info;
  }
  const dest = destId === 0 ? undefined : lookup(task, destId | 0, KEY.WRITE, { create: true });
  if (typeof dest === 'number') return dest;
  const type = knownType(name);
  if (type === undefined) return -E.ENOKEY;
  return deliver(task, searchAll(task, type, description), dest);
}

/** A key that was found, put into a keyring if that was asked for. */
function deliver(task: TaskStruct, key: Key | number, dest: Found | undefined): number {
  if (typeof key === 'number') return key;
  if (dest !== undefined) {
    if (dest.key.type !== 'keyring') return -E.ENOTDIR;
    const found = lookup(task, key.serial, KEY.LINK);
    if (typeof found === 'number') return found;
    keyTable(task.kernel).link(dest.key, key);
  }
  return key.serial;
}

type Operation = (task: TaskStruct, args: readonly number[]) => Result;

/** Calls `then` with the key of a number, if it grants what is needed. */
const withKey = (task: TaskStruct, id: number, need: number, then: (found: Found) => Result): Result => {
  const found = lookup(task, id | 0, need);
  return typeof found === 'number' ? found : then(found);
};

/** keyctl_describe_key and keyctl_read_key: all of it, where there is room for all. */
function give(task: TaskStruct, bytes: Uint8Array, addr: number, room: number): number {
  if (addr !== 0 && room >= bytes.length && !task.mem.copyOut(addr, bytes)) return -E.EFAULT;
  return bytes.length;
}

const join: Operation = (task, [addr]) => {
  const name = addr === 0 ? undefined : readString(task, addr, MAX_DESCRIPTION);
  if (typeof name === 'number') return name;
  if (name?.[0] === '.') return -E.EPERM;
  const ring = joinSession(task, name);
  return typeof ring === 'number' ? ring : ring.serial;
};

const update: Operation = (task, [id, addr, length]) => {
  if (length > MAX_PAYLOAD) return -E.EINVAL;
  const payload = length === 0 ? new Uint8Array(0) : task.mem.copyIn(addr, length)?.slice();
  if (payload === undefined) return -E.EFAULT;
  return withKey(task, id, KEY.WRITE, ({ key }) => {
    if (key.type === 'keyring') return -E.EOPNOTSUPP;
    const error = checkPayload(key.type, payload);
    if (error === 0) key.payload = payload;
    return error;
  });
};

const revoke: Operation = (task, [id]) => {
  let found = lookup(task, id | 0, KEY.WRITE);
  if (found === -E.EACCES) found = lookup(task, id | 0, KEY.SETATTR);
  if (typeof found === 'number') return found;
  found.key.revoked = true;
  return 0;
};

const chown: Operation = (task, [id, uid, gid]) =>
  withKey(task, id, KEY.SETATTR, ({ key }) => {
    const [user, group] = [uid >>> 0, gid >>> 0];
    const [newUser, newGroup] = [user !== NOBODY && user !== key.uid, group !== NOBODY && group !== key.gid];
    if ((newUser || newGroup) && !capable(task.cred, CAP_CHOWN)) return -E.EACCES;
    if (user !== NOBODY) key.uid = user;
    if (group !== NOBODY) key.gid = group;
    return 0;
  });
const NOBODY = 0xffffffff;

const setPermissions: Operation = (task, [id, perm]) => {
  const all = perms(KEY.ALL, KEY.ALL) | (KEY.ALL << 8) | KEY.ALL;
  if (perm & ~all) return -E.EINVAL;
  return withKey(task, id, KEY.SETATTR, ({ key }) => {
    if (!isKeyAdmin(task.cred) && key.uid !== task.cred.fsuid) return -E.EACCES;
    key.perm = perm >>> 0;
    return 0;
  });
};

const describe: Operation = (task, [id, addr, room]) =>
  withKey(task, id, KEY.VIEW, ({ key }) => {
    const { type, uid, gid, perm, description } = key;
    const shownGid = gid === NOBODY ? OVERFLOW_GID : gid;
    const text = `${type};${uid};${shownGid};${perm.toString(16).padStart(8, '0')};${description}\0`;
    return give(
      task,
      Uint8Array.from(text, (c) => c.charCodeAt(0)),
      addr,
      room,
    );
  });
const OVERFLOW_GID = 65534;

const clear: Operation = (task, [id]) =>
  withKey(task, id, KEY.WRITE, ({ key }) => {
    if (key.type !== 'keyring') return -E.ENOTDIR;
    for (const held of [...key.keys.values()]) keyTable(task.kernel).unlink(key, held);
    return 0;
  });

/** Whether a keyring leads to another. */
const leadsTo = (from: Key, to: Key): boolean =>
  from === to || [...from.keys.values()].some((held) => held.type === 'keyring' && leadsTo(held, to));

const link: Operation = (task, [id, ringId]) => {
  const ring = lookup(task, ringId | 0, KEY.WRITE, { create: true });
  if (typeof ring === 'number') return ring;
  const found = lookup(task, id | 0, KEY.LINK, { create: true });
  if (typeof found === 'number') return found;
  if (ring.key.type !== 'keyring') return -E.ENOTDIR;
  if (found.key.type === 'keyring' && leadsTo(found.key, ring.key)) return -E.EDEADLK;
  keyTable(task.kernel).link(ring.key, found.key);
  return 0;
};

const unlink: Operation = (task, [id, ringId]) => {
  const ring = lookup(task, ringId | 0, KEY.WRITE);
  if (typeof ring === 'number') return ring;
  const found = lookup(task, id | 0, 0, { ended: true });
  if (typeof found === 'number') return found;
  if (ring.key.type !== 'keyring') return -E.ENOTDIR;
  return keyTable(task.kernel).unlink(ring.key, found.key) ? 0 : -E.ENOENT;
};

const find: Operation = (task, [ringId, typeAddr, descAddr, destId]) => {
  const name = readType(task, typeAddr);
  if (typeof name === 'number') return name;
  const description = readString(task, descAddr, MAX_DESCRIPTION);
  if (typeof description === 'number') return description;
  const ring = lookup(task, ringId | 0, KEY.SEARCH);
  if (typeof ring === 'number') return ring;
  const dest = destId === 0 ? undefined : lookup(task, destId | 0, KEY.WRITE, { create: true });
  if (typeof dest === 'number') return dest;
  if (ring.key.type !== 'keyring') return -E.ENOTDIR;
  const type = knownType(name);
  if (type === undefined) return -E.ENOKEY;
  return deliver(task, search(task, ring, type, description), dest);
};

const read: Operation = (task, [id, addr, room]) => {
  const found = lookup(task, id | 0, 0);
  if (typeof found === 'number') return found;
  const { key } = found;
  const readable = lookup(task, id | 0, KEY.READ);
  if (typeof readable === 'number' && !(readable === -E.EACCES && found.possessed)) return readable;
  if (key.type === 'logon') return -E.EOPNOTSUPP;
  if (key.type !== 'keyring') return give(task, key.payload, addr, room);
  return give(
    task,
    new Uint8Array(Int32Array.from(key.keys.values(), ({ serial }) => serial).buffer),
    addr,
    room,
  );
};

const setTimeout: Operation = (task, [id, seconds]) =>
  withKey(task, id, KEY.SETATTR, ({ key }) => {
    const time = seconds >>> 0;
    key.expires = time === 0 ? undefined : task.kernel.monotonic() + time * 1e9;
    return 0;
  });

const invalidate: Operation = (task, [id]) =>
  withKey(task, id, KEY.SEARCH, ({ key }) => {
    const table = keyTable(task.kernel);
    for (const ring of [...table.bySerial.values()]) table.unlink(ring, key);
    return 0;
  });

/** Without a security module nobody has a label. */
const security: Operation = (task, [id, addr, room]) =>
  withKey(task, id, KEY.VIEW, () =>
    addr !== 0 && room > 0 && !task.mem.copyOut(addr, new Uint8Array(1)) ? -E.EFAULT : 1,
  );

const OPERATIONS: Readonly<Record<number, Operation>> = {
  [KEYCTL.GET_KEYRING_ID]: (task, [id, create]) => {
    const found = lookup(task, id | 0, KEY.SEARCH, { create: (create | 0) !== 0 });
    return typeof found === 'number' ? found : found.key.serial;
  },
  [KEYCTL.JOIN_SESSION_KEYRING]: join,
  [KEYCTL.UPDATE]: update,
  [KEYCTL.REVOKE]: revoke,
  [KEYCTL.CHOWN]: chown,
  [KEYCTL.SETPERM]: setPermissions,
  [KEYCTL.DESCRIBE]: describe,
  [KEYCTL.CLEAR]: clear,
  [KEYCTL.LINK]: link,
  [KEYCTL.UNLINK]: unlink,
  [KEYCTL.SEARCH]: find,
  [KEYCTL.READ]: read,
  [KEYCTL.SET_TIMEOUT]: setTimeout,
  [KEYCTL.INVALIDATE]: invalidate,
  [KEYCTL.GET_SECURITY]: security,
};

/** Implements keyctl(2). */
function keyctl(task: TaskStruct, [operation, ...args]: readonly number[]): Result {
  return OPERATIONS[operation | 0]?.(task, args) ?? -E.EOPNOTSUPP;
}

const TYPES = 'keys of user, logon, big_key and keyrings';

export const keyRows = [
  partial('add_key', addKey, TYPES),
  partial('request_key', requestKey, 'nothing makes keys that are not found'),
  partial(
    'keyctl',
    keyctl,
    `${TYPES}; instantiation, restriction, persistent keyrings and public keys answer EOPNOTSUPP`,
  ),
];
