export { assemble } from './asm/assemble';
export type {
  AsmSection,
  AsmSymbol,
  AssembleOptions,
  AssembleResult,
  ListingLine,
  OutputKind,
} from './asm/types';
export { type Diagnostic, formatDiagnostic, type Span } from './diagnostic';
