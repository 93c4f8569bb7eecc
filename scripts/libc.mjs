/**
 * npm run libc: lib/toolchain/libc/headers.generated.ts, the headers of the C library as data, so that the compiler finds them in a
 * page as in Node. The sources are read where they are, by the build.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const libc = fileURLToPath(new URL('../lib/toolchain/libc/', import.meta.url));
const userland = fileURLToPath(new URL('../lib/toolchain/userland/', import.meta.url));

/** Paths of files below a folder that end so, in order. */
function files(folder, ending) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Sources of the library; one archive member each. */
export const librarySources = () => files(join(libc, 'src'), '.c');

/** Start-up objects, in C and in assembly. */
export const startSources = () => [...files(join(libc, 'crt'), '.c'), ...files(join(libc, 'crt'), '.s')];

/** Programs of the userland: name and sources. */
export function programs() {
  const single = readdirSync(userland, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.c'))
    .map((entry) => [entry.name.slice(0, -2), [join(userland, entry.name)]]);
  return new Map([...single, ['sh', files(join(userland, 'sh'), '.c')]]);
}

/** The text of headers.generated.ts. */
export function headersModule() {
  const include = join(libc, 'include');
  const entries = files(include, '.h').map(
    (path) =>
      `  [${JSON.stringify(relative(include, path))}, ${JSON.stringify(readFileSync(path, 'utf8'))}],`,
  );
  return [
    '// Made by `npm run libc` from lib/toolchain/libc/include. Do not edit.',
    'export const HEADERS: readonly (readonly [path: string, text: string])[] = [',
    ...entries,
    '];',
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(join(libc, 'headers.generated.ts'), headersModule());
