import { EINVAL, EPERM } from '../../abi/errno';
import { CAP_SETFCAP, CAP_SETGID, CAP_SETUID, CAP_SYS_ADMIN, capable } from './capable';
import type { Credentials, Task } from './types';
import { type Extent, idOf, NO_ID, numberOf, type UserNamespace } from './user_namespace';

/** /proc/[pid]/uid_map and gid_map: user_namespaces(7). */
export type MapKind = 'uids' | 'gids';

/** UID_GID_MAP_MAX_EXTENTS. */
const MOST_EXTENTS = 340;

/** What a map shows: outside numbers are those of the reader, or of the parent for a reader within; what has none there is -1. */
export function shownMap({ userns: of }: Credentials, kind: MapKind, reader: Credentials): string {
  const outside = reader.userns === of && of.parent !== undefined ? of.parent : reader.userns;
  const field = (value: number) => String(value).padStart(10);
  return of[kind]
    .map(({ first, outer, count }) => {
      const [a, b, c] = [first, numberOf(outside[kind], outer), count].map(field);
      return `${a} ${b} ${c}\n`;
    })
    .join('');
}

/** map_write: a map is written once, by one who may, with ids that its writer may use. */
export function writeMap({ userns: of }: Credentials, kind: MapKind, text: string, writer: Task): number {
  const { parent } = of;
  if (of[kind].length > 0 || parent === undefined) return -EPERM;
  const cap = kind === 'uids' ? CAP_SETUID : CAP_SETGID;
  if (!capable(writer.cred, CAP_SYS_ADMIN, of)) return -EPERM;
  const { userns } = writer.cred;
  if (userns !== of && userns !== parent) return -EPERM;
  const extents = parse(text);
  if (extents === undefined) return -EINVAL;
  if (!mayMap(of, parent, kind, extents, cap, writer.cred)) return -EPERM;
  const mapped: Extent[] = [];
  for (const { first, outside, count } of extents) {
    const outer = idOf(parent[kind], outside);
    if (outer === NO_ID || idOf(parent[kind], outside + count - 1) === NO_ID) return -EPERM;
    mapped.push({ first, outside, outer, count });
  }
  of[kind] = mapped;
  return 0;
}

type Given = Omit<Extent, 'outer'>;

/** Lines of three numbers, which overlap neither inside nor outside. */
function parse(text: string): Given[] | undefined {
  const lines = text.replace(/\n$/, '').split('\n');
  if (lines.length > MOST_EXTENTS) return undefined;
  const extents: Given[] = [];
  for (const line of lines) {
    const words = /^\s*(\d+)\s+(\d+)\s+(\d+)\s*$/.exec(line);
    if (words === null) return undefined;
    const [first, outside, count] = words.slice(1).map(Number);
    if (first >= NO_ID || outside >= NO_ID || count === 0) return undefined;
    if (first + count > NO_ID || outside + count > NO_ID) return undefined;
    const meets = (a: number, b: number, other: number) => a < b + other && b < a + count;
    if (extents.some((e) => meets(first, e.first, e.count) || meets(outside, e.outside, e.count)))
      return undefined;
    extents.push({ first, outside, count });
  }
  return extents;
}

/** new_idmap_permitted: one's own id alone, or any with the capability over the parent. */
function mayMap(
  of: UserNamespace,
  parent: UserNamespace,
  kind: MapKind,
  extents: readonly Given[],
  cap: number,
  cred: Credentials,
): boolean {
  // verify_root_map: files with capabilities of the parent's root would be within reach.
  const root = kind === 'uids' && extents.some(({ outside }) => outside === 0);
  if (root && of !== cred.userns && !capable(cred, CAP_SETFCAP, parent)) return false;
  const [only] = extents;
  if (extents.length === 1 && only.count === 1 && cred.euid === of.owner) {
    const id = idOf(parent[kind], only.outside);
    if (kind === 'uids' && id === cred.euid) return true;
    if (kind === 'gids' && !of.setgroups && id === cred.egid) return true;
  }
  // file_ns_capable: as one from outside the namespace.
  return capable(cred, cap, parent);
}

/** proc_setgroups_write: allowed for good once there is a map of groups, denied for good once it is denied. */
export function writeSetgroups({ userns: of }: Credentials, text: string, writer: Task): number {
  if (!capable(writer.cred, CAP_SYS_ADMIN, of)) return -EPERM;
  const word = /^(allow|deny)\s*$/.exec(text)?.[1];
  if (word === undefined) return -EINVAL;
  if (word === 'allow') return of.setgroups ? 0 : -EPERM;
  if (of.gids.length > 0) return -EPERM;
  of.setgroups = false;
  return 0;
}
