import { editDistance } from '../diagnose/suggest';
import * as K from './kinds';
import type { LexedFile } from './lexer';
import type { Token } from './macro';
import { names } from './names';
import type { Frame, Preprocessor } from './preprocessor';

/** Those that are misspelt most. */
const HEADER_NAMES =
  `assert.h ctype.h errno.h fcntl.h float.h limits.h locale.h math.h pthread.h setjmp.h signal.h
stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h string.h time.h unistd.h sys/types.h sys/stat.h
sys/wait.h sys/mman.h sys/socket.h sys/time.h netinet/in.h arpa/inet.h dirent.h termios.h`.split(/\s+/);

const DEPTH_LIMIT = 200;

/** A header's name as written, and whether it was between quotes. */
export interface HeaderName {
  name: string;
  quoted: boolean;
}

/** Handles #include, #include_next and #import. */
export function include(
  pp: Preprocessor,
  frame: Frame,
  directive: Token,
  line: Token[],
  next: boolean,
  once = false,
): void {
  const header = headerName(pp, frame, line, true);
  if (!header) {
    pp.error(line[0] ?? directive, `#${names.text(directive.value)} expects "FILENAME" or <FILENAME>`);
    return;
  }
  if (header.name === '') {
    pp.error(line[0], `empty filename in #${names.text(directive.value)}`);
    return;
  }
  const found = find(pp, frame, header, next);
  if (!found) {
    const near = HEADER_NAMES.find((name) => editDistance(name, header.name) <= 2);
    pp.fatal(line[0], `'${header.name}' file not found${near ? `; did you mean '${near}'?` : ''}`);
  }
  if (pp.once.has(found.path)) return;
  if (once) pp.once.add(found.path);
  if (pp.frames.length > DEPTH_LIMIT) pp.fatal(line[0], `#include nested more than ${DEPTH_LIMIT} deep`);
  const lexed = pp.options.cache.lex(found.path, found.text);
  if (lexed.guard < 0) lexed.guard = guardOf(lexed);
  if (lexed.guard > 0 && pp.macros[lexed.guard]) return;
  pp.enter(lexed, directive.location, found.system, found.folder);
}

/** Reads a header's name; when it is neither "..." nor <...>, macros are expanded first. */
export function headerName(
  pp: Preprocessor,
  frame: Frame | undefined,
  line: Token[],
  mayExpand: boolean,
): HeaderName | undefined {
  const first = line[0];
  if (!first) return undefined;
  const text = names.text(first.value);
  if ((first.kind === K.STRING || first.kind === K.OTHER) && text.startsWith('"'))
    return { name: text.slice(1, first.kind === K.STRING ? -1 : undefined), quoted: true };
  if (first.kind === K.LESS) {
    if (frame && first.expansion === 0) {
      // As written, for what is between < and > are no tokens.
      const { clean } = frame.lexed.source;
      const from = first.location - frame.inclusion.base + 1;
      const end = clean.indexOf('>', from);
      const newline = clean.indexOf('\n', from);
      if (end < 0 || (newline >= 0 && newline < end)) return undefined;
      return { name: clean.slice(from, end), quoted: false };
    }
    const close = line.findIndex((token) => token.kind === K.GREATER);
    if (close < 0) return undefined;
    const pieces = line.slice(1, close).map((token, i) => {
      const space = i > 0 && token.flags & K.SPACE ? ' ' : '';
      return space + names.text(token.value);
    });
    return { name: pieces.join(''), quoted: false };
  }
  return mayExpand ? headerName(pp, undefined, pp.expander.expandList(line), false) : undefined;
}

interface Found {
  path: string;
  text: string;
  system: boolean;
  folder: number;
}

/** Looks beside the file that asks, then in the folders in order; `next` goes on after the folder it came from. */
export function find(pp: Preprocessor, frame: Frame, header: HeaderName, next: boolean): Found | undefined {
  const { files, folders, quoteFolders } = pp.options;
  const { name } = header;
  const read = (path: string, system: boolean, folder: number): Found | undefined => {
    const text = files(path);
    return text === undefined ? undefined : { path, text, system, folder };
  };
  if (name.startsWith('/')) return read(name, frame.inclusion.system, -1);
  if (header.quoted && !next) {
    const includer = frame.lexed.source.path;
    const slash = includer.lastIndexOf('/');
    const beside = read(
      slash < 0 ? name : `${includer.slice(0, slash + 1)}${name}`,
      frame.inclusion.system,
      frame.folder,
    );
    if (beside) return beside;
    for (const folder of quoteFolders) {
      const found = read(`${folder}/${name}`, false, -1);
      if (found) return found;
    }
  }
  for (let i = next ? frame.folder + 1 : 0; i < folders.length; i++) {
    const found = read(`${folders[i].path.replace(/\/$/, '')}/${name}`, folders[i].system, i);
    if (found) return found;
  }
  return undefined;
}

const id = (text: string) => names.id(text);
const [IF, IFDEF, IFNDEF, ELSE, ELIF, ENDIF] = ['if', 'ifdef', 'ifndef', 'else', 'elif', 'endif'].map(id);
const DEFINED = id('defined');

/** The macro X of a file that is `#ifndef X` (or `#if !defined(X)`) to `#endif` and nothing else; 0 if it is not. */
function guardOf({ kind, value, flags, count }: LexedFile): number {
  if (count < 6 || kind[0] !== K.HASH) return 0;
  let guard = 0;
  if (value[1] === IFNDEF && kind[2] === K.IDENT && flags[3] & K.LINE_START) guard = value[2];
  else if (value[1] === IF && kind[2] === K.BANG && value[3] === DEFINED) {
    const parenthesis = kind[4] === K.L_PAREN ? 1 : 0;
    if (kind[4 + parenthesis] === K.IDENT && flags[5 + 2 * parenthesis] & K.LINE_START)
      guard = value[4 + parenthesis];
  }
  if (guard === 0) return 0;
  let depth = 0;
  for (let at = 0; at + 1 < count; at++) {
    if (kind[at] !== K.HASH || !(flags[at] & K.LINE_START)) continue;
    const word = value[at + 1];
    if (word === IF || word === IFDEF || word === IFNDEF) depth++;
    else if ((word === ELSE || word === ELIF) && depth === 1) return 0;
    else if (word === ENDIF && --depth === 0) {
      let end = at + 2;
      while (end < count && !(flags[end] & K.LINE_START)) end++;
      return end >= count ? guard : 0;
    }
  }
  return 0;
}
