import { joined } from './output';

/** Records of a zip file's directory, and their sizes. PKWARE, "APPNOTE.TXT", 4.3. */
const END_OF_DIRECTORY = 0x06054b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const STORED = 0;

/** Undoes gzip, by what browsers and Node have for it. */
export async function gunzip(packed: Uint8Array): Promise<Uint8Array> {
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  const written = writer.write(packed.slice()).then(() => writer.close());
  const [parts] = await Promise.all([partsOf(readable), written]);
  return joined(parts);
}

async function partsOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return parts;
    parts.push(value);
  }
}

/** The files of a zip that holds them as they are, by path: views of its bytes. */
export function storedFiles(zip: Uint8Array): Record<string, Uint8Array> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - END_SIZE;
  while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error('the image is no zip file');
  const decoder = new TextDecoder();
  const files: Record<string, Uint8Array> = {};
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const u16 = (offset: number) => view.getUint16(offset, true);
    const name = decoder.decode(zip.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + u16(at + 28)));
    if (u16(at + 10) !== STORED) throw new Error(`${name} of the image is packed by itself`);
    const local = view.getUint32(at + 42, true);
    const from = local + LOCAL_SIZE + u16(local + 26) + u16(local + 28);
    files[name] = zip.subarray(from, from + view.getUint32(at + 24, true));
    at += ENTRY_SIZE + u16(at + 28) + u16(at + 30) + u16(at + 32);
  }
  return files;
}
