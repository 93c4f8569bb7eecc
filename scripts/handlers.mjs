/**
 * npm run handlers: makes handlers of common instructions ahead, into lib/emulator/cpu/interpret/handlers.bin, which the
 * page loads beside its machines. Nothing is done where that is newer than all it is made from.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const packed = join(root, 'lib/emulator/cpu/interpret/handlers.bin');
const MADE_FROM = ['lib/emulator/cpu', 'lib/isa'];

const filesIn = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.test\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

const newest = Math.max(...MADE_FROM.flatMap(filesIn).map((file) => statSync(file).mtimeMs));
if (!existsSync(packed) || statSync(packed).mtimeMs < newest) {
  const folder = mkdtempSync(join(tmpdir(), 'trapdoor-handlers-'));
  try {
    const outfile = join(folder, 'prepared.mjs');
    const entryPoints = [join(root, 'lib/emulator/cpu/interpret/prepared.ts')];
    await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
    const { packHandlers } = await import(pathToFileURL(outfile).href);
    writeFileSync(packed, packHandlers());
  } finally {
    rmSync(folder, { recursive: true });
  }
}
