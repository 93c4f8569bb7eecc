/** The keyrings of threads, processes, sessions and users: keyrings(7), security/keys/process_keys.c. */
import * as E from '../../../abi/errno';
import * as K from '../../../abi/keys';
import { KEY } from '../../../abi/keys';
import { sideTable } from '../../snapshot/side_table';
import type { MmStruct } from '../mm/mm_struct';
import type { TaskStruct } from '../task';
import { type Key, keyTable, nameOf, permits, perms } from './key';

/** Keyrings of threads and of processes go with the program that made them. */
const ofThreads = sideTable<TaskStruct, { readonly mm: MmStruct; readonly ring: Key }>();
const ofProcesses = sideTable<MmStruct, Key>();
const NO_GROUP = 0xffffffff;

function newRing(task: TaskStruct, name: string, perm: number): Key {
  const { fsuid, fsgid } = task.cred;
  const ring = keyTable(task.kernel).make('keyring', name, fsuid, fsgid, perm);
  ring.links = 1;
  return ring;
}

const threadRing = (task: TaskStruct): Key | undefined => {
  const found = ofThreads.get(task);
  return found?.mm === task.mm ? found.ring : undefined;
};

/** install_user_keyrings: a user's keyring, and the one of its sessions that leads to it. */
function userRing(task: TaskStruct, session: boolean): Key {
  const table = keyTable(task.kernel);
  const { uid } = task.cred;
  const make = (name: string): Key => {
    const known = table.ofUsers.get(name);
    if (known !== undefined) return known;
    const made = table.make('keyring', name, uid, NO_GROUP, perms(KEY.ALL & ~KEY.SETATTR, KEY.ALL));
    made.links = 1;
    table.ofUsers.set(name, made);
    return made;
  };
  const user = make(`_uid.${uid}`);
  if (!session) return user;
  const ring = make(`_uid_ses.${uid}`);
  if (ring.keys.size === 0) table.link(ring, user);
  return ring;
}

/** join_session_keyring: a new session of its own, or one that has a name. */
export function joinSession(task: TaskStruct, name: string | undefined): Key | number {
  const named =
    name === undefined
      ? undefined
      : [...keyTable(task.kernel).bySerial.values()].find(
          (key) => key.type === 'keyring' && key.description === name && !key.revoked,
        );
  if (named !== undefined && !permits(named, task.cred, false, KEY.SEARCH)) return -E.EACCES;
  const user = name === undefined ? KEY.VIEW | KEY.READ : KEY.VIEW | KEY.READ | KEY.LINK;
  const ring = named ?? newRing(task, name ?? '_ses', perms(KEY.ALL, user));
  task.cred = { ...task.cred, session: ring };
  return ring;
}

/** The keyring that a special number stands for; -ENOKEY where there is none and none is to be made. */
function special(task: TaskStruct, id: number, create: boolean): Key | number {
  switch (id) {
    case K.KEY_SPEC_THREAD_KEYRING: {
      const found = threadRing(task);
      if (found !== undefined || !create) return found ?? -E.ENOKEY;
      const ring = newRing(task, '_tid', perms(KEY.ALL, KEY.VIEW));
      ofThreads.set(task, { mm: task.mm, ring });
      return ring;
    }
    case K.KEY_SPEC_PROCESS_KEYRING: {
      const found = ofProcesses.get(task.mm);
      if (found !== undefined || !create) return found ?? -E.ENOKEY;
      const ring = newRing(task, '_pid', perms(KEY.ALL, KEY.VIEW));
      ofProcesses.set(task.mm, ring);
      return ring;
    }
    case K.KEY_SPEC_SESSION_KEYRING: {
      const { session } = task.cred;
      if (session !== undefined) return session as Key;
      if (create) return joinSession(task, undefined);
      const ring = userRing(task, true);
      task.cred = { ...task.cred, session: ring };
      return ring;
    }
    case K.KEY_SPEC_USER_KEYRING:
      return userRing(task, false);
    case K.KEY_SPEC_USER_SESSION_KEYRING:
      return userRing(task, true);
    default:
      return -E.EINVAL;
  }
}

/** The keyrings that a process searches, in order. */
function searched(task: TaskStruct): Key[] {
  const session =
    (task.cred.session as Key | undefined) ?? keyTable(task.kernel).ofUsers.get(`_uid_ses.${task.cred.uid}`);
  return [threadRing(task), ofProcesses.get(task.mm), session].filter((ring) => ring !== undefined);
}

/** keyring_search: a key below a ring that `fits`, through keyrings that may be searched; or why there is none. */
function below(task: TaskStruct, ring: Key, possessed: boolean, fits: (key: Key) => boolean): Key | number {
  if (!permits(ring, task.cred, possessed, KEY.SEARCH)) return -E.EACCES;
  if (ring.revoked) return -E.EKEYREVOKED;
  const seen = new Set<Key>([ring]);
  const queue = [ring];
  let error = -E.ENOKEY;
  for (const at of queue)
    for (const key of at.keys.values()) {
      if (seen.has(key)) continue;
      seen.add(key);
      const may = permits(key, task.cred, possessed, KEY.SEARCH);
      if (fits(key)) {
        if (may) return key;
        error = -E.EACCES;
      }
      if (key.type === 'keyring' && may) queue.push(key);
    }
  return error;
}

/** Whether a process possesses a key: one of its keyrings leads to it. */
function possesses(task: TaskStruct, key: Key): boolean {
  return searched(task).some(
    (ring) => ring === key || typeof below(task, ring, true, (found) => found === key) !== 'number',
  );
}

/** key_validate. */
function validate(task: TaskStruct, key: Key): number {
  if (key.revoked) return -E.EKEYREVOKED;
  return key.expires !== undefined && key.expires <= task.kernel.monotonic() ? -E.EKEYEXPIRED : 0;
}

export interface Found {
  readonly key: Key;
  readonly possessed: boolean;
}

/** lookup_user_key: the key of a number, which has to be of use and to grant `need`. `ended`: even if it is not. */
export function lookup(
  task: TaskStruct,
  id: number,
  need: number,
  { create = false, ended = false }: { create?: boolean; ended?: boolean } = {},
): Found | number {
  const key = id > 0 ? (keyTable(task.kernel).bySerial.get(id) ?? -E.ENOKEY) : special(task, id, create);
  if (typeof key === 'number') return key;
  const possessed = id < 0 || possesses(task, key);
  const error = ended ? 0 : validate(task, key);
  if (error < 0) return error;
  return permits(key, task.cred, possessed, need) ? { key, possessed } : -E.EACCES;
}

/** A key below a ring by its type and description, and why not if it has ended. */
export function search(task: TaskStruct, ring: Found, type: Key['type'], description: string): Key | number {
  const wanted = nameOf({ type, description });
  const key = below(task, ring.key, ring.possessed, (found) => nameOf(found) === wanted);
  return typeof key === 'number' ? key : validate(task, key) || key;
}

/** search_process_keyrings. */
export function searchAll(task: TaskStruct, type: Key['type'], description: string): Key | number {
  let error = -E.ENOKEY;
  for (const ring of searched(task)) {
    const found = search(task, { key: ring, possessed: true }, type, description);
    if (typeof found !== 'number') return found;
    if (found !== -E.ENOKEY) error = found;
  }
  return error;
}
