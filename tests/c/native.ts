import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Folders that gcc searches for <...>, in order; empty when there is no gcc. */
export function gccFolders(): string[] {
  const { stderr } = spawnSync('gcc', ['-E', '-v', '-x', 'c', '/dev/null'], { encoding: 'utf8' });
  const list = /search starts here:\n#include <...> search starts here:\n([\s\S]*?)End of search/.exec(
    stderr ?? '',
  );
  return list ? list[1].trim().split(/\s*\n\s*/) : [];
}

/** Files of the host. */
export function hostFile(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** What gcc says to a source: its output and messages. */
export function gcc(args: string[], source: string): { ok: boolean; out: string; errors: string } {
  const run = spawnSync('gcc', ['-std=gnu17', ...args, '-x', 'c', '-'], {
    input: source,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { ok: run.status === 0, out: run.stdout, errors: run.stderr };
}

/** What a program prints that gcc has built. */
export function run(program: string): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'trapdoor-c-'));
  try {
    const [source, binary] = [path.join(dir, 'a.c'), path.join(dir, 'a')];
    writeFileSync(source, program);
    const built = spawnSync('gcc', ['-std=gnu17', '-w', '-O0', '-o', binary, source], { encoding: 'utf8' });
    if (built.status !== 0) throw new Error(built.stderr);
    return spawnSync(binary, { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout;
  } finally {
    rmSync(dir, { recursive: true });
  }
}
