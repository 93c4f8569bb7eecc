import { AsmError, type Range } from './error';
import type { Memory } from './operand';
import type { Register } from './registers';

/** Checks what the encoding cannot say: SDM vol. 2 section 2.1.5, tables 2-2 and 2-3. */
export function checkMemory(memory: Memory, range: Range): Memory {
  const { base, index } = memory;
  for (const register of [base, index]) {
    if (register && register.kind !== 'rip' && (register.kind !== 'gpr' || register.size < 32))
      throw new AsmError(
        `'${register.name}' cannot address memory`,
        range,
        'a base or index is a 64-bit or 32-bit general register',
      );
  }
  if (index?.kind === 'rip' || (base?.kind === 'rip' && index))
    throw new AsmError(`'${(index ?? base)?.name}' takes no index and is none`, range);
  if (base && index && base.size !== index.size)
    throw new AsmError(`'${base.name}' and '${index.name}' differ in size`, range);
  if (index && isStackPointer(index)) throw new AsmError(`'${index.name}' cannot be an index`, range);
  const { constant } = memory;
  if (constant !== undefined) memory.constant = narrowDisplacement(constant, memory);
  return memory;
}

/** Register 4 without REX.X says "no index". */
export const isStackPointer = (register: Register) => register.kind === 'gpr' && register.number === 4;

/** With 32-bit addressing a displacement wraps at 32 bits, so the upper half is the negative numbers. */
function narrowDisplacement(constant: bigint, { base, index }: Memory): bigint {
  return (base ?? index)?.size === 32 ? BigInt.asIntN(32, constant) : constant;
}
