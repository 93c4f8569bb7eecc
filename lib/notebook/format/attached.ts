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

  /** Adds a file that cells name; answers the name it has, another one where its own is taken. */
  add({ name, bytes }: NotebookFile): string {
    const free = freeFile(name, this.taken);
    this.taken.add(free);
    this.files.push({ name: free, bytes });
    return free;
  }

  /** Adds a picture, once where cells share it. */
  private keep({ name, bytes }: NotebookFile): string {
    const same = this.files.find((file) => sameBytes(file.bytes, bytes));
    return same?.name ?? this.add({ name, bytes });
  }
}

/** Where a picture's address stands in a text: behind `![...](`, there between < and >, and in an `<img>`. */
const PICTURES = [
  /(!\[[^\]]*\]\(\s*<)([^>\n]+)/g,
  /(!\[[^\]]*\]\(\s*)([^)\s<]+)/g,
  /(<img\b[^>]*?\bsrc=")([^"]+)/gi,
];

/** Pictures of a Markdown cell as Jupyter has them: attached to it by name, each as base64 for its media type. */
export interface Pictures {
  /** The cell's text, which names them so. */
  source: string;
  attachments: Record<string, Record<string, string>>;
}

/** Attaches those of a notebook's files to a cell that its text shows as pictures. */
export function attachPictures(source: string, files: readonly NotebookFile[]): Pictures {
  const attachments: Pictures['attachments'] = {};
  const attach = (whole: string, before: string, address: string) => {
    const file = files.find(({ name }) => name === plainName(address));
    const type = file && typeOf(file.name);
    if (!type) return whole;
    attachments[file.name] = { [type]: toBase64(file.bytes) };
    return `${before}attachment:${encodeURI(file.name)}`;
  };
  return { source: PICTURES.reduce((text, place) => text.replace(place, attach), source), attachments };
}

/** A file's name, as an address in a text writes it. */
function plainName(address: string): string {
  try {
    return decodeURI(address).replace(/^\.\//, '');
  } catch {
    // Percent signs that encode nothing are part of the name.
    return address;
  }
}

function typeOf(name: string): string | undefined {
  const end = name.toLowerCase().replace(/^.*\./, '.').replace('.jpeg', '.jpg');
  return Object.keys(ENDINGS).find((type) => ENDINGS[type] === end);
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

/** Bytes as base64, made in pieces that a call can take as its arguments. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

export function fromBase64(text: unknown): Uint8Array | undefined {
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
