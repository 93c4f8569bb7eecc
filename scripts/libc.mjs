/** The sources of the C library and the userland, for those that build them with other compilers than ours. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
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
