const BLOCK = 512;

/** A tar archive of these files for a test: ustar headers as in tar(5). */
export function tarOf(...files: readonly { name: string; mode?: number; bytes: Uint8Array }[]): Uint8Array {
  const blocks = files.flatMap(({ name, mode = 0o644, bytes }) => {
    const head = new Uint8Array(BLOCK);
    const put = (at: number, field: string) => head.set(new TextEncoder().encode(field), at);
    const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
    put(0, name);
    put(100, octal(mode, 7));
    put(124, octal(bytes.length, 11));
    put(148, ' '.repeat(8));
    put(156, '0');
    put(257, 'ustar\x0000');
    const sum = head.reduce((total, byte) => total + byte, 0);
    put(148, `${octal(sum, 6)}\0 `);
    const data = new Uint8Array(Math.ceil(bytes.length / BLOCK) * BLOCK);
    data.set(bytes);
    return [...head, ...data];
  });
  return new Uint8Array([...blocks, ...new Uint8Array(2 * BLOCK)]);
}
