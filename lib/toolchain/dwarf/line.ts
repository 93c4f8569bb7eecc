import { R, SHF, SHT } from '../../elf';
import type { ObjectSection, ObjectSymbol } from '../object';
import { ByteWriter } from './bytes';

/** A row of the line table: what holds from an address on. DWARF 5 section 6.2. */
export interface LineRow {
  /** In the section of its sequence. */
  offset: number;
  file: number;
  line: number;
  column: number;
  isStatement: boolean;
  basicBlock?: boolean;
  prologueEnd?: boolean;
  epilogueBegin?: boolean;
  isa?: number;
  discriminator?: number;
  /** The address is written out, which starts the count of views anew. */
  setsAddress?: boolean;
}

/** The rows of one section, in the order of their offsets. */
export interface LineSequence {
  section: ObjectSection;
  rows: readonly LineRow[];
  /** Where the last row ends. */
  end: number;
}

export interface LineFile {
  name: string;
  directory: number;
  md5?: Uint8Array;
}

export interface LineTable {
  /** 5, or 3 for the older form in which files are counted from 1. */
  version: number;
  /** Directory 0 is that of the compilation. */
  directories: readonly string[];
  /** By number; in version 3 there is no file 0. */
  files: readonly (LineFile | undefined)[];
  sequences: readonly LineSequence[];
}

const LINE_BASE = -5;
const LINE_RANGE = 14;
const OPCODE_BASE = 13;
const OPERANDS = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1];
const MAX_SPECIAL = Math.floor((255 - OPCODE_BASE) / LINE_RANGE);
const DW_LNS = {
  copy: 1,
  advancePc: 2,
  advanceLine: 3,
  setFile: 4,
  setColumn: 5,
  negateStmt: 6,
  setBasicBlock: 7,
  constAddPc: 8,
  setPrologueEnd: 10,
  setEpilogueBegin: 11,
  setIsa: 12,
} as const;
const DW_LNE = { endSequence: 1, setAddress: 2, setDiscriminator: 4 } as const;
const DW_LNCT = { path: 1, directoryIndex: 2, md5: 5 } as const;
const DW_FORM = { udata: 0x0f, data16: 0x1e, lineStrp: 0x1f } as const;

/** Adds text to .debug_line_str; answers its offset there. */
export type LineStrings = (text: string) => number;

/** Writes .debug_line as GNU as does. `strings` is the symbol of .debug_line_str, which version 5 names paths by. */
export function writeLines(
  table: LineTable,
  symbolOf: (section: ObjectSection) => ObjectSymbol,
  lineStrings: { add: LineStrings; symbol: ObjectSymbol },
): ObjectSection {
  const out = new ByteWriter();
  out.word(0, 4);
  out.word(table.version, 2);
  if (table.version >= 5) out.byte(8, 0);
  const headerLength = out.length;
  out.word(0, 4);
  out.byte(1);
  if (table.version >= 4) out.byte(1);
  out.byte(1, LINE_BASE & 0xff, LINE_RANGE, OPCODE_BASE, ...OPERANDS);
  if (table.version >= 5) writeNames(out, table, lineStrings);
  else writeOldNames(out, table);
  out.patch32(headerLength, out.length - headerLength - 4);
  for (const sequence of table.sequences) writeSequence(out, sequence, symbolOf(sequence.section));
  out.patch32(0, out.length - 4);
  const bytes = out.done();
  return {
    name: '.debug_line',
    type: SHT.PROGBITS,
    flags: 0,
    alignment: 1,
    entsize: 0,
    size: bytes.length,
    bytes,
    relocations: out.relocations,
  };
}

/** An empty .debug_line_str, and the way to add to it. */
export function lineStringSection(before: Uint8Array): { section: ObjectSection; add: LineStrings } {
  const out = new ByteWriter();
  out.bytes(before);
  const section: ObjectSection = {
    name: '.debug_line_str',
    type: SHT.PROGBITS,
    flags: SHF.MERGE | SHF.STRINGS,
    alignment: 1,
    entsize: 1,
    size: 0,
    bytes: new Uint8Array(0),
    relocations: [],
  };
  const add = (text: string) => {
    const at = out.length;
    out.string(text);
    section.bytes = out.done();
    section.size = section.bytes.length;
    return at;
  };
  return { section, add };
}

