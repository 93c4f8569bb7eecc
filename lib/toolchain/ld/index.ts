export { link } from './link';
export { readShared, type SharedLibrary } from './shared';
export type { ImageSection, ImageSymbol, LinkInput, LinkKind, LinkOptions, LinkResult } from './types';
