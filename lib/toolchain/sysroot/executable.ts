import { type CDiagnostic, printDiagnostic } from '../c';
import type { Variable } from '../c/ast';
import { type CompileOptions, type CompileResult, compile } from '../c/compile';
import type { FrameVariable } from '../c/emit/generate';
import type { Place } from '../c/pp/sources';
import type { Diagnostic } from '../diagnostic';
import { type LinkResult, link } from '../ld';
import type { ObjectFile } from '../object';
import { PLACES, type Sysroot } from './sysroot';

export interface ProgramOptions extends CompileOptions {
  /** Objects linked with it: assembly, other units. */
  objects?: readonly ObjectFile[];
  /** Answers what came of each line, too. */
  listed?: boolean;
}

export interface ProgramResult {
  /** A static executable; absent after errors. */
  elf?: Uint8Array;
  diagnostics: Diagnostic[];
  /** What GNU as takes; and the unit's object file, unlinked. */
  assembly?: string;
  object?: ObjectFile;
  /** The instructions of the source in the order of the assembly; when that was asked for. */
  code?: CodePlace[];
  /** The variables in frames, by function, and those of the whole unit; when that was asked for. */
  variables?: {
    frames: { name: string; variables: FrameVariable[] }[];
    unit: Variable[];
    place: (at: number) => Place;
  };
}

/** An instruction in the executable and where it comes from. */
export interface CodePlace {
  address: number;
  size: number;
  /** In AT&T syntax, as the compiler wrote it. */
  text: string;
  /** From 1; 0 for what no source stands behind, as the beginning of a function. */
  line: number;
  column: number;
  file: string;
}

/** Compiles a C source and links it with the library: what `cc FILE.c` does. */
export function buildProgram(source: string, sysroot: Sysroot, options: ProgramOptions): ProgramResult {
  const { objects = [], files = () => undefined, listed = false, ...rest } = options;
  const compiled = compile(source, {
    ...rest,
    files: (path) => files(path) ?? sysroot.header(path),
    cache: rest.cache ?? sysroot.cache,
    systemFolders: [...(rest.systemFolders ?? []), `/${PLACES.headers}`.replace(/\/$/, '')],
    sections: true,
  });
  const { object, diagnostics, assembly } = compiled;
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
  return {
    elf: linked.elf,
    diagnostics: [...found, ...linked.diagnostics],
    assembly,
    object,
    code: listed ? codeOf(compiled, linked) : undefined,
    variables: listed ? variablesOf(compiled) : undefined,
  };
}

function variablesOf({ functions = [], unit }: CompileResult): ProgramResult['variables'] {
  if (!unit) return undefined;
  const place = (at: number) => unit.tokens.place(at);
  return {
    frames: functions,
    unit: unit.variables.filter(({ defined, hidden }) => defined && !hidden),
    place,
  };
}

function codeOf({ functions = [], places = [], unit }: CompileResult, linked: LinkResult): CodePlace[] {
  // A line of assembly has one instruction.
  const byLine = new Map(places.map((place) => [place.line, place]));
  return functions.flatMap(({ insts }) =>
    insts.flatMap(({ line, text, at }) => {
      const place = byLine.get(line);
      const address = place && linked.addressOf(place.section, place.offset);
      if (!place || address === undefined) return [];
      const source = at >= 0 && unit ? unit.tokens.place(at) : { file: '', line: 0, column: 0 };
      return [{ address, size: place.size, text, ...source }];
    }),
  );
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
