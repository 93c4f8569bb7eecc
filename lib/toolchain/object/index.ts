export type { ObjectFile, ObjectSection, ObjectSymbol, Relocation, SectionGroup, SourceLine } from './model';
export { sectionSymbol } from './model';
export { readObject } from './read';
export { splitObject } from './split';
export { writeObject } from './write';
