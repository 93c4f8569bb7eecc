/** Assembled kernel text with what it defines, as scripts/images.mjs writes it. */
export interface KernelImage {
  /** Where it is linked to run. */
  base: number;
  /** Global symbols: addresses. */
  symbols: Readonly<Record<string, number>>;
  /** The bytes from `base` on, base64. */
  text: string;
}

/** Bytes out of base64. */
export function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}
