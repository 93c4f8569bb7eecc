import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../../lib/toolchain/c/compile';

/** A folder for what one test makes. */
export const scratch = (): string => mkdtempSync(join(tmpdir(), 'trapdoor-c-'));

/** Where the host's gcc looks for headers. */
const systemFolders = (() => {
  const { stderr } = spawnSync('gcc', ['-E', '-v', '-x', 'c', '/dev/null', '-o', '/dev/null'], {
    encoding: 'utf8',
  });
  const list = /search starts here:\n([\s\S]*?)End of search/g;
  return [...(stderr ?? '').matchAll(list)].flatMap(([, lines]) =>
    lines
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('/')),
  );
})();

const read = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8') : undefined;

/** Assembly of a source that uses the host's headers. Errors are thrown as one message. */
export function toAssembly(
  source: string,
  name: string,
  options: { level: 0 | 1; pic?: 'none' | 'pie' | 'pic'; debug?: boolean; folders?: string[] },
): string {
  const { assembly, diagnostics } = compile(source, {
    name,
    files: read,
    systemFolders,
    assemblyOnly: true,
    ...options,
  });
  const errors = diagnostics.filter((d) => d.severity === 'error');
  if (assembly === undefined || errors.length > 0)
    throw new Error(errors.map((d) => `${d.file}:${d.line}:${d.column}: ${d.message}`).join('\n'));
  return assembly;
}

/** Links sources, assembly and objects with the host's gcc; answers the program's path. */
export function linkNatively(
  folder: string,
  name: string,
  inputs: string[],
  flags: string[] = ['-no-pie'],
): string {
  const program = join(folder, name);
  const { status, stderr } = spawnSync('gcc', ['-w', ...flags, '-o', program, ...inputs, '-lm'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr.slice(0, 2000));
  return program;
}

export interface Outcome {
  output: string;
  status: number | null;
}

/** Runs a program. Its processor time has a limit too: so it also ends when whoever started it was killed before. */
export function run(program: string, timeout = 20_000): Outcome {
  const seconds = Math.ceil(timeout / 1000) + 1;
  const limited = ['-c', `ulimit -t ${seconds}; exec "$0"`, program];
  const { stdout, status } = spawnSync('sh', limited, { encoding: 'utf8', timeout });
  return { output: stdout, status };
}

/** What gcc makes of a source does, and what ours does, at a level; of a program that does not end, only the first. */
export function outcomes(
  folder: string,
  source: string,
  name: string,
  levels: readonly { level: 0 | 1; pic?: 'none' | 'pie' | 'pic' }[],
  folders: string[] = [],
  timeout?: number,
): { expected: Outcome; got: { label: string; outcome: Outcome }[] } {
  const file = join(folder, name);
  writeFileSync(file, source);
  const flags = ['-O1', ...folders.map((f) => `-I${f}`)];
  const expected = run(linkNatively(folder, 'expected', [file], flags), timeout);
  if (expected.status === null) return { expected, got: [] };
  const got = levels.map((options) => {
    const label = `-O${options.level}${options.pic ? ` ${options.pic}` : ''}`;
    const assembly = join(folder, `ours${options.level}${options.pic ?? ''}.s`);
    writeFileSync(assembly, toAssembly(source, name, { ...options, folders }));
    const flags = options.pic && options.pic !== 'none' ? [] : ['-no-pie'];
    return { label, outcome: run(linkNatively(folder, 'ours', [assembly], flags)) };
  });
  return { expected, got };
}
