import { writeCore } from '../core/core';
import { Decoder, MAX_LENGTH } from '../decode/decoder';
import type { Inst } from '../decode/inst';
import { COMMON } from './common';
import { Handlers } from './handlers';

/**
 * The core and handlers of common instructions, made when the project is built: to make them as they are met is most of
 * what a short program costs in a process that is new. They are the same that would be made then. packed.ts takes them on.
 *
 * Packed: for each module, the core first, the length of its uses in bytes (none for the core), the length of its code,
 * both as 32 bits, little-endian, the uses as JSON, and the code.
 */
export function packHandlers(): Uint8Array<ArrayBuffer> {
  const handlers = new Handlers();
  // The x87 unit is large, and comes into being with the first handler that calls it.
  const groups = COMMON.flatMap(([cpl, codes]) => {
    const insts = codes.trim().split(/\s+/).map(decode);
    const isX87 = ({ encoding }: Inst) => encoding.family === 'x87';
    return [insts.filter((inst) => !isX87(inst)), insts.filter(isX87)].map((some) => [cpl, some] as const);
  });
  const core = writeCore();
  const parts = [
    lengths(0, core.length),
    core,
    ...groups.flatMap(([cpl, insts]) => {
      if (insts.length === 0) return [];
      const { code, uses } = handlers.make(insts, cpl);
      const json = new TextEncoder().encode(JSON.stringify(uses));
      return [lengths(json.length, code.length), json, code];
    }),
  ];
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    packed.set(part, at);
    at += part.length;
  }
  return packed;
}

const lengths = (...both: number[]): Uint8Array => new Uint8Array(Uint32Array.from(both).buffer);

function decode(code: string): Inst {
  const bytes = new Uint8Array(2 * MAX_LENGTH);
  for (let i = 0; i < code.length; i += 2) bytes[i / 2] = Number.parseInt(code.slice(i, i + 2), 16);
  const inst = new Decoder().decode(bytes, 0, 0);
  if (inst.encoding === undefined || inst.length !== code.length / 2)
    throw new Error(`${code} is no instruction`);
  return inst;
}
