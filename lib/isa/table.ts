import { CONTROL } from './control';
import { INTEGER } from './integer';
import { parseRow } from './row';
import { STRING } from './string';
import { SYSTEM } from './system';
import type { Encoding } from './types';

/** Every encoding the machine knows, in the order the assembler prefers among equals. */
export const ENCODINGS: readonly Encoding[] = [...INTEGER, ...STRING, ...CONTROL, ...SYSTEM].map(parseRow);
