import { ADX, BMI1, BMI2, EXTRA } from './bmi';
import { CONTROL } from './control';
import { INTEGER } from './integer';
import { MMX } from './mmx';
import { parseRow, type Row } from './row';
import { SSE } from './sse';
import { SSE2 } from './sse2';
import { SSE3, SSSE3 } from './sse3';
import { SSE4_1, SSE4_2 } from './sse4';
import { STRING } from './string';
import { SYSTEM } from './system';
import type { Encoding } from './types';
import { X87 } from './x87';

/** The families of rows by name, in the order the assembler prefers among equals. */
const FAMILIES: Readonly<Record<string, readonly Row[]>> = {
  integer: INTEGER,
  string: STRING,
  control: CONTROL,
  system: SYSTEM,
  sse: SSE,
  sse2: SSE2,
  sse3: SSE3,
  ssse3: SSSE3,
  'sse4.1': SSE4_1,
  'sse4.2': SSE4_2,
  x87: X87,
  mmx: MMX,
  bmi1: BMI1,
  bmi2: BMI2,
  adx: ADX,
  extra: EXTRA,
};

/** Every encoding the machine knows. */
export const ENCODINGS: readonly Encoding[] = Object.entries(FAMILIES)
  .flatMap(([family, rows]) => rows.map((row) => ({ family, row })))
  .map(({ family, row }, id) => parseRow(row, family, id));
