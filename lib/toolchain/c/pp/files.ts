import { type LexedFile, lex } from './lexer';

/** Where text comes from; undefined when there is no such file. */
export type Files = (path: string) => string | undefined;

/** Lexed files by path. A file is lexed again when its text has changed. */
export class FileCache {
  private readonly files = new Map<string, LexedFile>();

  lex(path: string, text: string): LexedFile {
    const known = this.files.get(path);
    if (known && known.source.text === text) return known;
    const lexed = lex(path, text);
    this.files.set(path, lexed);
    return lexed;
  }
}
