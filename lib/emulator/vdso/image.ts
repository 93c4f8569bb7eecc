/** The assembled vDSO with what it exports, as scripts/images.mjs writes it. */
export interface VdsoImage {
  /** Exported symbols: offsets in the file. */
  symbols: Readonly<Record<string, number>>;
  /** The shared object, base64. */
  text: string;
}
