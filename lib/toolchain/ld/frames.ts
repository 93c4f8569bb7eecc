import type { Relocation } from '../object';
import type { InputFile, InputSection } from './input';
import { InputSection as Section } from './input';

/** One entry of .eh_frame: LSB, "The .eh_frame section". */
export interface FrameRecord {
  kind: 'cie' | 'fde' | 'end';
  start: number;
  /** With its length field. */
  length: number;
  /** Of an FDE: where its CIE starts, and the relocation that names its function. */
  cie: number;
  target?: Relocation;
  relocations: Relocation[];
}

const parsed = new WeakMap<object, FrameRecord[]>();

/** The entries of an .eh_frame section; what cannot be understood ends the list with an entry to the end. */
export function parseFrames({ section }: InputSection): FrameRecord[] {
  const known = parsed.get(section);
  if (known) return known;
  const { bytes } = section;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const relocations = [...section.relocations].sort((a, b) => a.offset - b.offset);
  const records: FrameRecord[] = [];
  let next = 0;
  for (let start = 0; start + 4 <= bytes.length; ) {
    const stated = view.getUint32(start, true);
    const length = stated + 4;
    if (stated === 0xffffffff || start + length > bytes.length || (stated !== 0 && stated < 4)) {
      records.push({ kind: 'cie', start, length: bytes.length - start, cie: 0, relocations: [] });
      break;
    }
    const id = stated === 0 ? 0 : view.getUint32(start + 4, true);
    const own: Relocation[] = [];
    while (next < relocations.length && relocations[next].offset < start + length)
      own.push(relocations[next++]);
    const kind = stated === 0 ? 'end' : id === 0 ? 'cie' : 'fde';
    records.push({
      kind,
      start,
      length,
      cie: start + 4 - id,
      target: kind === 'fde' ? own.find((r) => r.offset === start + 8) : undefined,
      relocations: own,
    });
    start += length;
  }
  parsed.set(section, records);
  return records;
}

/** A frame that stays, for the search table. */
export interface LiveFrame {
  section: InputSection;
  record: FrameRecord;
}

/**
 * Takes .eh_frame sections apart: entries of functions that were dropped go, equal CIEs become one, and the end mark
 * is the last thing of all. Answers the frames in order.
 */
export function settleFrames(files: readonly InputFile[]): LiveFrame[] {
  const frames: LiveFrame[] = [];
  const cies = new Map<string, { home: InputSection; offset: number }>();
  let last: InputSection | undefined;
  let ends = false;
  for (const file of files) {
    for (const section of file.sections.values()) {
      if (section.section.name !== '.eh_frame' || !section.live) continue;
      const settled = settle(file, section, cies, frames);
      ends ||= settled.ends;
      last = section;
    }
  }
  if (last?.contents && ends) {
    const grown = new Uint8Array(last.contents.length + 4);
    grown.set(last.contents);
    last.contents = grown;
    last.size = grown.length;
  }
  return frames;
}

function settle(
  file: InputFile,
  section: InputSection,
  cies: Map<string, { home: InputSection; offset: number }>,
  frames: LiveFrame[],
): { ends: boolean } {
  const records = parseFrames(section);
  const kept = records.filter((r) => r.kind === 'fde' && isLive(file, r));
  const usedCies = new Set(kept.map((r) => r.cie));
  const starts: number[] = [];
  const homes: (InputSection | undefined)[] = [];
  const offsets: number[] = [];
  const chunks: Uint8Array[] = [];
  let size = 0;
  let ends = false;
  for (const record of records) {
    starts.push(record.start);
    let home: InputSection | undefined;
    let offset = 0;
    const bytes = section.section.bytes.subarray(record.start, record.start + record.length);
    if (record.kind === 'end') ends = true;
    else if (record.kind === 'cie' ? usedCies.has(record.start) : isLive(file, record)) {
      home = section;
      offset = size;
      const key = record.kind === 'cie' ? cieKey(file, record, bytes) : undefined;
      const same = key === undefined ? undefined : cies.get(key);
      if (same) ({ home, offset } = same);
      else {
        if (key !== undefined) cies.set(key, { home: section, offset });
        chunks.push(bytes);
        size += bytes.length;
        if (record.kind === 'fde') frames.push({ section, record });
      }
    }
    homes.push(home);
    offsets.push(offset);
  }
  section.pieces = { starts, homes, offsets };
  // Up to where the next section may begin, the last entry goes on doing nothing: zeros between would be an end mark.
  const last = chunks.pop();
  if (last) {
    const padded = withNops(last, -size & (section.section.alignment - 1));
    chunks.push(padded);
    size += padded.length - last.length;
  }
  const contents = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    contents.set(chunk, at);
    at += chunk.length;
  }
  section.contents = contents;
  section.size = size;
  return { ends };
}

/** DW_CFA_nop is 0. */
function withNops(record: Uint8Array, count: number): Uint8Array {
  const padded = new Uint8Array(record.length + count);
  padded.set(record);
  const view = new DataView(padded.buffer);
  view.setUint32(0, view.getUint32(0, true) + count, true);
  return padded;
}

function isLive(file: InputFile, { target }: FrameRecord): boolean {
  if (!target) return true;
  const chunk = file.symbols.get(target.symbol)?.chunk;
  return chunk instanceof Section ? chunk.live : false;
}

/** What makes two CIEs the same: their bytes, and what their relocations name. */
function cieKey(file: InputFile, record: FrameRecord, bytes: Uint8Array): string {
  const names = record.relocations.map((r) => {
    const symbol = file.symbols.get(r.symbol);
    const place =
      symbol?.chunk instanceof Section ? `${symbol.chunk.file.name} ${symbol.chunk.section.name}` : '';
    return `${r.offset - record.start} ${r.type} ${symbol?.name || place}+${symbol?.value}+${r.addend}`;
  });
  return `${String.fromCharCode(...bytes.subarray(0, 64))}${bytes.length}|${names.join('|')}`;
}
