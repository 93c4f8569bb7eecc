import { S_IFDIR, S_IFMT } from '../abi/stat';
import type { Program, RootEntry } from '../emulator/machine';
import { assemble } from '../toolchain';
import { buildProgram, type ProgramResult } from '../toolchain/sysroot/executable';
import type { Sysroot } from '../toolchain/sysroot/sysroot';
import type { Diagnostic, GuestFile, RunRequest } from './types';

const EXECUTABLE = 0o755;
const REGULAR = 0o644;
const PERMISSIONS = 0o7777;
/** What a program finds in its environment when the request says nothing. */
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/root' };

/** A request's program and files, as a machine takes them. */
export interface Prepared {
  program: Program;
  files: RootEntry[];
}

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
export function prepare(request: RunRequest, sysroot?: Sysroot): Prepared | { diagnostics: Diagnostic[] } {
  const files = (request.files ?? []).map(entryOf);
  const env = Object.entries(request.env ?? ENVIRONMENT).map(([name, value]) => `${name}=${value}`);
  const at = (path: string): Prepared => ({ program: { path, args: request.args ?? [path], env }, files });
  if ('path' in request.program) return at(request.program.path);
  let elf: Uint8Array;
  let name = 'program';
  if ('sh' in request.program) {
    const { sh, name: file } = request.program;
    const script = `/${file}`;
    for (const { path, bytes } of sysroot?.programs ?? [])
      files.push({ path, source: bytes, mode: EXECUTABLE });
    files.push({ path: script, source: new TextEncoder().encode(sh), mode: EXECUTABLE });
    const [, ...args] = request.args ?? [script];
    return { program: { path: '/bin/sh', args: ['sh', script, ...args], env }, files };
  }
  if ('elf' in request.program) elf = request.program.elf;
  else if ('c' in request.program) {
    const { c, name: file, defines, level } = request.program;
    if (!sysroot) throw new Error('a C program was prepared without the C library');
    const built = compileC(c, file, sysroot, { defines, level });
    if (!built.elf) return { diagnostics: built.diagnostics };
    elf = built.elf;
    name = file.replace(/\.[^.]*$/, '');
    // What it may want to execve.
    files.push(...userland(sysroot));
  } else {
    const { asm, name: file, defines } = request.program;
    const built = assemble(asm, { name: file, defines });
    if (!built.elf) return { diagnostics: built.diagnostics };
    elf = built.elf;
    name = file.replace(/\.[^.]*$/, '');
  }
  // The name that it is called by, so that the trace reads as a shell's would.
  name = (request.args?.[0] ?? name).replace(/^.*\//, '') || name;
  files.push({ path: `/${name}`, source: elf, mode: EXECUTABLE });
  return at(`./${name}`);
}

/** The small programs of a machine that runs C or scripts. */
function userland(sysroot: Sysroot | undefined): RootEntry[] {
  return (sysroot?.programs ?? []).map(({ path, bytes }) => ({ path, source: bytes, mode: EXECUTABLE }));
}

/** A file of the request as the machine's tree takes it; its contents are asked for when they are needed. */
function entryOf(file: GuestFile): RootEntry {
  const { path, link, mode = REGULAR, uid, gid, mtime } = file;
  const common = { path, uid, gid, mtime };
  if (link !== undefined) return { ...common, symlink: link };
  if ((mode & S_IFMT) === S_IFDIR) {
    const { entries } = file;
    const listed = entries && { entries: () => entries().map(entryOf) };
    return { ...common, directory: true, mode: mode & PERMISSIONS, ...listed };
  }
  return { ...common, source: () => file.bytes, length: file.size, mode: mode & PERMISSIONS };
}
