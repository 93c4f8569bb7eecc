const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** UTF-8 bytes as a byte string: one character a byte, so that any name a program makes comes back as it was. */
export function byteString(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  return text;
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
