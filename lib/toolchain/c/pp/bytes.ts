/**
 * Sources are text, and mostly UTF-8. A byte that is no part of UTF-8 stands in the text as a lone half of a surrogate
 * pair, 0xdc00 more than itself, so that literals have it again: gcc passes such bytes through too.
 */
const ESCAPE = 0xdc00;

/** The text of a file. */
export function sourceText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return mixedText(bytes);
  }
}

function mixedText(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceAt(bytes, at);
    if (length === 0) {
      text += decoder.decode(bytes.subarray(from, at)) + String.fromCharCode(ESCAPE + bytes[at]);
      from = at + 1;
    }
    at += length || 1;
  }
  return text + decoder.decode(bytes.subarray(from));
}

/** The second bytes that the first ones of longer sequences allow: Unicode, table 3-7. */
const SECOND: Record<number, [number, number]> = {
  224: [0xa0, 0xbf],
  237: [0x80, 0x9f],
  240: [0x90, 0xbf],
  244: [0x80, 0x8f],
};

/** How many bytes a character takes; 0 for none. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  const [low, high] = SECOND[first] ?? [0x80, 0xbf];
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i];
    if (!(i === 1 ? next >= low && next <= high : next >= 0x80 && next <= 0xbf)) return 0;
  }
  return length;
}

/** The byte that a code point of a text stands for; undefined where it is a character. */
export const escapedByte = (code: number): number | undefined =>
  code >= ESCAPE + 0x80 && code <= ESCAPE + 0xff ? code - ESCAPE : undefined;

/** The bytes of a text. */
export function sourceBytes(text: string): Uint8Array {
  const encoder = new TextEncoder();
  if (!/[\udc80-\udcff]/u.test(text)) return encoder.encode(text);
  const parts: number[] = [];
  for (const c of text) {
    const byte = escapedByte(c.codePointAt(0) ?? 0);
    if (byte === undefined) parts.push(...encoder.encode(c));
    else parts.push(byte);
  }
  return Uint8Array.from(parts);
}
