import { assemble } from '../toolchain';
import { buildProgram, type ProgramResult } from '../toolchain/sysroot/executable';
import type { Sysroot } from '../toolchain/sysroot/sysroot';
import { directCall } from './direct';
import { GivenFiles } from './given';
import { lay, type Prepared } from './lay';
import { refusalOf } from './refusal';
import type { Diagnostic, Ending, GuestFile, RunRequest } from './types';

const EXECUTABLE = 0o755;

/** Compiles a C source as cells have it, with its definitions. */
export function compileC(
  source: string,
  name: string,
  sysroot: Sysroot,
  { defines = {}, level, listed }: { defines?: Record<string, string>; level?: 0 | 1; listed?: boolean } = {},
): ProgramResult {
  return buildProgram(source, sysroot, {
    name,
    level,
    listed,
    defines: ['_GNU_SOURCE', ...Object.entries(defines).map(([macro, value]) => `${macro}=${value}`)],
  });
}

/**
 * Makes what has to be made and lays the program beside the request's files; or says why it cannot.
 *
 * @param sysroot given where needsSysroot() says so
 */
export function prepare(request: RunRequest, sysroot?: Sysroot): Prepared | { ending: Ending } {
  const files = [...(request.files ?? [])];
  const at = (path: string, args = request.args ?? [path]) => lay(request, path, args, files);
  if ('path' in request.program) return at(request.program.path);
  let elf: Uint8Array;
  let name = 'program';
  if ('sh' in request.program) {
    const { sh, name: file } = request.program;
    const script = `/${file}`;
    files.push(...userland(sysroot, files));
    const [, ...args] = request.args ?? [script];
    const direct = directCall(sh, args);
    if (direct) {
      const refusal = refusalOf(direct.path, files);
      if (refusal !== undefined) return { ending: { kind: 'failed', message: refusal } };
      return at(direct.path, [direct.path, ...direct.args]);
    }
    files.push({ path: script, bytes: new TextEncoder().encode(sh), mode: EXECUTABLE });
    return at('/bin/sh', ['sh', script, ...args]);
  }
  if ('elf' in request.program) elf = request.program.elf;
  else if ('c' in request.program) {
    const { c, name: file, defines, level } = request.program;
    if (!sysroot) throw new Error('a C program was prepared without the C library');
    const built = compileC(c, file, sysroot, { defines, level });
    if (!built.elf) return { ending: endingOf(built.diagnostics) };
    elf = built.elf;
    name = file.replace(/\.[^.]*$/, '');
    // What it may want to execve.
    files.push(...userland(sysroot, files));
  } else {
    const { asm, name: file, defines } = request.program;
    const built = assemble(asm, { name: file, defines });
    if (!built.elf) return { ending: endingOf(built.diagnostics) };
    elf = built.elf;
    name = file.replace(/\.[^.]*$/, '');
  }
  // The name that it is called by, so that the trace reads as a shell's would.
  name = (request.args?.[0] ?? name).replace(/^.*\//, '') || name;
  files.push({ path: `/${name}`, bytes: elf, mode: EXECUTABLE });
  return at(`./${name}`);
}

/** How a run of a source with errors ends. */
export function endingOf(diagnostics: Diagnostic[]): Ending {
  const errors = diagnostics.filter((d) => d.severity === 'error').length;
  const message = `the source has ${errors === 1 ? 'an error' : `${errors} errors`}`;
  return { kind: 'failed', message, diagnostics };
}

/** The small programs of a machine that runs C or scripts, but for those that the request brings itself. */
function userland(sysroot: Sysroot | undefined, files: readonly GuestFile[]): GuestFile[] {
  const given = new GivenFiles(files);
  return (sysroot?.programs ?? [])
    .filter(({ path }) => !given.find(path))
    .map(({ path, bytes }) => ({ path, bytes, mode: EXECUTABLE }));
}
