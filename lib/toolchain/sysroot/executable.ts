import { type CDiagnostic, printDiagnostic } from '../c';
import { type CompileOptions, compile } from '../c/compile';
import type { Diagnostic } from '../diagnostic';
import { link } from '../ld';
import type { ObjectFile } from '../object';
import { PLACES, type Sysroot } from './sysroot';

export interface ProgramOptions extends CompileOptions {
  /** Objects linked with it: assembly, other units. */
  objects?: readonly ObjectFile[];
}

export interface ProgramResult {
  /** A static executable; absent after errors. */
  elf?: Uint8Array;
  diagnostics: Diagnostic[];
}

/** Compiles a C source and links it with the library: what `cc FILE.c` does. */
export function buildProgram(source: string, sysroot: Sysroot, options: ProgramOptions): ProgramResult {
  const { objects = [], files = () => undefined, ...rest } = options;
  const { object, diagnostics } = compile(source, {
    ...rest,
    files: (path) => files(path) ?? sysroot.header(path),
    cache: rest.cache ?? sysroot.cache,
    systemFolders: [...(rest.systemFolders ?? []), `/${PLACES.headers}`.replace(/\/$/, '')],
    sections: true,
  });
  const found = diagnostics.map((d) => flat(d, rest.name));
  if (!object) return { diagnostics: found };
  const { start, libc } = sysroot.libraries;
  const linked = link(
    [
      { kind: 'object', object: start },
      { kind: 'object', object },
      ...objects.map((other) => ({ kind: 'object', object: other }) as const),
      { kind: 'archive', name: PLACES.libc, archive: libc },
    ],
    { static: true, gcSections: true },
  );
  return { elf: linked.elf, diagnostics: [...found, ...linked.diagnostics] };
}

/** A diagnostic as an editor marks it. One in a header is put at the #include that led there, and says where it is. */
function flat(d: CDiagnostic, name: string): Diagnostic {
  const { file, severity, message, hint } = d;
  const notes = d.notes.map((note) => note.message);
  const fix = d.fixIts[0]?.text ? `write ${d.fixIts[0].text}` : undefined;
  const text = [message, ...notes].join('\n');
  const more = hint ?? fix;
  const outer = d.includedFrom.find((place) => place.file === name);
  if (file === name || !outer)
    return {
      file,
      line: d.line,
      column: d.column,
      endColumn: d.endColumn,
      severity,
      message: text,
      hint: more,
    };
  const where = `${printDiagnostic(d)
    .split('\n')
    .find((line) => line.includes(': '))}`;
  return { file: name, line: outer.line, column: 1, endColumn: 2, severity, message: where, hint: more };
}
