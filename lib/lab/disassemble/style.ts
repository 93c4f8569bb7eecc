/** How instructions are written. */
export interface Style {
  syntax: 'att' | 'intel';
  /** A displacement or an address; it may be negative. */
  number(value: bigint): string;
  /** An immediate of so many bits, as a signed number. */
  immediate(value: bigint, bits: number): string;
  /** What an address is called, where it has a name: the target of a jump, or data that rip points at. */
  name(address: number): string | undefined;
}

const hex = (value: bigint): string =>
  value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;

/** objdump's numbers: hexadecimal, and immediates without a sign. */
export const OBJDUMP: Pick<Style, 'number' | 'immediate'> = {
  number: hex,
  immediate: (value, bits) => hex(BigInt.asUintN(bits, value)),
};

/** Compilers' numbers: decimal. Large ones are rather addresses and masks, and stay hexadecimal. */
const decimal = (value: bigint): string =>
  value > -65536n && value < 65536n ? value.toString() : hex(value);

export const COMPILER: Pick<Style, 'number' | 'immediate'> = { number: decimal, immediate: decimal };
