/**
 * Builds public/machine/: the lab's Worker, and beside it the handlers it begins with. Next would take its modules apart
 * into functions that are each parsed twice, and load them in a way for which browsers do not keep compiled code. Here
 * they are one module, which start.js imports.
 */
import { copyFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = 'public/machine';

rmSync(new URL(`../${outdir}`, import.meta.url), { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: { start: 'lib/lab/begin.ts' },
  outdir,
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  minify: true,
  metafile: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
});
copyFileSync(
  new URL('../lib/emulator/cpu/interpret/handlers.bin', import.meta.url),
  new URL(`../${outdir}/handlers.bin`, import.meta.url),
);
const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
console.log(`${outdir}: ${Math.round(bytes / 1024)} KB`);
