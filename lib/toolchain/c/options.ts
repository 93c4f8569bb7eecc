import { FileCache, type Files } from './pp/files';
import { predefinedMacros } from './pp/predefined';
import type { PreprocessOptions } from './pp/preprocessor';
import { isAttribute } from './sema/attributes';
import { isBuiltin } from './sema/builtins';
import { type DataModel, LP64 } from './target';

/** What a C compilation is told from outside. */
export interface COptions {
  /** Name of the source file, as it appears in diagnostics and `__FILE__`. */
  name: string;
  /** Reads other files: `#include` and -include. */
  files?: Files;
  /** Lexed headers kept between compilations. */
  cache?: FileCache;
  /** -iquote. */
  quoteFolders?: string[];
  /** -I. */
  folders?: string[];
  /** -isystem and the compiler's own; in them warnings keep quiet. */
  systemFolders?: string[];
  /** -D and -U in order: `NAME`, `NAME=VALUE`, `NAME(x)=VALUE`; undefinitions are `-NAME`. */
  defines?: string[];
  /** -include. */
  includes?: string[];
  /** `-W...`, `-w`. */
  warnings?: string[];
  target?: DataModel;
  /** Optimising: `__OPTIMIZE__`. */
  optimize?: boolean;
  pic?: 'none' | 'pic' | 'pie';
  /** -std=c17 and the like, in place of gnu17. */
  strict?: boolean;
  /** `__DATE__` and `__TIME__`: fixed, so that the same source gives the same program. */
  date?: string;
  time?: string;
}

export function preprocessOptions(options: COptions): PreprocessOptions {
  const target = options.target ?? LP64;
  const commandLine = [
    ...(options.defines ?? []).map(defineLine),
    ...(options.includes ?? []).map((name) => `#include "${name}"`),
  ];
  const predefined = predefinedMacros(target, {
    optimize: options.optimize ?? false,
    pic: options.pic ?? 'none',
    strict: options.strict ?? false,
  });
  const system = (options.systemFolders ?? []).map((path) => ({ path, system: true }));
  return {
    files: options.files ?? (() => undefined),
    cache: options.cache ?? new FileCache(),
    quoteFolders: options.quoteFolders ?? [],
    folders: [...(options.folders ?? []).map((path) => ({ path, system: false })), ...system],
    preludes: [
      { name: '<built-in>', text: predefined },
      { name: '<command-line>', text: `${commandLine.join('\n')}\n` },
    ],
    warnings: options.warnings ?? [],
    date: options.date ?? 'Jan  1 1970',
    time: options.time ?? '00:00:00',
    hasBuiltin: isBuiltin,
    hasAttribute: isAttribute,
  };
}

function defineLine(define: string): string {
  if (define.startsWith('-')) return `#undef ${define.slice(1)}`;
  const equals = define.indexOf('=');
  return equals < 0
    ? `#define ${define} 1`
    : `#define ${define.slice(0, equals)} ${define.slice(equals + 1)}`;
}
