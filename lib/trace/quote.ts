const LETTERS: Readonly<Record<number, string>> = {
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
};

const isOctal = (byte: number | undefined) => byte !== undefined && byte >= 48 && byte <= 55;

/**
 * Bytes between quotes as strace writes them: printable ASCII as it is, some control characters by letter, the rest in
 * octal of as few digits as the next character allows.
 * @param more the string goes on: dots follow
 */
export function quote(bytes: Uint8Array, more = false): string {
  let text = '"';
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    const letter = LETTERS[byte];
    if (letter) text += letter;
    else if (byte >= 32 && byte <= 126) text += String.fromCharCode(byte);
    else text += `\\${isOctal(bytes[i + 1]) ? byte.toString(8).padStart(3, '0') : byte.toString(8)}`;
  }
  return `${text}"${more ? '...' : ''}`;
}

/** Bytes between quotes, each in hex: what strace does with random bytes. */
export function quoteHex(bytes: Uint8Array, more = false): string {
  let text = '"';
  for (const byte of bytes) text += `\\x${byte.toString(16).padStart(2, '0')}`;
  return `${text}"${more ? '...' : ''}`;
}
