/**
 * Instructions whose text alone decides their bytes: registers and numbers, in AT&T syntax. Compilers write the same ones
 * again and again, so their encodings are kept, from one source to the next too.
 */
const PLAIN = /^\s*[a-z]\w*(?:\s+(?:%\w+|\$?-?(?:0x[\da-f]+|\d+)(?!\w)|[(),\s])*)?$/;

/** As many as are kept. A large program has some thousands. */
const LIMIT = 50_000;

export interface Known {
  /** The instruction's Intel name. */
  mnemonic: string;
  bytes: readonly number[];
}

const known = new Map<string, Known>();

export const knownInstruction = (text: string): Known | undefined => known.get(text);

export function keepInstruction(text: string, instruction: Known): void {
  if (!PLAIN.test(text)) return;
  if (known.size >= LIMIT) known.clear();
  known.set(text, instruction);
}
