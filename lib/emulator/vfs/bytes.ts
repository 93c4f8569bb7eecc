const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** UTF-8 bytes as a byte string: one character a byte, so that any name a program makes comes back as it was. */
export function byteString(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  return text;
}

/** Byte strings of memory made lately: programs name the same files again and again. */
const recent = new Array<string>(256).fill('');

/** The byte string of a stretch of memory, which is most often one that was made before. */
export function stringAt(memory: Uint8Array, at: number, length: number): string {
  let hash = 0;
  for (let i = 0; i < length; i++) hash = Math.imul(hash, 31) + memory[at + i];
  const slot = (hash ^ (hash >>> 8)) & 255;
  if (!isAt(memory, at, length, recent[slot])) recent[slot] = byteString(memory.subarray(at, at + length));
  return recent[slot];
}
function isAt(memory: Uint8Array, at: number, length: number, text: string): boolean {
  if (text.length !== length) return false;
  for (let i = 0; i < length; i++) if (text.charCodeAt(i) !== memory[at + i]) return false;
  return true;
}

/** The bytes of a byte string. */
export function bytesOf(name: string): Uint8Array {
  const bytes = new Uint8Array(name.length);
  for (let i = 0; i < name.length; i++) bytes[i] = name.charCodeAt(i);
  return bytes;
}

/** JavaScript text as the byte string of its UTF-8. */
export function fromText(text: string): string {
  return byteString(encoder.encode(text));
}

/** A byte string shown as JavaScript text. */
export function toText(name: string): string {
  return decoder.decode(bytesOf(name));
}
