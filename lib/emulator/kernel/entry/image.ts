/** Assembled kernel text with what it defines, as scripts/images.mjs writes it. */
export interface KernelImage {
  /** Where it is linked to run. */
  base: number;
  /** Global symbols: addresses. */
  symbols: Readonly<Record<string, number>>;
  /** The bytes from `base` on, base64. */
  text: string;
}

const decoded = new Map<string, Uint8Array>();

/** Bytes out of base64; the same object every time, as every machine begins with the same images. */
export function decodeBase64(text: string): Uint8Array {
  let bytes = decoded.get(text);
  if (bytes === undefined) {
    const binary = atob(text);
    bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    decoded.set(text, bytes);
  }
  return bytes;
}
