import type { Task } from '../../kernel/types';
import type { Path } from '../types';

interface Owner {
  uid: number;
  gid: number;
}

/** An entry of /proc. `reader` is the task that looks at it; numbers are negative errnos. */
export type ProcNode = { mode: number; owner?: Owner } & (
  | { kind: 'file'; content: (reader: Task) => string | Uint8Array | number }
  | {
      kind: 'directory';
      names: (reader: Task) => Iterable<string>;
      find: (name: string, reader: Task) => ProcNode | undefined;
    }
  | { kind: 'link'; target: (reader: Task) => string | number }
  /** A link that leads to an object at once, whatever its text says. */
  | { kind: 'jump'; target: (reader: Task) => string | number; follow: (reader: Task) => Path | number }
);

/** A file whose contents are made when it is read from its start. */
export function file(content: (reader: Task) => string | Uint8Array | number, mode = 0o444): ProcNode {
  return { kind: 'file', mode, content };
}

/** A directory with fixed entries. */
export function directory(entries: Record<string, ProcNode>, owner?: Owner): ProcNode {
  return {
    kind: 'directory',
    mode: 0o555,
    owner,
    names: () => Object.keys(entries),
    find: (name) => (Object.hasOwn(entries, name) ? entries[name] : undefined),
  };
}

/** A symbolic link that is followed by its text. */
export function link(target: (reader: Task) => string | number): ProcNode {
  return { kind: 'link', mode: 0o777, target };
}
