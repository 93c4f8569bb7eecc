/**
 * Types for the editor's language service: the lab's own, and those of the libraries a js cell has. Packed into
 * public/types.json, a map from path to text, which the page fetches when a JavaScript cell is first edited.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const LAB = 'app/editor/javascript/lab.d.ts';
/** Packages whose declarations are packed. */
const PACKAGES = [/^@observablehq\/plot$/, /^@types\/d3(-.+)?$/, /^@types\/geojson$/];

function* declarations(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') yield* declarations(path);
    } else if (entry.name.endsWith('.d.ts')) yield path;
  }
}

/** Comments with a licence, and references that only a compiler outside follows, are of no use to a reader. */
const trimmed = (text) => text.replace(/^\s*\/\/.*\n/gm, '');

/** All files, by the path under which the language service finds them. */
export function libraryFiles() {
  const files = { '/lab.d.ts': readFileSync(join(root, LAB), 'utf8') };
  const modules = join(root, 'node_modules');
  const scopes = ['@observablehq', '@types'];
  const names = scopes.flatMap((scope) =>
    readdirSync(join(modules, scope)).map((name) => `${scope}/${name}`),
  );
  for (const name of names.filter((name) => PACKAGES.some((wanted) => wanted.test(name)))) {
    const { types, typings } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
    files[`/node_modules/${name}/package.json`] = JSON.stringify({ types: types ?? typings });
    for (const path of declarations(join(modules, name)))
      files[`/node_modules/${path.slice(modules.length + 1)}`] = trimmed(readFileSync(path, 'utf8'));
  }
  return files;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const target = join(root, 'public', 'types.json');
  const text = JSON.stringify(libraryFiles());
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  console.log(`public/types.json: ${Math.round(text.length / 1024)} KB`);
}
