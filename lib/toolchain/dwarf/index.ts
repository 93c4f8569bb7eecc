export type { CfaInstruction, EncodedPointer, Frame } from './frame';
export { writeFrames } from './frame';
export type { LineFile, LineRow, LineSequence, LineTable } from './line';
export { lineStringSection, writeLines } from './line';
