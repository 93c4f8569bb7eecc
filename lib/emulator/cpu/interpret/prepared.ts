import { writeCore } from '../core/core';
import { Decoder, MAX_LENGTH } from '../decode/decoder';
import type { Inst } from '../decode/inst';
import { writeX87 } from '../x87/module';
import { COMMON } from './common';
import { Handlers, type Made } from './handlers';

/**
 * The processor's core, its x87 unit and handlers of common instructions, made when the project is built: to make them as
 * they are met is most of what a short program costs in a process that is new. They are the same that would be made
 * then. packed.ts takes them on.
 *
 * Packed: for each module, in this order, the length of its uses in bytes, the length of its code, both as 32 bits,
 * little-endian, the uses as JSON, and the code. The two units have no uses.
 */
export function packHandlers(): Uint8Array<ArrayBuffer> {
  const handlers = new Handlers();
  // The x87 unit is large, and comes into being with the first handler that calls it.
  const groups = COMMON.flatMap(([cpl, codes]) => {
    const insts = codes.trim().split(/\s+/).map(decode);
    const isX87 = ({ encoding }: Inst) => encoding.family === 'x87';
    return [insts.filter((inst) => !isX87(inst)), insts.filter(isX87)].map((some) => [cpl, some] as const);
  });
  const made: Made<Uint8Array>[] = [writeCore(), writeX87()].map((code) => ({ code, uses: [] }));
  for (const [cpl, insts] of groups) if (insts.length > 0) made.push(handlers.make(insts, cpl));
  const parts = made.flatMap(({ code, uses }) => {
    const json = new TextEncoder().encode(JSON.stringify(uses));
    return [new Uint8Array(Uint32Array.of(json.length, code.length).buffer), json, code];
  });
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    packed.set(part, at);
    at += part.length;
  }
  return packed;
}

function decode(code: string): Inst {
  const bytes = new Uint8Array(2 * MAX_LENGTH);
  for (let i = 0; i < code.length; i += 2) bytes[i / 2] = Number.parseInt(code.slice(i, i + 2), 16);
  const inst = new Decoder().decode(bytes, 0, 0);
  if (inst.encoding === undefined || inst.length !== code.length / 2)
    throw new Error(`${code} is no instruction`);
  return inst;
}
