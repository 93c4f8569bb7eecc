import { type COptions, type CResult, FileCache, parseC } from '../../lib/toolchain/c';
import { gccFolders, hostFile } from './native';

const cache = new FileCache();
let folders: string[] | undefined;

/** Parses a source with the host's headers. */
export function parse(source: string, options: Partial<COptions> = {}): CResult {
  folders ??= gccFolders();
  return parseC(source, {
    name: 'test.c',
    files: hostFile,
    cache,
    systemFolders: folders,
    pic: 'pie',
    ...options,
  });
}

/** `line: message` of all errors. */
export const errorsOf = (result: CResult): string[] =>
  result.diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.line}: ${d.message}`);

/** Numbers from a seed (mulberry32). */
export function random(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}
