import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { preprocessOptions } from '../../lib/toolchain/c/options';
import { FileCache } from '../../lib/toolchain/c/pp/files';
import { lex } from '../../lib/toolchain/c/pp/lexer';
import { names } from '../../lib/toolchain/c/pp/names';
import { Preprocessor } from '../../lib/toolchain/c/pp/preprocessor';
import { printTokens } from '../../lib/toolchain/c/pp/print';
import { missingTools } from '../asm/native';
import { gcc, gccFolders, hostFile } from './native';

const missing = missingTools('gcc');
if (missing) console.log(`preprocessor against gcc: skipped, ${missing}`);
const folder = path.join(import.meta.dirname, 'src', 'pp');
const cache = new FileCache();

/** Spellings of all tokens, line markers and pragmas left out. */
function spellings(text: string): string[] {
  const plain = text.replace(/^\s*#.*$/gm, '');
  const { value, count } = lex('', plain);
  return Array.from({ length: count }, (_, i) => names.text(value[i]));
}

function preprocess(name: string, source: string): { text: string; errors: string[] } {
  const options = preprocessOptions({
    name,
    files: hostFile,
    cache,
    systemFolders: gccFolders(),
    pic: 'pie',
  });
  const pp = new Preprocessor(options);
  pp.run(name, source);
  const errors = pp.diagnostics.list
    .filter((d) => d.severity === 'error')
    .map((d) => `${d.line}: ${d.message}`);
  return { text: printTokens(pp.tokens, pp.pragmas), errors };
}

function compare(name: string, source: string): void {
  // gcc's own idea of what is there that is not here must not show in its headers.
  const theirs = gcc(['-E', '-P', `-I${folder}`, '-U__MMX__'], source);
  const ours = preprocess(name, source);
  expect(ours.errors).toEqual([]);
  const [a, b] = [spellings(ours.text), spellings(theirs.out)];
  const at = a.findIndex((token, i) => token !== b[i]);
  if (at >= 0 || a.length !== b.length) {
    const from = Math.max(0, (at < 0 ? Math.min(a.length, b.length) : at) - 6);
    expect(a.slice(from, from + 14).join(' ')).toBe(b.slice(from, from + 14).join(' '));
  }
}

describe.skipIf(missing)('preprocessor', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.c')))
    it(`gives the tokens that gcc -E gives for ${file}`, () => {
      const name = path.join(folder, file);
      // gcc reads standard input: what asks for its own name is compared elsewhere.
      compare(name, readFileSync(name, 'utf8'));
    });

  const headers = `stdio.h stdlib.h string.h unistd.h errno.h math.h time.h signal.h fcntl.h ctype.h limits.h stdint.h
    inttypes.h setjmp.h stdarg.h stddef.h stdbool.h sys/types.h sys/stat.h sys/mman.h sys/wait.h sys/socket.h pthread.h
    dirent.h poll.h termios.h wchar.h wctype.h locale.h assert.h float.h netinet/in.h sys/time.h sys/resource.h
    stdatomic.h threads.h fenv.h regex.h getopt.h sched.h semaphore.h sys/epoll.h sys/ioctl.h sys/uio.h dlfcn.h`;
  for (const header of headers.trim().split(/\s+/))
    it(`reads <${header}> as gcc does`, () => compare('-', `#include <${header}>\n`));
});
