import { CONDITIONS } from '../../../isa/integer';
import { ALU } from './alu';
import { BIT } from './bit';
import { BMI } from './bmi';
import type { Builder } from './builder';
import { CONTROL, jcc } from './control';
import { cmov, DATA, setcc } from './data';
import { MMX } from './mmx';
import { MULDIV } from './muldiv';
import { SHIFT } from './shift';
import { CONVERT } from './sse/convert';
import { FLOAT } from './sse/float';
import { INTEGER } from './sse/integer';
import { MOVE } from './sse/move';
import { SHUFFLE } from './sse/shuffle';
import { COMPARE_STRINGS } from './sse/string';
import { STRING } from './string';
import { SYSTEM } from './system';
import { X87 } from './x87';

/** What an instruction does, written against a builder. There is one for each mnemonic, and no other semantics. */
export type Lift = (b: Builder) => void;

const CONDITIONAL: Record<string, Lift> = Object.fromEntries(
  CONDITIONS.flatMap(([name], cc) => [
    [`j${name}`, jcc(cc)],
    [`set${name}`, setcc(cc)],
    [`cmov${name}`, cmov(cc)],
  ]),
);

const OTHERS: Readonly<Record<string, Lift>> = {
  ...DATA,
  ...ALU,
  ...SHIFT,
  ...BIT,
  ...MULDIV,
  ...STRING,
  ...CONTROL,
  ...CONDITIONAL,
  ...SYSTEM,
  ...MOVE,
  ...INTEGER,
  ...SHUFFLE,
  ...FLOAT,
  ...CONVERT,
  ...COMPARE_STRINGS,
  ...X87,
  ...BMI,
};

/** MMX shares names with SSE: there the family of the row decides. */
const byFamily = (name: string, mmx: Lift): Lift => {
  const other = OTHERS[name];
  if (other === undefined) return mmx;
  return (b) => (b.inst.encoding.family === 'mmx' ? mmx : other)(b);
};

/** The semantics of every mnemonic of lib/isa. */
export const LIFTS: Readonly<Record<string, Lift>> = {
  ...OTHERS,
  ...Object.fromEntries(Object.entries(MMX).map(([name, lift]) => [name, byFamily(name, lift)])),
};
