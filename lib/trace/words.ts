/** Numbers and names as strace spells them. */

import { NSIG, SIGNALS, SIGRTMIN } from '../abi/signal';
import { FILE_TYPES, MODE_BITS, major, minor, S_IFMT, S_ISGID, S_ISUID, S_ISVTX } from '../abi/stat';
import type { EnumSet, FlagSet } from '../abi/xlat';

/** A 64-bit word in hex: `0x7f`, `0`. */
export function hex(lo: number, hi = 0): string {
  if (hi === 0) return lo === 0 ? '0' : `0x${(lo >>> 0).toString(16)}`;
  return `0x${(hi >>> 0).toString(16)}${(lo >>> 0).toString(16).padStart(8, '0')}`;
}

/** An address: `0x7f...`, `NULL`. */
export function address(lo: number, hi: number): string {
  return lo === 0 && hi === 0 ? 'NULL' : hex(lo, hi);
}

/** A 64-bit word in decimal. */
export function decimal(lo: number, hi: number, signed: boolean): string {
  const high = signed ? hi | 0 : hi >>> 0;
  const value = high * 0x1_0000_0000 + (lo >>> 0);
  if (Number.isSafeInteger(value)) return String(value);
  return String((BigInt(high) << 32n) + BigInt(lo >>> 0));
}

/** Permissions: `0644`, `007`, `000`. */
export function octal(value: number): string {
  return `0${value.toString(8).padStart(2, '0')}`;
}

/** A mode with its file type: `S_IFREG|0644`, `S_IFDIR|S_ISVTX|0777`. */
export function fileMode(mode: number): string {
  const type = FILE_TYPES.names.get(mode & S_IFMT);
  if (!type) return octal(mode);
  const special = MODE_BITS.entries.filter(([, bit]) => mode & bit).map(([name]) => name);
  return [type, ...special, octal(mode & ~(S_IFMT | S_ISUID | S_ISGID | S_ISVTX) & 0xffff)].join('|');
}

export function device(dev: number): string {
  return `makedev(${hexByte(major(dev))}, ${hexByte(minor(dev))})`;
}

const hexByte = (value: number) => (value === 0 ? '0' : `0x${value.toString(16)}`);

/** One of a set: its name, or `0x5 /* SEEK_??? *\/`. */
export function enumName(set: EnumSet, value: number, lo = value, hi = 0): string {
  const name = set.names.get(value);
  if (name !== undefined) return name;
  const number = hex(lo >>> 0, hi);
  return set.unknown === '' ? number : `${number} /* ${set.unknown} */`;
}

/** Flags joined by `|`; bits without a name in hex. `hi` are the upper 32 bits, which no set names. */
export function flagNames(set: FlagSet, value: number, hi = 0): string {
  let rest = value >>> 0;
  let shifted = '';
  if (set.shifted) {
    const number = rest >>> set.shifted.shift;
    if (number !== 0) shifted = `${number}<<${set.shifted.name}`;
    rest = (rest << (32 - set.shifted.shift)) >>> (32 - set.shifted.shift);
  }
  const parts: string[] = [];
  if (set.field) {
    const { mask, names } = set.field;
    parts.push(enumName(names, rest & mask));
    rest = (rest & ~mask) >>> 0;
  } else if (rest === 0 && hi === 0) return zeroName(set);
  for (const [name, bits] of set.entries)
    if (bits !== 0 && (rest & bits) >>> 0 === bits >>> 0) {
      parts.push(name);
      rest = (rest & ~bits) >>> 0;
    }
  const alone = parts.length === 0 || (set.field?.apart && parts.length === 1);
  if (rest !== 0 || hi !== 0) parts.push(alone ? `${hex(rest, hi)} /* ${set.unknown} */` : hex(rest, hi));
  if (shifted) parts.push(shifted);
  return parts.join('|');
}

function zeroName(set: FlagSet): string {
  return set.entries.find(([, bits]) => bits === 0)?.[0] ?? '0';
}

/** SIGHUP, SIGRTMIN, SIGRT_1, or the number. */
export function signalName(signal: number): string {
  const name = SIGNALS.names.get(signal);
  if (name) return name;
  return signal > SIGRTMIN && signal <= NSIG ? `SIGRT_${signal - SIGRTMIN}` : String(signal);
}

/** A set of signals: `[INT TERM]`, `[]`, `~[KILL STOP]` when most are in it. */
export function signalSet(bytes: Uint8Array): string {
  const members: number[] = [];
  const others: number[] = [];
  for (let signal = 1; signal <= Math.min(NSIG, bytes.length * 8); signal++) {
    const bit = signal - 1;
    (bytes[bit >> 3]! & (1 << (bit & 7)) ? members : others).push(signal);
  }
  const inverted = members.length >= (bytes.length * 8 * 2) / 3;
  return `${inverted ? '~' : ''}[${(inverted ? others : members).map((s) => signalName(s).replace(/^SIG/, '')).join(' ')}]`;
}

/** Seconds since 1970 as a date, as strace adds it in comments. `fraction` holds the digits after the point. */
export function date(seconds: number, fraction = ''): string {
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${text}${fraction && `.${fraction}`}+0000`;
}
