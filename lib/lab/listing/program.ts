import { assemble, assembleObject } from '../../toolchain';
import { writeObject } from '../../toolchain/object';
import type { CodePlace } from '../../toolchain/sysroot/executable';
import type { Sysroot } from '../../toolchain/sysroot/sysroot';
import { compileC } from '../program';
import type { SourceProgram } from '../types';
import { CodeImage } from './image';
import { RowReader } from './rows';
import type { ListedFunction, Listing } from './types';
import { frameVariables, globalVariables } from './variables';

const NOTHING = { functions: [], library: [], globals: [] };

/**
 * Compiles or assembles a program and lists its code.
 *
 * @param profile whose prices the rows have
 * @param sysroot needed for C
 */
export function listProgram(program: SourceProgram, profile?: string, sysroot?: Sysroot): Listing {
  return 'c' in program ? listC(program, profile, sysroot) : listAssembly(program, profile);
}

function listC(
  { c, name, defines, level }: Extract<SourceProgram, { c: string }>,
  profile?: string,
  sysroot?: Sysroot,
): Listing {
  if (!sysroot) throw new Error('C was to be listed without the C library');
  const built = compileC(c, name, sysroot, { defines, level, listed: true });
  const { diagnostics, elf, assembly, object, code = [] } = built;
  if (!elf) return { diagnostics, ...NOTHING };
  const places = new Map(code.map((place) => [place.address, place]));
  const listed = listImage(elf, places, profile);
  for (const row of listed.functions.flatMap(({ rows }) => rows)) {
    const place = places.get(row.address);
    if (place?.file === name) Object.assign(row, { line: place.line, column: place.column });
  }
  const frames = frameVariables(built, name);
  for (const f of listed.functions) f.variables = frames.get(f.name);
  const globals = globalVariables(built, name, new CodeImage(elf));
  return { diagnostics, elf, assembly, object: object && writeObject(object), globals, ...listed };
}

function listAssembly(
  { asm, name, defines }: Extract<SourceProgram, { asm: string }>,
  profile?: string,
): Listing {
  const { diagnostics, elf, listing } = assemble(asm, { name, defines });
  if (!elf) return { diagnostics, ...NOTHING };
  const { object } = assembleObject(asm, { name, defines });
  const lines = new Map(listing.map((line) => [line.address, line]));
  const image = new CodeImage(elf);
  const reader = new RowReader(image, profile);
  const functions = image.functions.map((symbol) => reader.read(symbol));
  for (const row of functions.flatMap(({ rows }) => rows)) row.line = lines.get(row.address)?.line ?? 0;
  return {
    diagnostics,
    elf,
    assembly: asm,
    object: object && writeObject(object),
    functions,
    library: [],
    globals: [],
  };
}

/** The functions in which code of the source lies, and the names of the others. */
function listImage(elf: Uint8Array, code: ReadonlyMap<number, CodePlace>, profile?: string) {
  const image = new CodeImage(elf);
  const reader = new RowReader(image, profile);
  const own = new Set([...code.keys()].map((address) => image.functionAt(address)));
  const isNumber = (address: number) => /\$-?\d/.test(code.get(address)?.text ?? '');
  return {
    functions: image.functions.filter((f) => own.has(f)).map((f) => reader.read(f, isNumber)),
    library: [...new Set(image.functions.filter((f) => !own.has(f)).map((f) => f.name))].sort(),
  };
}

/** Lists one function of an executable, by its name or an address in it; undefined when there is none. */
export function listFunction(
  elf: Uint8Array,
  which: string | number,
  profile?: string,
): ListedFunction | undefined {
  const image = new CodeImage(elf);
  const found = typeof which === 'number' ? image.functionAt(which) : image.functionNamed(which);
  return found && new RowReader(image, profile).read(found);
}
