import { sizeOf, spell } from '../../toolchain/c/sema/type';
import type { CType } from '../../toolchain/c/types';
import type { ProgramResult } from '../../toolchain/sysroot/executable';
import type { CodeImage } from './image';
import type { FrameVariable, GlobalVariable, ValueType } from './types';

/** How deep records are taken apart, and how many elements and members of each are told of. */
const DEPTH = 4;
const MEMBERS = 64;

/** A type as far as showing a value of it goes. */
export function valueType(type: CType, depth = 0): ValueType {
  const name = spell(type);
  switch (type.kind) {
    case 'int':
      return {
        kind: type.name === '_Bool' ? 'bool' : 'int',
        name,
        size: type.size,
        signed: type.signed,
        character: type.size === 1,
      };
    case 'enum': {
      const { size, signed } = type.def.underlying;
      const names = type.def.values.map(({ name: of, value }) => [of, String(value)] as [string, string]);
      return { kind: 'int', name, size, signed, character: false, names };
    }
    case 'float':
      return { kind: 'float', name, size: type.size };
    case 'pointer':
      return { kind: 'pointer', name, size: 8, string: type.to.kind === 'int' && type.to.size === 1 };
    case 'array':
      if (type.length === undefined || type.vla || depth > DEPTH) return { kind: 'other', name, size: 0 };
      return {
        kind: 'array',
        name,
        size: sizeOf(type),
        of: valueType(type.of, depth + 1),
        length: type.length,
      };
    case 'record': {
      if (!type.def.complete || depth > DEPTH) return { kind: 'other', name, size: type.def.size };
      const fields = type.def.fields
        .filter((f) => f.name !== undefined)
        .slice(0, MEMBERS)
        .map(({ name: of, offset, type: t, bits }) => ({
          name: of ?? '',
          offset,
          type: valueType(t, depth + 1),
          ...(bits && { bits: { shift: bits.shift, width: bits.width, size: bits.size } }),
        }));
      return { kind: 'record', name, size: type.def.size, fields };
    }
    default:
      return { kind: 'other', name, size: 0 };
  }
}

/** The variables in the frames of functions, by the function's name. */
export function frameVariables(
  { variables }: ProgramResult,
  file: string,
): ReadonlyMap<string, FrameVariable[]> {
  return new Map(
    (variables?.frames ?? []).map((frame) => [
      frame.name,
      frame.variables
        .map(({ variable, offset }) => {
          const place = variables?.place(variable.at);
          const line = place?.file === file ? place.line : 0;
          return { name: variable.name, type: valueType(variable.type), offset, line };
        })
        .sort((a, b) => a.line - b.line),
    ]),
  );
}

/** The variables of the source that are in the file. */
export function globalVariables(
  { variables }: ProgramResult,
  file: string,
  image: CodeImage,
): GlobalVariable[] {
  return (variables?.unit ?? []).flatMap((variable) => {
    const address = image.addressOf(variable.asmName);
    if (address === undefined || variables?.place(variable.at).file !== file) return [];
    return [{ name: variable.name, type: valueType(variable.type), address }];
  });
}
