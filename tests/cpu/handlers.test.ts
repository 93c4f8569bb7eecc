import { describe, expect, it } from 'vitest';
import { Decoder } from '../../lib/emulator/cpu/decode/decoder';
import type { Inst } from '../../lib/emulator/cpu/decode/inst';
import { Handlers } from '../../lib/emulator/cpu/interpret/handlers';
import { ENCODINGS } from '../../lib/isa/table';
import type { Encoding } from '../../lib/isa/types';
import { Random } from './random';

const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Forms of each row that are tried, and bytes that are tried for them. */
const FORMS = 4;
const ATTEMPTS = 2000;

const decoder = new Decoder();

/** Instructions of a row, with random operands. */
function formsOf({ id, map, opcode, prefix, vex, digit, modrm }: Encoding, random: Random): Inst[] {
  const found: Inst[] = [];
  for (let n = 0; n < ATTEMPTS && found.length < FORMS; n++) {
    const bytes: number[] = [];
    if (!vex) {
      if (random.oneIn(8)) bytes.push(0x66);
      if (prefix) bytes.push(prefix);
      if (random.oneIn(2)) bytes.push(0x40 | random.below(16));
      bytes.push(...[[], [0x0f], [0x0f, 0x38], [0x0f, 0x3a]][map]);
    } else {
      const wanted = [0, 0x66, 0xf3, 0xf2].indexOf(prefix);
      bytes.push(0xc4, (random.below(8) << 5) | map, (random.below(32) << 3) | wanted);
    }
    bytes.push(opcode + (random.oneIn(2) ? random.below(8) : 0));
    const free = random.below(256);
    bytes.push(modrm >= 0 ? modrm : digit < 0 ? free : (free & 0xc7) | (digit << 3));
    while (bytes.length < 24) bytes.push(random.below(256));
    const inst = decoder.decode(Uint8Array.from(bytes), 0, 0x1000);
    if (inst.encoding !== undefined && inst.encoding.id === id) found.push(inst);
  }
  return found;
}

describe('every instruction can be interpreted', () => {
  const random = new Random(SEED);
  const families = [...new Set(ENCODINGS.map(({ family }) => family))];
  it.each(families)(`all rows of %s, seed ${SEED}`, (family) => {
    const handlers = new Handlers();
    for (const encoding of ENCODINGS.filter((e) => e.family === family)) {
      const forms = formsOf(encoding, random);
      expect(forms.length, `${encoding.mnemonic} ${encoding.operands}`).toBeGreaterThan(0);
      for (const cpl of [0, 3] as const) {
        handlers.make(forms, cpl);
        for (const inst of forms) expect(handlers.find(inst, cpl)).toBeTypeOf('number');
      }
    }
  });
});
