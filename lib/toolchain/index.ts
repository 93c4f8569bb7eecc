export { assemble, assembleObject, objectBytes } from './asm/assemble';
export type {
  AsmSection,
  AsmSymbol,
  AssembleObjectOptions,
  AssembleObjectResult,
  AssembleOptions,
  AssembleResult,
  ListingLine,
  OutputKind,
  SourceFiles,
} from './asm/types';
export { type Diagnostic, formatDiagnostic, type Span } from './diagnostic';
