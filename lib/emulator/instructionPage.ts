import { flagEffect } from '../isa/flags';
import { ENCODINGS } from '../isa/table';
import type { Encoding } from '../isa/types';
import { CostModel } from './cost/model';
import { profile } from './cost/profiles';
import { TICKS_PER_CYCLE } from './cpu/types';

const HEAD = `# Instructions

Made by \`npm run instructions\` from the tables in lib/isa and lib/emulator/cost. Do not edit.

What is not here raises #UD. Encodings are in the notation of the SDM: volume 2, section 3.1.1, and for operands its opcode
map, appendix A.2 (lib/isa/types.ts lists the letters). Flags are those tested, set and left undefined. The price is what an
instruction adds where nothing waits for it, in core cycles of the profile \`measured-vm\`; a load of a memory
operand adds LOAD cycles to it, a store STORE.
`;

/** How a family is called at the head of its section. */
const TITLES: Readonly<Record<string, string>> = {
  integer: 'General registers',
  string: 'Strings',
  control: 'Control transfer, hints and fences',
  system: 'System',
  x87: 'Floating-point unit (x87)',
  mmx: 'MMX',
  bmi1: 'Bit manipulation (BMI1)',
  bmi2: 'Bit manipulation (BMI2)',
  adx: 'Sums with one carry flag (ADX)',
  extra: 'Random numbers, segment bases',
};
const MAPS = ['', '0F', '0F 38', '0F 3A'];
const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');

/** docs/instructions.md: every encoding the processor has, its flags and its price. */
export function instructionPage(): string {
  const { instructions } = new CostModel(profile());
  const cycles = (ticks: number): string => String(Number((ticks / TICKS_PER_CYCLE).toFixed(2)));
  const families = new Map<string, Map<string, Encoding[]>>();
  for (const encoding of ENCODINGS) {
    const { family, mnemonic } = encoding;
    const rows = families.get(family) ?? new Map<string, Encoding[]>();
    families.set(family, rows);
    rows.set(mnemonic, [...(rows.get(mnemonic) ?? []), encoding]);
  }
  const price = (encodings: Encoding[]): string => {
    const prices = encodings.map((e) => instructions.byEncoding[e.id]);
    const [least, most] = [Math.min(...prices), Math.max(...prices)];
    return least === most ? cycles(least) : `${cycles(least)} to ${cycles(most)}`;
  };
  const sections = [...families].map(([family, rows]) => {
    const lines = [...rows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([mnemonic, encodings]) => {
        const forms = encodings.map((e) => `\`${encodingText(e)}\``).join('<br>');
        return `| ${mnemonic} | ${forms} | ${flagsText(mnemonic)} | ${price(encodings)} |`;
      });
    const title = TITLES[family] ?? family.toUpperCase();
    return `\n## ${title}\n\n| name | encodings | flags | cycles |\n|---|---|---|--:|\n${lines.join('\n')}\n`;
  });
  const head = HEAD.replace('LOAD', cycles(instructions.load)).replace('STORE', cycles(instructions.store));
  const mnemonics = new Set(ENCODINGS.map((e) => e.mnemonic)).size;
  return `${head}${sections.join('')}\n${mnemonics} instructions in ${ENCODINGS.length} encodings.\n`;
}

/** An encoding as the SDM writes it, and its operands. */
function encodingText(e: Encoding): string {
  const inOpcode = e.operands.some((o) => o.startsWith('Z'));
  const parts = [
    e.vex ? 'VEX' : '',
    e.np ? 'NP' : e.prefix ? hex(e.prefix) : '',
    e.w === 1 ? 'REX.W' : '',
    MAPS[e.map],
    hex(e.opcode) + (inOpcode ? '+' : ''),
    e.modrm >= 0 ? hex(e.modrm) : e.digit >= 0 ? `/${e.digit}` : e.hasModrm ? '/r' : '',
    e.operands.join(','),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Letters of the flags tested, set and undefined. */
function flagsText(mnemonic: string): string {
  const effect = flagEffect(mnemonic);
  const part = (what: string, letters: string) =>
    letters ? `${what} ${[...letters].map((l) => `${l.toUpperCase()}F`).join(' ')}` : '';
  const parts = [
    part('tests', effect.reads),
    part('sets', effect.writes),
    part('undefined', effect.undefined),
  ];
  return parts.filter((p) => p !== '').join('; ');
}
