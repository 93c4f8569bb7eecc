import type { CellKind } from '../../lib/notebook/types';

interface Given {
  /** The attribute that says it. */
  key: string;
  label: string;
  /** What adds it where there is none; absent where only the field for all others does. */
  add?: string;
  /** What it is called to a reader of screens. */
  name: string;
  /** It may have several lines. */
  lines?: boolean;
  /** The kinds of cell it is for; all programs unless given. */
  kinds?: readonly CellKind[];
}

/** What a program is given, in the order shown. */
export const GIVEN: readonly Given[] = [
  { key: 'args', label: 'args', add: '+ arguments', name: 'Arguments of the program' },
  { key: 'stdin', label: 'stdin', add: '+ input', name: 'Standard input of the program', lines: true },
  { key: 'env', label: 'env', add: '+ environment', name: 'Environment of the program' },
  { key: 'defines', label: 'macros', add: '+ macros', name: 'Macros of the program', kinds: ['c'] },
  { key: 'defines', label: 'symbols', add: '+ symbols', name: 'Symbols of the program', kinds: ['asm'] },
  { key: 'files', label: 'files', name: 'Files that the program finds' },
  { key: 'profile', label: 'profile', name: 'Profile of the machine' },
];

/** What a cell of a kind may be given. */
export const givenTo = (kind: CellKind): readonly Given[] =>
  GIVEN.filter(({ kinds }) => !kinds || kinds.includes(kind));
