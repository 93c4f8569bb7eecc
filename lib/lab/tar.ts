/** A tar archive as files for a machine: POSIX ustar and pax, and GNU's long names (tar(5)). */
import { gunzipSync } from 'fflate';
import type { GuestFile } from './types';

const BLOCK = 512;
const NOTHING = new Uint8Array(0);

/** Permission bits of a header, and types of inodes that stand beside them: linux/stat.h. */
const PERMISSIONS = 0o7777;
const S_IFDIR = 0o040000;
const S_IFLNK = 0o120000;

/** The typeflag of a header. */
const TYPE = {
  LINK: '1',
  SYMLINK: '2',
  DIRECTORY: '5',
  PAX: 'x',
  PAX_GLOBAL: 'g',
  LONG_NAME: 'L',
  LONG_LINK: 'K',
} as const;
/** Regular files: '0', NUL of old archives, and '7', which means contiguous. */
const REGULAR = new Set(['0', '\0', '7']);

/** What extended headers say of the entry that follows them. */
type Overrides = Partial<Record<'path' | 'linkpath' | 'size' | 'mtime' | 'uid' | 'gid', string>>;

/** True for a tar archive, or one that gzip has packed. */
export function isTar(bytes: Uint8Array): boolean {
  return isGzip(bytes) || text(bytes, 257, 5) === 'ustar';
}

const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The archive's files below /. Devices and FIFOs are left out. Throws where it is no archive, or a damaged one. */
export function tarFiles(packed: Uint8Array): GuestFile[] {
  const bytes = isGzip(packed) ? gunzipSync(packed) : packed;
  const files: GuestFile[] = [];
  const byPath = new Map<string, GuestFile>();
  let next: Overrides = {};
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    if (!sumIsRight(bytes, at))
      throw new Error(`this is no tar archive: the header at ${at} has a wrong sum`);
    const size = next.size === undefined ? number(bytes, at + 124, 12) : Number(next.size);
    const data = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (data.length < size) throw new Error('the tar archive ends in the middle of a file');
    const type = String.fromCharCode(bytes[at + 156]!);
    if (type === TYPE.PAX) next = { ...next, ...records(data) };
    else if (type === TYPE.LONG_NAME) next.path = text(data, 0, size);
    else if (type === TYPE.LONG_LINK) next.linkpath = text(data, 0, size);
    else if (type !== TYPE.PAX_GLOBAL) {
      const file = entry(bytes, at, type, data, next, byPath);
      if (file) {
        files.push(file);
        byPath.set(file.path, file);
      }
      next = {};
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

function entry(
  bytes: Uint8Array,
  at: number,
  type: string,
  data: Uint8Array,
  { path: longPath, linkpath, mtime, uid, gid }: Overrides,
  byPath: ReadonlyMap<string, GuestFile>,
): GuestFile | undefined {
  const prefix = text(bytes, at + 257, 6) === 'ustar' ? text(bytes, at + 345, 155) : '';
  const path = absolute(longPath ?? (prefix ? `${prefix}/` : '') + text(bytes, at, 100));
  if (path === '/') return undefined;
  const mode = number(bytes, at + 100, 8) & PERMISSIONS;
  const target = linkpath ?? text(bytes, at + 157, 100);
  const common = {
    path,
    uid: uid === undefined ? number(bytes, at + 108, 8) : Number(uid),
    gid: gid === undefined ? number(bytes, at + 116, 8) : Number(gid),
    mtime: mtime === undefined ? number(bytes, at + 136, 12) : Number(mtime),
  };
  if (REGULAR.has(type)) return { ...common, mode, bytes: data };
  if (type === TYPE.DIRECTORY) return { ...common, mode: S_IFDIR | mode, bytes: NOTHING };
  if (type === TYPE.SYMLINK) return { ...common, mode: S_IFLNK | mode, link: target, bytes: NOTHING };
  if (type !== TYPE.LINK) return undefined;
  const linked = byPath.get(absolute(target));
  if (!linked) throw new Error(`${path}: it is a link to ${target}, which does not come before it`);
  linked.same ??= linked.path;
  return { ...linked, path };
}

/** Names without `./` in front or a slash at the end, from / on; `..` leads nowhere above it. */
function absolute(name: string): string {
  const parts: string[] = [];
  for (const part of name.split('/'))
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  return `/${parts.join('/')}`;
}

/** Characters up to a NUL. Names are bytes, and mostly UTF-8. */
function text(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

/** Octal digits, or with the top bit set a binary number, as GNU writes large ones. */
function number(bytes: Uint8Array, at: number, length: number): number {
  if (!(bytes[at]! & 0x80)) return Number.parseInt(text(bytes, at, length).trim() || '0', 8);
  let value = bytes[at]! & 0x7f;
  for (let i = 1; i < length; i++) value = value * 256 + bytes[at + i]!;
  return value;
}

/** The sum of the header's bytes, its own field taken as blanks. */
function sumIsRight(bytes: Uint8Array, at: number): boolean {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : bytes[at + i]!;
  return sum === number(bytes, at + 148, 8);
}

/** Records of a pax header: `length name=value\n`. */
function records(data: Uint8Array): Overrides {
  const found: Record<string, string> = {};
  for (let at = 0; at < data.length; ) {
    const length = Number.parseInt(text(data, at, 20), 10);
    if (!(length > 0)) break;
    const record = new TextDecoder().decode(data.subarray(at, at + length - 1));
    const equals = record.indexOf('=');
    found[record.slice(record.indexOf(' ') + 1, equals)] = record.slice(equals + 1);
    at += length;
  }
  return found;
}
