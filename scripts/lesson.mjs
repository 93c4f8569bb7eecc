/**
 * Runs a notebook's cells and writes their outputs as its page publishes them:
 * `node scripts/lesson.mjs NOTEBOOK.md OUTPUTS.json`. A process of its own, because cells are drawn in a document that
 * is made among the globals.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const [file, target] = process.argv.slice(2).map((path) => resolve(path));
const folder = join(root, 'node_modules', '.cache', 'trapdoor', `lesson-${process.pid}`);

mkdirSync(folder, { recursive: true });
try {
  await build({
    absWorkingDir: root,
    entryPoints: ['app/lessons/publish.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  const { publish } = await import(pathToFileURL(join(folder, 'publish.mjs')).href);
  await publish(file, target);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
