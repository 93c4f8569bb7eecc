import type { CallClass } from './signature';
import { SYSCALLS } from './syscalls';
import { SYSCALLS_I386 } from './syscalls_i386';

/** strace's classes, by the name that follows `%`, and what each takes in. */
const CLASSES: Readonly<Record<string, readonly CallClass[]>> = {
  desc: ['desc'],
  file: ['file'],
  memory: ['memory'],
  process: ['process'],
  network: ['network'],
  net: ['network'],
  signal: ['signal'],
  ipc: ['ipc'],
  creds: ['creds'],
  clock: ['clock'],
  pure: ['pure'],
  stat: ['stat'],
  lstat: ['lstat'],
  fstat: ['fstat'],
  '%stat': ['stat', 'lstat', 'fstat'],
  statfs: ['statfs'],
  fstatfs: ['fstatfs'],
  '%statfs': ['statfs', 'fstatfs'],
};

const ALL = [...SYSCALLS.values(), ...SYSCALLS_I386.values()];
const NAMES = new Set(ALL.map((call) => call.name));

/**
 * Whether a call is among those that strace's `-e trace=` would name: names, `%class`, `/pattern` (a regular expression),
 * `?` before one that need not exist. Undefined when nothing is chosen, which is every call.
 * @throws with the word that names no call and no class
 */
export function callSelector(
  only: readonly string[] | undefined,
  except: readonly string[] | undefined,
): ((name: string) => boolean) | undefined {
  const kept = only && expand(only);
  const dropped = except && expand(except);
  if (!kept && !dropped) return undefined;
  return (name) => (!kept || kept.has(name)) && !dropped?.has(name);
}

function expand(words: readonly string[]): Set<string> {
  return new Set(words.flatMap(expandWord));
}

function expandWord(word: string): string[] {
  const optional = word.startsWith('?');
  const bare = optional ? word.slice(1) : word;
  if (bare === 'all') return [...NAMES, ''];
  if (bare === 'none') return [];
  if (bare.startsWith('/')) {
    const pattern = new RegExp(bare.slice(1));
    return [...NAMES].filter((name) => pattern.test(name));
  }
  if (NAMES.has(bare)) return [bare];
  // Without its % a class is strace's older spelling of it.
  const classes = CLASSES[bare.replace(/^%/, '')];
  if (classes)
    return ALL.filter((call) => call.classes.some((c) => classes.includes(c))).map((call) => call.name);
  if (optional) return [];
  throw new Error(`invalid system call '${bare}': it is neither a call nor a class such as %file or %desc`);
}
