import type { Task } from '../../kernel/types';
import type { FileOperations, Path } from '../types';

interface Owner {
  uid: number;
  gid: number;
}

/** An entry of /proc or /sys. `reader` is the task that looks at it; numbers are negative errnos. */
export type ProcNode = { mode: number; owner?: Owner } & (
  | {
      kind: 'file';
      content: (reader: Task) => string | Uint8Array | number;
      /** Takes what is written at once; answers 0 or a negative errno. */
      store?: (text: string, writer: Task) => number;
    }
  | {
      kind: 'directory';
      names: (reader: Task) => Iterable<string>;
      find: (name: string, reader: Task) => ProcNode | undefined;
    }
  /** A file with operations of its own. */
  | { kind: 'object'; operations: FileOperations }
  | { kind: 'link'; target: (reader: Task) => string | number }
  /** A link that leads to an object at once, whatever its text says. */
  | {
      kind: 'jump';
      size?: number;
      target: (reader: Task) => string | number;
      follow: (reader: Task) => Path | number;
    }
);

/** A file whose contents are made when it is read from its start. */
export function file(content: (reader: Task) => string | Uint8Array | number, mode = 0o444): ProcNode {
  return { kind: 'file', mode, content };
}

/** A file that can be written too. */
export function writable(
  content: (reader: Task) => string | Uint8Array | number,
  store: (text: string, writer: Task) => number,
  mode = 0o644,
): ProcNode {
  return { kind: 'file', mode, content, store };
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

/** A directory with an entry for each name, made from `subject` when it is looked up. */
export function directoryOf<T>(
  entries: Readonly<Record<string, (subject: T) => ProcNode>>,
  subject: T,
  owner: Owner,
): ProcNode {
  return {
    kind: 'directory',
    mode: 0o555,
    owner,
    names: () => Object.keys(entries),
    find: (name) => (Object.hasOwn(entries, name) ? entries[name](subject) : undefined),
  };
}

/** Text files by name, one line each. */
export function lines(values: Record<string, string | number>): Record<string, ProcNode> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, file(() => `${value}\n`)]));
}

/** A symbolic link that is followed by its text. */
export function link(target: (reader: Task) => string | number): ProcNode {
  return { kind: 'link', mode: 0o777, target };
}
