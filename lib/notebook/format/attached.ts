import { freeFile } from '../freeFile';
import type { NotebookFile } from '../types';

/** Ends of file names for what a name of its own does not say. */
const ENDINGS: Record<string, string> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/svg+xml': '.svg',
};

/**
 * Pictures attached to the cells of a Jupyter notebook become files of the notebook, which its texts then name: here a
 * file belongs to the notebook. Jupyter attaches to each cell, so that one name may stand for several pictures.
 */
export class Attached {
  readonly files: NotebookFile[] = [];
  private readonly taken: Set<string>;

  /** @param taken names of files that are there already */
  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken);
  }

  /**
   * Keeps what is attached to a cell.
   *
   * @param attachments by name, each as a string in base64 for one media type or several (nbformat 4)
   * @returns the cell's text, which names the files; undefined where one cannot be read
   */
  take(attachments: Record<string, unknown>, source: string): string | undefined {
    const names = new Map<string, string>();
    for (const [name, bundle] of Object.entries(attachments)) {
      const file = fileOf(name, bundle);
      if (!file) return undefined;
      const kept = encodeURI(this.keep(file)).replace(/[()]/g, (char) => (char === '(' ? '%28' : '%29'));
      names.set(name, kept);
      names.set(encodeURI(name), kept);
    }
    const longest = [...names.keys()].sort((a, b) => b.length - a.length);
    if (longest.length === 0) return source;
    const named = new RegExp(`attachment:(${longest.map(escaped).join('|')})`, 'g');
    return source.replace(named, (_, name: string) => names.get(name) ?? '');
  }

  /** Adds a file, under another name where its own is taken by another picture. */
  private keep({ name, bytes }: NotebookFile): string {
    const same = this.files.find((file) => sameBytes(file.bytes, bytes));
    if (same) return same.name;
    const free = freeFile(name, this.taken);
    this.taken.add(free);
    this.files.push({ name: free, bytes });
    return free;
  }
}

function fileOf(name: string, bundle: unknown): NotebookFile | undefined {
  if (typeof bundle !== 'object' || bundle === null) return undefined;
  const types = Object.keys(bundle);
  const type = types.find((other) => other.startsWith('image/')) ?? types[0];
  const text = type === undefined ? undefined : Reflect.get(bundle, type);
  const bytes = fromBase64(Array.isArray(text) ? text.join('') : text);
  if (!bytes) return undefined;
  const plain = name.replaceAll('/', '-');
  return { name: /\.\w+$/.test(plain) ? plain : plain + (ENDINGS[type] ?? ''), bytes };
}

function fromBase64(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

/** A text as a pattern that it alone fits. */
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);
