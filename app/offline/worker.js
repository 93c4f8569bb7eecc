/**
 * The service worker. scripts/finish.mjs writes it to sw.js at the site's root, with constants before it: VERSION, a hash
 * of the whole site; FILES, the addresses of all its files relative to the root; and LARGE, those of the largest scripts.
 *
 * The first visit fetches all files; from then on the site is read from the cache alone, so that a page and the scripts
 * it loads later are of one version. A newer version waits until the page is told to take it.
 */
/* global VERSION, FILES, LARGE */
const SCOPE = new URL(self.registration.scope);
/** Several labs may live on one host: caches are named after their root. */
const FAMILY = `trapdoor ${SCOPE.pathname} `;
const CACHE = FAMILY + VERSION;
/** The frame for outputs, as only this worker has it. */
const SANDBOXED = 'frame.sandboxed.html';
/** Files fetched at a time. */
const AT_ONCE = 6;

/** A file from the cache of an older version, where its name says its contents; else from the network. */
async function obtain(address) {
  const old = address.startsWith('_next/static/') && (await caches.match(new URL(address, SCOPE)));
  if (old) return old;
  const answer = await fetch(new URL(address, SCOPE), { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${address}: the server says ${answer.status}`);
  return answer;
}

/**
 * Has the browser answer from the cache by itself, without this worker, which may be asleep: where it knows how to. What
 * only this worker can answer, and addresses with a query, come to it all the same. The browser looks at Vary, which the
 * worker does not: where a host sets it to more than the encoding, all is left to the worker.
 */
async function answerDirectly(event) {
  if (!event.addRoutes) return;
  const root = SCOPE.pathname.replace(/[\\:*+?(){}]/g, '\\$&');
  const inScope = (path) => new URLPattern({ baseURL: SCOPE.origin, pathname: `${root}${path}`, search: '' });
  try {
    await event.addRoutes([
      { condition: { urlPattern: inScope(SANDBOXED) }, source: 'fetch-event' },
      { condition: { urlPattern: inScope('*'), requestMethod: 'GET' }, source: { cacheName: CACHE } },
    ]);
  } catch (error) {
    console.info(`the service worker answers all by itself: ${error.message}`);
  }
}

async function install(event) {
  const cache = await caches.open(CACHE);
  const left = [...FILES];
  let varied = false;
  const fetchOn = async () => {
    for (let address = left.pop(); address !== undefined; address = left.pop()) {
      const answer = await obtain(address);
      const { body, headers, redirected } = answer;
      varied ||= !/^(?:accept-encoding)?$/i.test(headers.get('vary') ?? '');
      // Chromium compiles a script that is put here as it came, and no visit has to do it again. An answer that came by
      // way of a redirection is made anew: it may not be given to a navigation.
      const anew = redirected || LARGE.includes(address);
      await cache.put(new URL(address, SCOPE), anew ? new Response(body, { headers }) : answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchOn));
  if (!varied) await answerDirectly(event);
}

async function activate() {
  for (const name of await caches.keys())
    if (name.startsWith(FAMILY) && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

/**
 * The frame for outputs. A browser fetches the page of a frame with a sandbox attribute past the service worker, so
 * offline the frame has none, and is shut into the same sandbox by its own page's policy. This address exists only here.
 */
async function sandboxed(cache) {
  const frame = await cache.match(new URL('frame.html', SCOPE));
  return (
    frame &&
    new Response(frame.body, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': 'sandbox allow-scripts',
      },
    })
  );
}

async function answer(request) {
  const { pathname } = new URL(request.url);
  const cache = await caches.open(CACHE);
  if (pathname === SCOPE.pathname + SANDBOXED) {
    const frame = await sandboxed(cache);
    if (frame) return frame;
  }
  return (await cache.match(request, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(install(event)));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', ({ data }) => data === 'take over' && self.skipWaiting());
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && request.url.startsWith(SCOPE.href)) event.respondWith(answer(request));
});