function writeNames(
  out: ByteWriter,
  { directories, files }: LineTable,
  { add, symbol }: { add: LineStrings; symbol: ObjectSymbol },
): void {
  const path = (text: string) => out.relocated(R.ABS32, symbol, add(text), 4);
  out.byte(1, DW_LNCT.path, DW_FORM.lineStrp);
  out.uleb(directories.length);
  directories.forEach(path);
  const hasMd5 = files.some((f) => f?.md5);
  out.byte(hasMd5 ? 3 : 2, DW_LNCT.path, DW_FORM.lineStrp, DW_LNCT.directoryIndex, DW_FORM.udata);
  if (hasMd5) out.byte(DW_LNCT.md5, DW_FORM.data16);
  out.uleb(files.length);
  for (const file of files) {
    path(file?.name ?? '');
    out.uleb(file?.directory ?? 0);
    if (hasMd5) out.bytes(file?.md5 ?? new Uint8Array(16));
  }
}

function writeOldNames(out: ByteWriter, { directories, files }: LineTable): void {
  for (const directory of directories.slice(1)) out.string(directory);
  out.byte(0);
  for (const file of files.slice(1)) {
    out.string(file?.name ?? '');
    out.uleb(file?.directory ?? 0);
    out.byte(0, 0);
  }
  out.byte(0);
}

/** The rows of one section as a program for the line machine: process_entries in gas/dwarf2dbg.c. */
function writeSequence(out: ByteWriter, { rows, end }: LineSequence, symbol: ObjectSymbol): void {
  let file = 1;
  let line = 1;
  let column = 0;
  let isa = 0;
  let isStatement = true;
  let address: number | undefined;
  for (const row of rows) {
    if (row.file !== file) {
      out.byte(DW_LNS.setFile);
      out.uleb((file = row.file));
    }
    if (row.column !== column) {
      out.byte(DW_LNS.setColumn);
      out.uleb((column = row.column));
    }
    if (row.discriminator) {
      const size = new ByteWriter();
      size.uleb(row.discriminator);
      out.byte(0);
      out.uleb(1 + size.length);
      out.byte(DW_LNE.setDiscriminator);
      out.bytes(size.done());
    }
    if ((row.isa ?? 0) !== isa) {
      out.byte(DW_LNS.setIsa);
      out.uleb((isa = row.isa ?? 0));
    }
    if (row.isStatement !== isStatement) {
      isStatement = row.isStatement;
      out.byte(DW_LNS.negateStmt);
    }
    if (row.basicBlock) out.byte(DW_LNS.setBasicBlock);
    if (row.prologueEnd) out.byte(DW_LNS.setPrologueEnd);
    if (row.epilogueBegin) out.byte(DW_LNS.setEpilogueBegin);
    if (address === undefined || row.setsAddress) {
      out.byte(0, 9, DW_LNE.setAddress);
      out.relocated(R.ABS64, symbol, row.offset, 8);
      address = row.offset;
    }
    advance(out, row.line - line, row.offset - address);
    address = row.offset;
    line = row.line;
  }
  const delta = end - (address ?? end);
  if (delta === MAX_SPECIAL) out.byte(DW_LNS.constAddPc);
  else if (delta > 0) {
    out.byte(DW_LNS.advancePc);
    out.uleb(delta);
  }
  out.byte(0, 1, DW_LNE.endSequence);
}

/** Moves on by lines and bytes, and makes a row: emit_inc_line_addr in gas/dwarf2dbg.c. */
function advance(out: ByteWriter, lines: number, bytes: number): void {
  let special = lines - LINE_BASE;
  let copy = false;
  if (special < 0 || special >= LINE_RANGE) {
    out.byte(DW_LNS.advanceLine);
    out.sleb(lines);
    special = -LINE_BASE;
    copy = true;
  }
  if ((copy || lines === 0) && bytes === 0) {
    out.byte(DW_LNS.copy);
    return;
  }
  special += OPCODE_BASE;
  if (special + bytes * LINE_RANGE <= 255) {
    out.byte(special + bytes * LINE_RANGE);
    return;
  }
  const past = bytes - MAX_SPECIAL;
  if (past >= 0 && special + past * LINE_RANGE <= 255) {
    out.byte(DW_LNS.constAddPc, special + past * LINE_RANGE);
    return;
  }
  out.byte(DW_LNS.advancePc);
  out.uleb(bytes);
  out.byte(copy ? DW_LNS.copy : special);
}
