/** Builds public/frame.html: the sandboxed frame as one file, script and styles inlined, so that any host serves it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * No network at all. Scripts need eval, which is what evaluating a cell is; what they could reach is nothing but the
 * notebook itself. The frame's sandbox attribute and the page's frame-src do the rest.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
  'worker-src blob:',
  "connect-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
  'font-src data:',
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

/** notebook-kit's transpiler brings typescript along for its .ts cells; there are none here. */
const withoutTypescript = {
  name: 'without-typescript',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^typescript$/ }, () => ({ path: 'typescript', namespace: 'stub' }));
    // Its enumerations are read when the module is loaded; nothing of it is called.
    onLoad({ filter: /.*/, namespace: 'stub' }, () => ({
      contents: 'module.exports = { ModuleKind: {}, ScriptTarget: {} }',
    }));
  },
};

const shared = { bundle: true, minify: true, write: false, absWorkingDir: root, logLevel: 'warning' };
const [script, style] = await Promise.all([
  build({
    ...shared,
    entryPoints: ['lib/notebook/frame/main.ts'],
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    plugins: [withoutTypescript],
  }),
  build({ ...shared, entryPoints: ['app/styles/frame.css'], loader: { '.woff2': 'dataurl' } }),
]);

// V8 parses a function in parentheses once, when it reads the script; an arrow function, esbuild's own wrapper, twice.
const code = `(function(){"use strict";${script.outputFiles[0].text}})();`;
const css = style.outputFiles[0].text;
// A script element ends at </script; after <!-- a further <script would open a nested one (HTML 13.2.5.20).
if (/<\/script/i.test(code) || /<!--[\s\S]*<script/i.test(code) || /<\/style/i.test(css)) {
  throw new Error('the frame cannot be inlined: its code holds text that ends or nests its element');
}
const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>Outputs</title>
<style>${css}</style>
<body>
<script>${code}</script>
</html>
`;
mkdirSync(join(root, 'public'), { recursive: true });
writeFileSync(join(root, 'public', 'frame.html'), html);
console.log(`public/frame.html: ${Math.round(html.length / 1024)} KB`);
