import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.map': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** The file that a static host would send for a path: itself, its index.html, or itself with .html added. */
async function fileFor(root, path) {
  const base = join(root, normalize(`/${path}`));
  for (const name of path.endsWith('/') ? [join(base, 'index.html')] : [base, `${base}.html`]) {
    const info = await stat(name).catch(() => undefined);
    if (info?.isFile()) return name;
    if (info?.isDirectory()) return 'redirect';
  }
  return undefined;
}

/**
 * Serves a folder as any static host does: no special headers, no rewriting.
 *
 * @param {string} root the folder
 * @param {{ port?: number, host?: string, base?: string }} [options] port 0 takes a free one; `base` is the subpath
 *   ("/lab") under which the folder appears
 */
export async function serve(root, { port = 0, host = '127.0.0.1', base = '' } = {}) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://host').pathname);
    const inside = path === base || path.startsWith(`${base}/`);
    const file = inside ? await fileFor(root, path.slice(base.length) || '/') : undefined;
    if (file === 'redirect') {
      response.writeHead(301, { location: `${path}/` }).end();
      return;
    }
    const found = file ?? (await fileFor(root, '/404.html'));
    const type = found ? TYPES[extname(found)] : 'text/plain; charset=utf-8';
    response.writeHead(file ? 200 : 404, {
      'content-type': type ?? 'application/octet-stream',
      'cache-control': 'no-cache',
    });
    if (request.method === 'HEAD') response.end();
    else if (!found) response.end(`no ${path} here\n`);
    else createReadStream(found).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const shown = host === '127.0.0.1' ? 'localhost' : host;
  return {
    /** Address of the folder, with a slash at its end. */
    url: `http://${shown}:${server.address().port}${base}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
