import type { Archive, ArchiveMember } from '../../elf';
import { FileCache } from '../c';
import { type ObjectFile, readObject } from '../object';

/** Where headers, libraries and programs lie in the image, as on any Linux. */
export const PLACES = {
  headers: 'usr/include/',
  /** The library as messages name it. */
  libc: 'usr/lib/libc.a',
  /** Its members one behind the other, and a line for each: its name, its size and the symbols it defines. */
  members: 'usr/lib/libc.members',
  index: 'usr/lib/libc.index',
  start: 'usr/lib/crt1.o',
  programs: 'bin/',
};

/** The files a C program is made with: our library and its headers; and the small userland of shell cells. */
export class Sysroot {
  /** Headers once lexed are kept for the next compilation. */
  readonly cache = new FileCache();
  private readonly texts = new Map<string, string>();
  private library: { start: ObjectFile; libc: Archive } | undefined;

  /** @param files what build.ts makes: contents by path, without the first slash */
  constructor(private readonly files: Readonly<Record<string, Uint8Array>>) {}

  /** A header's text by its absolute path; undefined when there is none. */
  readonly header = (path: string): string | undefined => {
    const known = this.texts.get(path);
    if (known !== undefined) return known;
    const bytes = this.files[path.replace(/^\/+/, '')];
    if (!bytes) return undefined;
    const text = new TextDecoder().decode(bytes);
    this.texts.set(path, text);
    return text;
  };

  /** Headers by the names that #include takes, in order. */
  get headerNames(): string[] {
    return Object.keys(this.files)
      .filter((path) => path.startsWith(PLACES.headers) && path.endsWith('.h'))
      .map((path) => path.slice(PLACES.headers.length))
      .sort();
  }

  /** What every program is linked with. */
  get libraries(): { start: ObjectFile; libc: Archive } {
    this.library ??= {
      start: readObject(this.files[PLACES.start], PLACES.start),
      libc: this.archive(),
    };
    return this.library;
  }

  private archive(): Archive {
    const all = this.files[PLACES.members];
    const members: ArchiveMember[] = [];
    const index = new Map<string, ArchiveMember>();
    let offset = 0;
    for (const line of new TextDecoder().decode(this.files[PLACES.index]).split('\n')) {
      const [name, length, ...symbols] = line.split(' ');
      const end = offset + Number(length);
      const member: ArchiveMember = { name, offset, bytes: all.subarray(offset, end) };
      members.push(member);
      for (const symbol of symbols) if (!index.has(symbol)) index.set(symbol, member);
      offset = end;
    }
    return { members, index };
  }

  /** The userland: absolute path and ELF bytes of each program. */
  get programs(): { path: string; bytes: Uint8Array }[] {
    return Object.keys(this.files)
      .filter((path) => path.startsWith(PLACES.programs) && path !== PLACES.programs)
      .map((path) => ({ path: `/${path}`, bytes: this.files[path] }));
  }
}
