import { STB } from '../../elf';
import { printDiagnostic } from '../c';
import { compile } from '../c/compile';
import { FileCache } from '../c/pp/files';
import { type ObjectFile, type ObjectSymbol, splitObject, writeObject } from '../object';
import { buildProgram } from './executable';
import { PLACES, Sysroot } from './sysroot';

/** Sources by path, such as `libc/src/stdio/printf.c`, `libc/include/stdio.h`, `userland/ls.c`. */
export type Sources = ReadonlyMap<string, string>;

/** The library cannot be built: the message is what the compiler said. */
export class BuildError extends Error {}

/** Compiles library and userland with the project's own compiler and answers the files of a Sysroot. */
export function buildSysroot(sources: Sources): Record<string, Uint8Array> {
  const cache = new FileCache();
  const files = (path: string) => sources.get(plain(path));
  const build = (path: string): ObjectFile => {
    const { object, diagnostics } = compile(sources.get(path) ?? '', {
      name: path,
      files,
      cache,
      folders: ['/libc/src/internal', '/libc/src'],
      systemFolders: ['/libc/include'],
      defines: ['_GNU_SOURCE'],
      sections: true,
    });
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (!object || errors.length > 0) throw new BuildError(errors.map((d) => printDiagnostic(d)).join('\n'));
    return object;
  };

  const image: Record<string, Uint8Array> = {};
  for (const [path, text] of sources) {
    if (path.startsWith('libc/include/'))
      image[PLACES.headers + path.slice('libc/include/'.length)] = new TextEncoder().encode(text);
  }
  const library = [...sources.keys()].flatMap((path) => {
    const [, stem] = /^libc\/src\/(.*)\.c$/.exec(path) ?? [];
    return stem ? [{ stem: stem.replace(/\//g, '_'), object: build(path) }] : [];
  });
  const weak = new Set(
    library.flatMap(({ object }) => object.symbols.filter(isWeakReference).map((s) => s.name)),
  );
  const index: string[] = [];
  const members: Uint8Array[] = [];
  for (const { stem, object } of library)
    for (const part of splitObject(object, weak)) {
      const defined = part.symbols.filter((s) => s.binding !== STB.LOCAL && s.section !== 'undefined');
      const bytes = writeObject(part);
      index.push(
        [`${stem}-${defined[0]?.name ?? ''}.o`, bytes.length, ...defined.map((s) => s.name)].join(' '),
      );
      members.push(bytes);
    }
  image[PLACES.members] = joined(members);
  image[PLACES.index] = new TextEncoder().encode(index.join('\n'));
  image[PLACES.start] = writeObject(build('libc/crt/crt1.c'));

  const sysroot = new Sysroot(image);
  const programs = new Map<string, string[]>();
  for (const path of sources.keys()) {
    const [, name] = /^userland\/([^/.]+)(?:\/[^/]+)?(?:\.c)?$/.exec(path) ?? [];
    if (name && path.endsWith('.c')) programs.set(name, [...(programs.get(name) ?? []), path]);
  }
  for (const [name, [first, ...others]] of programs) {
    const { elf, diagnostics } = buildProgram(sources.get(first) ?? '', sysroot, {
      name: first,
      files,
      folders: [`/userland/${name}`, '/userland'],
      defines: ['_GNU_SOURCE'],
      objects: others.map(build),
    });
    if (!elf) throw new BuildError(diagnostics.map((d) => `${d.file}:${d.line}: ${d.message}`).join('\n'));
    image[PLACES.programs + name] = elf;
  }
  return image;
}

const isWeakReference = ({ section, binding }: ObjectSymbol) =>
  section === 'undefined' && binding === STB.WEAK;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A path without `.`, `..` and the first slash. */
function plain(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
