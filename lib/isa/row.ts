import type { Encoding } from './types';

/** A row as it is written in the table files: mnemonic, opcode, operands, attributes. */
export type Row = readonly [mnemonic: string, opcode: string, operands?: string, attributes?: string];

const MAPS: Record<string, 0 | 1 | 2 | 3> = { '': 0, '0F': 1, '0F 38': 2, '0F 3A': 3 };

/**
 * Reads one written row.
 *
 * Opcode: `VEX` first where there is that prefix; `NP`, `66`, `F2` or `F3` first when mandatory, then `0F`, `0F 38` or `0F 3A`, the opcode byte (`50+` for
 * a register in its low bits), then `/0` to `/7` for modrm.reg, or a fixed modrm byte.
 * Attributes: d64 f64 w0 w1 lock rep repz norep priv end, and `=name` for another name of the row.
 */
export function parseRow(row: Row, family: string, id: number): Encoding {
  const [mnemonic, opcodeText, operandText = '', attributeText = ''] = row;
  const parts = opcodeText.split(' ');
  let prefix: Encoding['prefix'] = 0;
  const vex = parts[0] === 'VEX' && parts.shift() !== undefined;
  let np = false;
  if (parts[0] === 'NP') np = parts.shift() !== undefined;
  else if (parts.length > 1 && /^(66|F2|F3)$/.test(parts[0]))
    prefix = Number.parseInt(parts.shift() as string, 16) as Encoding['prefix'];
  let map = '';
  if (parts[0] === '0F') map = parts.shift() as string;
  if (map && parts.length > 1 && /^(38|3A)$/.test(parts[0])) map += ` ${parts.shift()}`;
  const opcode = Number.parseInt((parts.shift() as string).replace('+', ''), 16);
  let digit = -1;
  let modrm = -1;
  for (const part of parts) {
    if (part.startsWith('/')) digit = Number(part.slice(1));
    else modrm = Number.parseInt(part, 16);
  }
  const operands = operandText === '' ? [] : operandText.split(',');
  const attributes = new Set(attributeText.split(' ').filter((a) => a && !a.startsWith('=')));
  return {
    id,
    family,
    mnemonic,
    map: MAPS[map],
    opcode,
    prefix,
    np,
    noRepeat: attributes.has('norep'),
    vex,
    digit,
    modrm,
    hasModrm: digit >= 0 || modrm >= 0 || operands.some((o) => /^[EGMRSCDVWUFPQN][bwdqvypxt]?$/.test(o)),
    operands,
    defaultSize: attributes.has('d64') || attributes.has('f64') ? 64 : 32,
    force64: attributes.has('f64'),
    w: attributes.has('w1') ? 1 : attributes.has('w0') ? 0 : -1,
    lock: attributes.has('lock'),
    rep: attributes.has('repz') ? 'repz' : attributes.has('rep') ? 'rep' : '',
    privileged: attributes.has('priv'),
    endsBlock: attributes.has('end'),
    aliases: attributeText
      .split(' ')
      .filter((a) => a.startsWith('='))
      .map((a) => a.slice(1)),
  };
}
