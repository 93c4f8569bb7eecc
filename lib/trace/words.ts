/** Numbers and names as strace spells them. */

import { IOPRIO_CLASSES } from '../abi/process';
import { NSIG, SIGNALS, SIGRTMIN } from '../abi/signal';
import { FILE_TYPES, MODE_BITS, S_IFMT, S_ISGID, S_ISUID, S_ISVTX } from '../abi/stat';
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

/** A word of a bit mask, in as many characters as a long has: `0x00000000000005`. */
export function maskWord(lo: number, hi: number): string {
  const digits = hex(lo, hi).replace(/^0x/, '');
  return digits === '0' ? '0'.repeat(16) : `0x${digits.padStart(14, '0')}`;
}

/** A 64-bit word in decimal. */
export function decimal(lo: number, hi: number, signed: boolean): string {
  const high = signed ? hi | 0 : hi >>> 0;
  const value = high * 0x1_0000_0000 + (lo >>> 0);
  if (Number.isSafeInteger(value)) return String(value);
  return String((BigInt(high) << 32n) + BigInt(lo >>> 0));
}

/** Hundredths of a second, told in seconds too. */
export function clockTicks(lo: number, hi: number): string {
  const value = (BigInt(hi) << 32n) | BigInt(lo);
  return value === 0n ? '0' : `${value} /* ${value / 100n}.${String(value % 100n).padStart(2, '0')} s */`;
}

/** Permissions: `0644`, `007`, `000`. */
export function octal(value: number): string {
  return `0${value.toString(8).padStart(2, '0')}`;
}

/** A mode with its file type: `S_IFREG|0644`, `S_IFDIR|S_ISVTX|0777`. */
export function fileMode(mode: number): string {
  const type = FILE_TYPES.names.get(mode & S_IFMT);
  const special = MODE_BITS.entries.filter(([, bit]) => mode & bit).map(([name]) => name);
  if (!type && mode & S_IFMT) return octal(mode >>> 0);
  return [
    ...(type ? [type] : []),
    ...special,
    octal((mode & ~(S_IFMT | S_ISUID | S_ISGID | S_ISVTX)) >>> 0),
  ].join('|');
}

export function device(lo: number, hi = 0): string {
  // The numbers' upper bits stand in the upper half: sys/sysmacros.h.
  const major = (((lo >>> 8) & 0xfff) | (hi & ~0xfff)) >>> 0;
  const minor = ((lo & 0xff) | ((lo >>> 12) & ~0xff)) >>> 0;
  return `makedev(${hex(major)}, ${hex(hi === 0 ? minor : minorOf(lo, hi))})`;
}

const minorOf = (lo: number, hi: number) => ((lo & 0xff) | (((lo >>> 12) | (hi << 20)) & ~0xff)) >>> 0;

/** One of a set: its name, or `0x5 /* SEEK_??? *\/`. */
export function enumName(set: EnumSet, value: number, lo = value, hi = 0): string {
  const { beside } = set;
  if (beside !== undefined && (value & beside.bit) !== 0) {
    const rest = { ...set, beside: undefined };
    return `${beside.name}|${enumName(rest, value & ~beside.bit, lo & ~beside.bit, hi)}`;
  }
  const name = set.names.get(value);
  if (set.numbered) return `${value} /* ${name ?? set.unknown} */`;
  if (name !== undefined) return name;
  if (set.decimal) return String(value);
  const number = hex(lo >>> 0, hi);
  return set.unknown === '' ? number : `${number} /* ${set.unknown} */`;
}

/** The class and the level of ioprio_set(2): linux/ioprio.h. */
export const ioPriority = (value: number): string =>
  `IOPRIO_PRIO_VALUE(${enumName(IOPRIO_CLASSES, value >>> 13)}, ${value & 0x1fff})`;

/** Flags joined by `|`; bits without a name in hex. `hi` are the upper 32 bits, which no set names. */
export function flagNames(set: FlagSet, value: number, hi = 0): string {
  if (set.permissions) {
    const above = (value & ~0o777) >>> 0;
    const mode = octal(value & 0o777);
    if (above === 0) return mode;
    // Bits alone that no name stands for run into the permissions: strace joins after a name only.
    const named =
      set.entries.some(([, bits]) => (above & bits) >>> 0 === bits) ||
      (set.shifted !== undefined && above >>> set.shifted.shift !== 0);
    const names = named ? flagNames({ ...set, permissions: undefined }, above) : hex(above);
    return named || set.shifted ? `${names}|${mode}` : names + mode;
  }
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
  } else if (rest === 0 && hi === 0) return shifted || zeroName(set);
  for (const [name, bits] of set.entries)
    if (bits !== 0 && (rest & bits) >>> 0 === bits >>> 0) {
      parts.push(name);
      rest = (rest & ~bits) >>> 0;
    }
  const alone = parts.length === 0 || (set.field?.apart && parts.length === 1);
  if (rest !== 0 || hi !== 0)
    parts.push(alone && set.unknown !== '' ? `${hex(rest, hi)} /* ${set.unknown} */` : hex(rest, hi));
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
  const inverted = members.length >= Math.floor((bytes.length * 8 * 2) / 3);
  return `${inverted ? '~' : ''}[${(inverted ? others : members).map((s) => signalName(s).replace(/^SIG/, '')).join(' ')}]`;
}

/** Years that struct tm holds. */
const LAST_YEAR = 2 ** 31 + 1899;
const DAY = 86_400n;
const ERA = 146_097n;

/**
 * Seconds since 1970 as a date in a comment, as strace adds it; nothing where localtime(3) has no answer. `fraction`
 * holds the digits after the point.
 */
export function dateComment(seconds: string, fraction = ''): string {
  if (seconds === '0' && fraction === '') return '';
  const total = BigInt(seconds);
  const second = ((total % DAY) + DAY) % DAY;
  // Days from 1 March of year 0 on, in eras of 400 years.
  const days = (total - second) / DAY + 719_468n;
  const inEra = Number(((days % ERA) + ERA) % ERA);
  const era = Number((days - BigInt(inEra)) / ERA);
  const yearOfEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const dayOfYear = inEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  if (Math.abs(year) > LAST_YEAR) return '';
  const two = (n: number) => String(n).padStart(2, '0');
  const time = Number(second);
  const clock = [Math.floor(time / 3600), Math.floor(time / 60) % 60, time % 60].map(two).join(':');
  const calendar = `${year < 0 ? `-${String(-year).padStart(3, '0')}` : String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return ` /* ${calendar}T${clock}${fraction && `.${fraction}`}+0000 */`;
}
