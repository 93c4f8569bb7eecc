import type { Unit } from './ast';
import { type CDiagnostic, Fatal } from './diagnose/diagnostics';
import { type COptions, preprocessOptions } from './options';
import { translationUnit } from './parse/declaration';
import { GRAMMAR } from './parse/grammar';
import { Parser } from './parse/parser';
import { Preprocessor } from './pp/preprocessor';
import { printTokens } from './pp/print';
import { finishUnit } from './sema/unit';
import { LP64 } from './target';

export type { CDiagnostic, FixIt } from './diagnose/diagnostics';
export { printDiagnostic } from './diagnose/print';
export type { COptions } from './options';
export { sourceBytes, sourceText } from './pp/bytes';
export { FileCache, type Files } from './pp/files';
export { LLP64, LP64 } from './target';

export interface CResult {
  /** Absent when there are errors. */
  unit?: Unit;
  diagnostics: CDiagnostic[];
}

/** Reads a C source into a typed tree. */
export function parseC(source: string, options: COptions): CResult {
  const pp = new Preprocessor(preprocessOptions(options));
  const { diagnostics } = pp;
  try {
    const tokens = pp.run(options.name, source);
    const parser = new Parser(tokens, diagnostics, pp.pragmas, options.target ?? LP64, GRAMMAR);
    translationUnit(parser);
    finishUnit(parser);
    if (diagnostics.errors === 0) return { unit: parser.unit, diagnostics: diagnostics.list };
  } catch (e) {
    if (!(e instanceof Fatal)) throw e;
  }
  return { diagnostics: diagnostics.list };
}

/** Preprocesses alone, as -E. `markers`: with lines that say where text came from. */
export function preprocessC(
  source: string,
  options: COptions,
  markers = true,
): { text: string; diagnostics: CDiagnostic[] } {
  const pp = new Preprocessor(preprocessOptions(options));
  try {
    pp.run(options.name, source);
  } catch (e) {
    if (!(e instanceof Fatal)) throw e;
  }
  return { text: printTokens(pp.tokens, pp.pragmas, markers), diagnostics: pp.diagnostics.list };
}
