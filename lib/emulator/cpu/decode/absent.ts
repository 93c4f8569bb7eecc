/**
 * Names for what programs that did not ask CPUID run into: instructions of extensions that are not here, by the bytes
 * from the opcode on. SDM vol. 2, appendix A. It is for messages alone: to run, they are undefined.
 */

const LEGACY_PREFIXES = new Set([0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3]);

/** Opcodes in hex, a dot for any digit, and what they are. */
const NAMES: readonly (readonly [opcode: RegExp, name: string])[] = (
  [
    ['0f38db', 'aesimc'],
    ['0f38dc', 'aesenc'],
    ['0f38dd', 'aesenclast'],
    ['0f38de', 'aesdec'],
    ['0f38df', 'aesdeclast'],
    ['0f3adf', 'aeskeygenassist'],
    ['0f3a44', 'pclmulqdq'],
    ['0f38c8', 'sha1nexte'],
    ['0f38c9', 'sha1msg1'],
    ['0f38ca', 'sha1msg2'],
    ['0f38cb', 'sha256rnds2'],
    ['0f38cc', 'sha256msg1'],
    ['0f38cd', 'sha256msg2'],
    ['0f3acc', 'sha1rnds4'],
    ['0f38cf', 'gf2p8mulb'],
    ['0f3ace', 'gf2p8affineqb'],
    ['0f3acf', 'gf2p8affineinvqb'],
    ['0f01d0', 'xgetbv'],
    ['0f01d1', 'xsetbv'],
    ['0f01d5', 'xend'],
    ['0f01d6', 'xtest'],
    ['c7f8', 'xbegin'],
    ['c6f8', 'xabort'],
    // modrm.reg of 4, 5 and 6 with memory.
    ['0fae[26a][0-7]', 'xsave'],
    ['0fae[26a][89a-f]', 'xrstor'],
    ['0fae[37b][0-7]', 'xsaveopt'],
    ['0fc7[26a][0-7]', 'xsavec'],
    ['c4[0-9a-f]{2}|c5[0-9a-f]{2}', 'an AVX instruction'],
    ['62[0-9a-f]{2}', 'an AVX-512 instruction'],
  ] as const
).map(([opcode, name]) => [new RegExp(`^(?:${opcode})`), name]);

/** The name, with why it does not run; empty for bytes that mean nothing. */
export function nameAbsent(bytes: Uint8Array): string {
  let at = 0;
  while (LEGACY_PREFIXES.has(bytes[at])) at++;
  if ((bytes[at] & 0xf0) === 0x40) at++;
  const opcode = Array.from(bytes.subarray(at, at + 4), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
  const found = NAMES.find(([pattern]) => pattern.test(opcode));
  return found === undefined ? '' : `${found[1]}, which CPUID does not announce`;
}
