export * from './archive';
export * from './constants';
export * from './read';
export type * from './types';
export { type ElfImage, type OutputSection, StringTable, writeElf, writeSymbols } from './write';
