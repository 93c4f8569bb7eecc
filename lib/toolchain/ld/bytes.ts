/** Writes a signed or unsigned number as 64 bits. */
export function set64(view: DataView, at: number, value: number): void {
  view.setUint32(at, value % 0x1_0000_0000, true);
  view.setUint32(at + 4, Math.floor(value / 0x1_0000_0000), true);
}

export const alignUp = (value: number, alignment: number) => Math.ceil(value / alignment) * alignment;
