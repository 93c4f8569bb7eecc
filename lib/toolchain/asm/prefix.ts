import type { Prefixes } from './encode';

/** Words that stand before a mnemonic, or alone as a byte of their own. */
export const PREFIXES: Record<string, { bytes: number[]; apply: Prefixes }> = {
  rep: { bytes: [0xf3], apply: { repeat: 0xf3 } },
  repe: { bytes: [0xf3], apply: { repeat: 0xf3 } },
  repz: { bytes: [0xf3], apply: { repeat: 0xf3 } },
  repne: { bytes: [0xf2], apply: { repeat: 0xf2 } },
  repnz: { bytes: [0xf2], apply: { repeat: 0xf2 } },
  bnd: { bytes: [0xf2], apply: { repeat: 0xf2 } },
  lock: { bytes: [0xf0], apply: { lock: true } },
  notrack: { bytes: [0x3e], apply: { segment: 0x3e } },
  cs: { bytes: [0x2e], apply: { segment: 0x2e } },
  ds: { bytes: [0x3e], apply: { segment: 0x3e } },
  es: { bytes: [0x26], apply: { segment: 0x26 } },
  ss: { bytes: [0x36], apply: { segment: 0x36 } },
  fs: { bytes: [0x64], apply: { segment: 0x64 } },
  gs: { bytes: [0x65], apply: { segment: 0x65 } },
  data16: { bytes: [0x66], apply: { data: true } },
  addr32: { bytes: [0x67], apply: { address: true } },
  'rex.w': { bytes: [0x48], apply: { rexW: true } },
  rex64: { bytes: [0x48], apply: { rexW: true } },
  '{disp8}': { bytes: [], apply: { displacement: 8 } },
  '{disp32}': { bytes: [], apply: { displacement: 32 } },
  '{load}': { bytes: [], apply: { direction: 'load' } },
  '{store}': { bytes: [], apply: { direction: 'store' } },
  '{rex}': { bytes: [], apply: { rex: true } },
  '{vex}': { bytes: [], apply: { vex: '{vex}' } },
  '{vex2}': { bytes: [], apply: { vex: '{vex2}' } },
  '{vex3}': { bytes: [], apply: { vex: '{vex3}' } },
  '{evex}': { bytes: [], apply: { vex: '{evex}' } },
  // Nothing is made shorter than it was written anyway.
  '{nooptimize}': { bytes: [], apply: {} },
};

/** Adds a prefix to those of the instruction that follows. */
export function applyPrefix(prefixes: Prefixes, name: string): void {
  Object.assign(prefixes, PREFIXES[name].apply);
}
