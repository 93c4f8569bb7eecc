import type { GuestFile } from './types';

/** As many links as Linux follows in one name: MAXSYMLINKS, include/linux/namei.h. */
const MOST_LINKS = 40;

/** The files that a machine is given, by name: links among them lead where they will in the machine. */
export class GivenFiles {
  private readonly files = new Map<string, GuestFile>();
  /** Directories that hold something given. */
  private readonly above = new Set<string>();

  constructor(files: readonly GuestFile[]) {
    for (const file of files) {
      this.files.set(file.path, file);
      for (let at = file.path.lastIndexOf('/'); at > 0; at = file.path.lastIndexOf('/', at - 1))
        this.above.add(file.path.slice(0, at));
    }
  }

  /** What has that name, seen from /; undefined where nothing was given for it. */
  find(name: string): GuestFile | undefined {
    const todo = parts(name);
    let path = '';
    for (let links = 0; todo.length > 0; ) {
      const part = todo.shift();
      if (part === '..') path = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      else path += `/${part}`;
      const file = this.files.get(path);
      if (file?.link !== undefined) {
        if (++links > MOST_LINKS) return undefined;
        todo.unshift(...parts(file.link));
        path = file.link.startsWith('/') ? '' : path.slice(0, path.lastIndexOf('/'));
      } else if (todo.length === 0) return file;
      else if (!file && path !== '' && !this.above.has(path)) return undefined;
    }
    return undefined;
  }
}

const parts = (name: string): string[] => name.split('/').filter((part) => part !== '' && part !== '.');
