import { Code, CpuidFeature, DecoderOptions, Decoder as Iced } from 'iced-x86';
import { Decoder, MAX_LENGTH } from '../../lib/emulator/cpu/decode/decoder';
import type { Encoding } from '../../lib/isa/types';
import { ANNOUNCED } from './announced';
import type { Random } from './random';

const PREFIXES = [0x66, 0x67, 0xf2, 0xf3, 0xf0, 0x2e, 0x36, 0x3e, 0x26, 0x64, 0x65];

/** Bytes of one instruction, or of what should be none. */
export interface Raw {
  bytes: number[];
  /** Undefined where nothing is decoded: #UD or #GP, which ends the case. */
  encoding: Encoding | undefined;
}

/**
 * Bytes as they come: any prefixes in any order, twice or against each other, REX where it does not count, any opcode.
 * Answers undefined for what would say nothing: instructions that another extension has, which the real processor may
 * know, and those that `fits` refuses.
 */
export function rawInstruction(random: Random, fits: (encoding: Encoding) => boolean): Raw | undefined {
  const bytes: number[] = [];
  const prefixes = random.oneIn(20) ? random.below(16) : random.below(4);
  for (let n = 0; n < prefixes; n++)
    bytes.push(random.oneIn(4) ? 0x40 | random.below(16) : random.pick(PREFIXES));
  if (random.oneIn(2)) bytes.push(0x40 | random.below(16));
  const map = random.below(8);
  if (map > 2) bytes.push(0x0f);
  if (map > 5) bytes.push(map === 6 ? 0x38 : 0x3a);
  while (bytes.length < MAX_LENGTH + 1 + prefixes) bytes.push(random.below(256));
  const buffer = Uint8Array.from(bytes);
  const inst = new Decoder().decode(buffer, 0, 0x1000);
  if (inst.encoding !== undefined) {
    return fits(inst.encoding) ? { bytes: bytes.slice(0, inst.length), encoding: inst.encoding } : undefined;
  }
  // How much of what EVEX begins is fetched depends on the extensions that the real processor has.
  const evex = bytes.find((byte) => !PREFIXES.includes(byte) && (byte & 0xf0) !== 0x40) === 0x62;
  return evex || knownElsewhere(buffer)
    ? undefined
    : { bytes: bytes.slice(0, MAX_LENGTH + 1), encoding: undefined };
}

/** Whether these bytes are an instruction of an extension that is not announced here. */
function knownElsewhere(buffer: Uint8Array): boolean {
  const decoder = new Iced(64, buffer, DecoderOptions.None);
  const found = decoder.decode();
  const features = found.cpuidFeatures();
  const elsewhere =
    found.code !== Code.INVALID && [...features].some((f) => !ANNOUNCED.has(CpuidFeature[f] ?? ''));
  found.free();
  decoder.free();
  return elsewhere;
}
