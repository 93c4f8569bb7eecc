/**
 * The last step of a build, over the files in out/.
 *
 * 1. Makes the site relocatable. Next writes its base path, a mark (next.config.js), into every address. Here the mark
 *    becomes: in HTML, a path relative to the page; in scripts, `globalThis.__trapdoor`, which the page sets from its own
 *    address before anything else runs, and a Worker finds in its own.
 * 2. Gives each page a Content-Security-Policy with the hashes of its inline scripts, and the manifest by which it can be
 *    installed.
 * 3. Has the modules of each script parsed once (factories.mjs).
 * 4. Writes the service worker, app/offline/worker.js, with the list of all files and a hash of them.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parenthesised } from './factories.mjs';

const MARK = '/__trapdoor__';
/** Scripts of more bytes are not to be compiled before they are used: the language service, which few will. */
const LARGE = 4 << 20;
const WORKER = new URL('../app/offline/worker.js', import.meta.url);

/** The site's root as a script finds it; a Worker's address says where it is. */
const BASE = '(globalThis.__trapdoor??=location.pathname.split("/_next/")[0])';

/** Everything a page may load. Monaco and React write style attributes and elements, hence 'unsafe-inline' for styles. */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** Addresses in a script: a string that begins with the mark becomes an expression. */
export function relocateScript(code) {
  return code.replace(/"\/__trapdoor__((?:[^"\\]|\\.)*)"/g, (_, rest) =>
    rest === '' ? BASE : `(${BASE}+"${rest}")`,
  );
}

/**
 * What a page does first of all, before its style sheets and scripts have come. A notebook's makes the lab's first Worker
 * and has it made ready: whoever opens a notebook is likely to run it. Where it fails, the lab makes another and says why.
 */
const FIRST = {
  'notebook/index.html':
    'globalThis.__machine=new Worker(globalThis.__trapdoor+"/machine/start.js",{type:"module",name:"machine"});' +
    '__machine.onerror=()=>{delete globalThis.__machine};' +
    '__machine.postMessage({id:0,ask:"warm",kind:"asm"});',
};

/** Sets the root, then loads the page's scripts under the addresses that the runtime knows them by. */
function loader(root, first, sources) {
  const base = `new URL(${JSON.stringify(root)},location.href).pathname.slice(0,-1)`;
  const list = JSON.stringify(sources.map((source) => source.slice(MARK.length)));
  return (
    `<script>globalThis.__trapdoor=${base};${first}` +
    `for(const path of ${list}){const script=document.createElement("script");script.async=true;` +
    'script.src=globalThis.__trapdoor+path;document.head.append(script)}</script>'
  );
}

/** What a browser looks for to install the lab. */
const installable = (root) =>
  `<link rel="manifest" href="${root}manifest.webmanifest"/>` +
  `<link rel="apple-touch-icon" href="${root}icons/icon-192.png"/>`;

/**
 * A page with relative addresses and its policy.
 *
 * @param {string} html the page as Next wrote it
 * @param {string} root path from the page to the site's root, with a slash at its end: './', '../'
 * @param {string} first a script of the page that comes before all others
 */
export function finishPage(html, root, first = '') {
  const sources = [];
  let page = html
    .replace(/<script src="(\/__trapdoor__[^"]+)"([^>]*)><\/script>/g, (_, source, rest) => {
      if (!/noModule/i.test(rest) && !sources.includes(source)) sources.push(source);
      return '';
    })
    // React looks for a style sheet under the very address that the markup has.
    .replaceAll(
      new RegExp(`${MARK}(/[^"\\\\]+\\.css)`, 'g'),
      (_, path) => `${root.replace(/\/$/, '')}${path}`,
    )
    .replace(/<script([^>]*)>([\s\S]*?)<\/script>/g, (_, attributes, code) => {
      return `<script${attributes}>${code.replaceAll(MARK, '"+globalThis.__trapdoor+"')}</script>`;
    })
    .replaceAll(MARK, root.replace(/\/$/, ''))
    .replace(/(<meta charSet="utf-8"\/>)/i, `$1${loader(root, first, sources)}${installable(root)}`);
  const hashes = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, code]) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  );
  const policy = [...POLICY, `script-src 'self' ${[...new Set(hashes)].join(' ')}`].join('; ');
  page = page.replace(
    /(<meta charSet="utf-8"\/>)/i,
    `$1<meta http-equiv="Content-Security-Policy" content="${policy}"/>`,
  );
  return page;
}

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

/** The page for missing addresses may be shown at any depth: it is left without scripts, style sheets and links. */
export function finishMissing(html) {
  return html.replace(/<script[^>]*>[\s\S]*?<\/script>|<link[^>]*>/g, '');
}

/** Path of a file from the root. */
const addressIn = (out, file) => relative(out, file).split(sep).join('/');

/** The address of a file, relative to the root: a page's is its folder. */
const addressOf = (path) => path.replace(/(^|\/)index\.html$/, '$1');

/**
 * The service worker over the files of `out`: its source with the addresses of all files, and a version that is another
 * when any of them is.
 */
export function serviceWorker(out, source) {
  const paths = [...filesIn(out)]
    .map((file) => addressIn(out, file))
    .filter((path) => path !== 'sw.js' && path !== '404.html' && !path.endsWith('.map'))
    .sort();
  const hash = createHash('sha256').update(source);
  for (const path of paths) hash.update(path).update(readFileSync(join(out, path)));
  const version = hash.digest('hex').slice(0, 16);
  const large = paths.filter((path) => path.endsWith('.js') && statSync(join(out, path)).size > LARGE);
  const constants = { VERSION: version, FILES: paths.map(addressOf), LARGE: large };
  const lines = Object.entries(constants).map(
    ([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`,
  );
  return lines.join('') + source;
}

/** Path from a page to the site's root. */
function rootFor(out, file) {
  const up = relative(dirname(file), out).split(sep).join('/');
  return up === '' ? './' : `${up}/`;
}

/** Finishes the export in `out`. */
export function finish(out) {
  for (const name of ['404', '_not-found']) rmSync(join(out, name), { recursive: true, force: true });
  for (const file of filesIn(out)) {
    // Payloads for moving between pages without loading them; the site's links are plain ones.
    if (file.endsWith('.txt') && /(^|\/)(__next\.|index\.txt$|404\.txt$)/.test(file.split(sep).join('/')))
      rmSync(file);
    else if (relative(out, file) === '404.html')
      writeFileSync(file, finishMissing(readFileSync(file, 'utf8')));
    else if (file.endsWith('.html') && relative(out, file) !== 'frame.html')
      writeFileSync(
        file,
        finishPage(readFileSync(file, 'utf8'), rootFor(out, file), FIRST[addressIn(out, file)]),
      );
    else if (file.endsWith('.js') || file.endsWith('.css')) {
      const code = readFileSync(file, 'utf8');
      const finished = parenthesised(code.includes(MARK) ? relocateScript(code) : code);
      if (finished !== code) writeFileSync(file, finished);
    }
  }
  const left = [...filesIn(out)].filter((file) => readFileSync(file, 'latin1').includes(MARK));
  if (left.length > 0)
    throw new Error(
      `the base path is still written into ${left.join(', ')}: teach scripts/finish.mjs how it is used there`,
    );
  writeFileSync(join(out, 'sw.js'), serviceWorker(out, readFileSync(WORKER, 'utf8')));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  finish(fileURLToPath(new URL('../out', import.meta.url)));
