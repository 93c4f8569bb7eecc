import { inflateSync, strFromU8 } from 'fflate';

/** A member of the image, still packed. PKWARE, "APPNOTE.TXT", 4.3.12. */
interface Entry {
  name: string;
  stored: boolean;
  packed: number;
  size: number;
  /** Of its local header. */
  at: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;

/** The files of a packed image by path, each unpacked when it is first looked at: most programs need few of them. */
export function lazyFiles(zip: Uint8Array): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const entry of directory(zip))
    Object.defineProperty(files, entry.name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = unpack(zip, entry);
        Object.defineProperty(files, entry.name, { value, enumerable: true });
        return value;
      },
    });
  return files;
}

function* directory(zip: Uint8Array): Generator<Entry> {
  const view = viewOf(zip);
  let end = zip.length - END_SIZE;
  while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error('the image is no zip file');
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const u16 = (offset: number) => view.getUint16(at + offset, true);
    const u32 = (offset: number) => view.getUint32(at + offset, true);
    const name = strFromU8(zip.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + u16(28)));
    yield { name, stored: u16(10) === 0, packed: u32(20), size: u32(24), at: u32(42) };
    at += ENTRY_SIZE + u16(28) + u16(30) + u16(32);
  }
}

function unpack(zip: Uint8Array, { stored, packed, size, at }: Entry): Uint8Array {
  const view = viewOf(zip);
  const from = at + LOCAL_SIZE + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const bytes = zip.subarray(from, from + packed);
  return stored ? bytes.slice() : inflateSync(bytes, { out: new Uint8Array(size) });
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
