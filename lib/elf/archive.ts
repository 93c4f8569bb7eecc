import { ElfError } from './read';

/** A member of an archive; `bytes` is a view of the archive's own. */
export interface ArchiveMember {
  name: string;
  /** Where its header is in the file: what the symbol index names. */
  offset: number;
  bytes: Uint8Array;
}

/** An `ar` archive: its members, and which of them defines a symbol. */
export interface Archive {
  members: ArchiveMember[];
  /** The index `ranlib` makes: symbol to member. Undefined without one. */
  index: Map<string, ArchiveMember> | undefined;
}

const MAGIC = '!<arch>\n';
const THIN_MAGIC = '!<thin>\n';
const HEADER_SIZE = 60;
const decoder = new TextDecoder('latin1');
const utf8 = new TextDecoder();

const startsWith = (bytes: Uint8Array, text: string) =>
  bytes.length >= text.length && decoder.decode(bytes.subarray(0, text.length)) === text;

/** True when `bytes` start as an archive does, thin ones too. */
export function isArchive(bytes: Uint8Array): boolean {
  return startsWith(bytes, MAGIC) || startsWith(bytes, THIN_MAGIC);
}

/**
 * Reads a System V archive as GNU `ar` writes it: `/` and `/SYM64/` hold the symbol index, `//` the long names.
 * A thin archive, which only names files, is refused.
 *
 * @throws ElfError
 */
export function readArchive(bytes: Uint8Array): Archive {
  if (startsWith(bytes, THIN_MAGIC))
    throw new ElfError("a thin archive only names its files; make a whole one with 'ar rcs' without T", 0);
  if (!startsWith(bytes, MAGIC)) throw new ElfError("not an archive: it does not start with '!<arch>'", 0);
  const members: ArchiveMember[] = [];
  let longNames: Uint8Array = new Uint8Array(0);
  let index: { bytes: Uint8Array; wide: boolean; at: number } | undefined;
  for (let at = MAGIC.length; at < bytes.length; ) {
    if (at + HEADER_SIZE > bytes.length) throw new ElfError('the archive ends inside of a header', at);
    const field = (from: number, length: number) =>
      decoder.decode(bytes.subarray(at + from, at + from + length)).trimEnd();
    if (decoder.decode(bytes.subarray(at + 58, at + 60)) !== '`\n')
      throw new ElfError('the header of an archive member is damaged', at);
    const sizeText = field(48, 10);
    const size = /^\d+$/.test(sizeText) ? Number(sizeText) : -1;
    const start = at + HEADER_SIZE;
    if (size < 0 || start + size > bytes.length)
      throw new ElfError(`an archive member claims '${sizeText}' bytes`, at);
    const content = bytes.subarray(start, start + size);
    const name = field(0, 16);
    if (name === '/' || name === '/SYM64/') index ??= { bytes: content, wide: name !== '/', at };
    else if (name === '//') longNames = content;
    else members.push({ name: memberName(name, longNames, at), offset: at, bytes: content });
    at = start + size + (size & 1);
  }
  return { members, index: index && readIndex(index, members) };
}

/** `name/`, or `/12` for the name at 12 in the table of long ones. */
function memberName(field: string, longNames: Uint8Array, at: number): string {
  const long = /^\/(\d+)$/.exec(field);
  if (!long) return field.replace(/\/$/, '');
  const from = Number(long[1]);
  if (from >= longNames.length) throw new ElfError(`the long name ${field} is not in its table`, at);
  const end = longNames.indexOf(0x0a, from);
  return utf8.decode(longNames.subarray(from, end < 0 ? undefined : end)).replace(/\/$/, '');
}

/** Count, offsets of members, names that end in NUL; numbers are big-endian. */
function readIndex(
  { bytes, wide, at }: { bytes: Uint8Array; wide: boolean; at: number },
  members: ArchiveMember[],
): Map<string, ArchiveMember> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = wide ? 8 : 4;
  const word = (from: number) =>
    wide ? view.getUint32(from) * 2 ** 32 + view.getUint32(from + 4) : view.getUint32(from);
  if (bytes.length < width) throw new ElfError("the archive's symbol index is cut", at);
  const count = word(0);
  if (width * (count + 1) > bytes.length) throw new ElfError("the archive's symbol index is cut", at);
  const byOffset = new Map(members.map((m) => [m.offset, m]));
  const names = utf8.decode(bytes.subarray(width * (count + 1))).split('\0');
  const index = new Map<string, ArchiveMember>();
  for (let i = 0; i < count; i++) {
    const member = byOffset.get(word(width * (i + 1)));
    if (!member || i >= names.length)
      throw new ElfError(`the archive's symbol index names a member that is not there`, at);
    if (!index.has(names[i])) index.set(names[i], member);
  }
  return index;
}

/** Writes an archive with a symbol index and long names, as `ar rcsD` does. `symbols` are those each file defines. */
export function writeArchive(
  files: readonly { name: string; bytes: Uint8Array; symbols: readonly string[] }[],
): Uint8Array {
  const encoder = new TextEncoder();
  let longNames = '';
  const fields = files.map(({ name }) => {
    if (encoder.encode(name).length < 16) return `${name}/`;
    const at = encoder.encode(longNames).length;
    longNames += `${name}/\n`;
    return `/${at}`;
  });
  const long = encoder.encode(longNames);
  const symbols = files.flatMap((file, i) => file.symbols.map((symbol) => ({ symbol, file: i })));
  const names = encoder.encode(symbols.map(({ symbol }) => `${symbol}\0`).join(''));
  const indexSize = 4 + 4 * symbols.length + names.length;
  const padded = (size: number) => HEADER_SIZE + size + (size & 1);
  let at = MAGIC.length + padded(indexSize) + (long.length ? padded(long.length) : 0);
  const offsets = files.map(({ bytes }) => {
    const offset = at;
    at += padded(bytes.length);
    return offset;
  });
  const out = new Uint8Array(at);
  out.set(encoder.encode(MAGIC));
  const index = new Uint8Array(indexSize);
  const view = new DataView(index.buffer);
  view.setUint32(0, symbols.length);
  symbols.forEach(({ file }, i) => {
    view.setUint32(4 + 4 * i, offsets[file]);
  });
  index.set(names, 4 + 4 * symbols.length);
  at = MAGIC.length;
  const put = (name: string, bytes: Uint8Array, mode: string) => {
    const header = `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${mode.padEnd(8)}${String(bytes.length).padEnd(10)}\`\n`;
    out.set(encoder.encode(header), at);
    out.set(bytes, at + HEADER_SIZE);
    if (bytes.length & 1) out[at + HEADER_SIZE + bytes.length] = 0x0a;
    at += padded(bytes.length);
  };
  put('/', index, '0');
  if (long.length) put('//', long, '');
  files.forEach(({ bytes }, i) => {
    put(fields[i], bytes, '644');
  });
  return out;
}
