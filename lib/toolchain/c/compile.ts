import { assembleObject } from '../asm/assemble';
import type { StatementPlace } from '../asm/types';
import type { ObjectFile } from '../object';
import type { Unit } from './ast';
import { type Generated, generate } from './emit/generate';
import { type CDiagnostic, type COptions, parseC } from './index';

export interface CompileOptions extends COptions {
  /** -O0: variables stay in memory, as a debugger likes it. -O1 and above: they live in registers. */
  level?: 0 | 1;
  /** -g: line rows. */
  debug?: boolean;
  /** -ffunction-sections and -fdata-sections. */
  sections?: boolean;
  /** -S: stop at assembly. */
  assemblyOnly?: boolean;
}

export interface CompileResult {
  diagnostics: CDiagnostic[];
  /** What GNU as takes too; absent when there are errors. */
  assembly?: string;
  /** Instructions by function, each with the token it comes from and its line in `assembly`. */
  functions?: Generated['insts'];
  unit?: Unit;
  object?: ObjectFile;
  /** Where the lines of `assembly` are in the object. */
  places?: StatementPlace[];
}

/** Compiles a C source to an object. Nothing is thrown for any source. */
export function compile(source: string, options: CompileOptions): CompileResult {
  const level = options.level ?? 1;
  const { unit, diagnostics } = parseC(source, { ...options, optimize: level > 0 });
  if (!unit) return { diagnostics };
  const generated = generate(unit, {
    name: options.name,
    level,
    pic: options.pic ?? 'none',
    debug: options.debug ?? false,
    sections: options.sections ?? false,
  });
  const problems = generated.errors.map((e) => problemAt(unit, e.at, 'error', e.message));
  if (problems.length > 0) return { diagnostics: [...diagnostics, ...problems] };
  const { assembly, insts: functions } = generated;
  if (options.assemblyOnly) return { diagnostics, unit, assembly, functions };
  const result = assembleObject(assembly, { name: options.name });
  const tokens = new Map(functions.flatMap((f) => f.insts.map((inst) => [inst.line, inst.at] as const)));
  const found = result.diagnostics.map((d) =>
    problemAt(unit, tokens.get(d.line) ?? 0, d.severity, d.message),
  );
  return {
    diagnostics: [...diagnostics, ...found],
    unit,
    assembly,
    functions,
    object: result.object,
    places: result.places,
  };
}

function problemAt(unit: Unit, at: number, severity: CDiagnostic['severity'], message: string): CDiagnostic {
  const { file, line, column } = unit.tokens.place(Math.max(at, 0));
  return {
    file,
    line,
    column,
    endColumn: column + 1,
    severity,
    message,
    text: '',
    ranges: [],
    notes: [],
    fixIts: [],
    includedFrom: [],
  };
}
