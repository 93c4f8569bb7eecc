/**
 * Sets of named constants. A set of flags prints as names joined by `|` in the order they are listed here, which is
 * strace's; an enumeration prints one name. What has no name is printed in hex with a comment that says what it should
 * have been (`0x8000 /* MAP_??? *\/`).
 */

/** Bits that combine. */
export interface FlagSet {
  readonly kind: 'flags';
  /** What strace writes beside bits it does not know: `O_???`. */
  readonly unknown: string;
  /** In printing order. A combination stands before the bits it is made of. */
  readonly entries: readonly (readonly [name: string, value: number])[];
  /** Bits that hold one of several values (O_ACCMODE), and their names. */
  readonly field?: {
    readonly mask: number;
    readonly names: EnumSet;
    /** The bits beside it are printed on their own, with a comment when none of them has a name. */
    readonly apart?: boolean;
  };
  /** High bits that hold a number of their own, printed as `21<<MAP_HUGE_SHIFT`. */
  readonly shifted?: { readonly shift: number; readonly name: string };
  /** The low nine bits are permissions, which stand at the end in octal: `IPC_CREAT|0600`. */
  readonly permissions?: true;
}

/** Values of which one is given. */
export interface EnumSet {
  readonly kind: 'enum';
  readonly unknown: string;
  readonly names: ReadonlyMap<number, string>;
  /** A bit that may stand beside the value, and is told before it: `IPC_64|IPC_STAT`. */
  readonly beside?: { readonly bit: number; readonly name: string };
  /** Told by number, with the name in a comment. */
  readonly numbered?: true;
  /** What has no name is told in decimal. */
  readonly decimal?: true;
}

/** Makes a set of flags from constants in shorthand: `flags('O_???', { O_APPEND, O_CREAT })`. */
export function flags(
  unknown: string,
  values: Record<string, number>,
  field?: FlagSet['field'],
  shifted?: FlagSet['shifted'],
): FlagSet {
  return { kind: 'flags', unknown, entries: Object.entries(values), field, shifted };
}

/** The same, told by number with the name in a comment. */
export const numbered = (unknown: string, values: Record<string, number>): EnumSet => ({
  ...names(unknown, values),
  numbered: true,
});

/** Makes an enumeration from constants in shorthand; of two names of one value the first is printed. */
export function names(unknown: string, values: Record<string, number>): EnumSet {
  const map = new Map<number, string>();
  for (const [name, value] of Object.entries(values)) if (!map.has(value)) map.set(value, name);
  return { kind: 'enum', unknown, names: map };
}
