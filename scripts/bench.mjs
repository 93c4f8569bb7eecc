/** npm run bench [-- code]: bundles tests/bench/bench.ts, or the one named, and runs it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { build } from 'esbuild';

// As lib/cli/trapdoor.mjs does.
if (Number.parseInt(process.versions.v8, 10) < 13) setFlagsFromString('--experimental-wasm-branch-hinting');

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'trapdoor');
const outfile = join(cache, 'bench.mjs');
mkdirSync(cache, { recursive: true });
process.chdir(root);
await build({
  entryPoints: [`tests/bench/${process.argv[2] ?? 'bench'}.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
await import(pathToFileURL(outfile).href);
