import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile } from '../../lib/toolchain/c/compile';
import { headers } from '../../lib/toolchain/libc';
import { librarySources, programs, startSources } from '../../scripts/libc.mjs';

const INCLUDE = '/include/';

/** Headers from the index, a source's own from beside it. */
function read(path: string): string | undefined {
  if (path.startsWith(INCLUDE)) return headers.get(path.slice(INCLUDE.length));
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const sources = [...librarySources(), ...startSources(), ...[...programs().values()].flat()].filter((path) =>
  path.endsWith('.c'),
);

describe('our compiler', () => {
  it.each([0, 1] as const)('makes assembly of the whole library and userland at -O%i', (level) => {
    const errors = sources.flatMap((name) => {
      const { assembly, diagnostics } = compile(readFileSync(name, 'utf8'), {
        name,
        files: read,
        systemFolders: [INCLUDE.slice(0, -1)],
        sections: true,
        assemblyOnly: true,
        level,
      });
      const found = diagnostics
        .filter((d) => d.severity === 'error')
        .map((d) => `${d.file}:${d.line}: ${d.message}`);
      return assembly || found.length > 0 ? found : [`${name}: no assembly`];
    });
    expect(errors).toEqual([]);
  });
});
