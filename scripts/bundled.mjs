import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Full paths of the files in a folder of the project and below it, without tests, pages and what is built. */
export const filesIn = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test\.ts|md|zip|bin)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

/** When the newest of the files in these folders was changed. */
export const newestIn = (folders) =>
  Math.max(...folders.flatMap(filesIn).map((file) => statSync(file).mtimeMs));

/** Loads a TypeScript module of the project, bundled. */
export async function bundled(source) {
  const folder = mkdtempSync(join(tmpdir(), 'trapdoor-bundle-'));
  try {
    const outfile = join(folder, 'module.mjs');
    const entryPoints = [join(root, source)];
    await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
