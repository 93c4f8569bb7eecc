import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cell, importNotebook, openedSite, outputs, status, visit } from './page';

const { site } = openedSite();

/** A server that writes down whatever reaches it. */
let server: Server;
const reached: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/plain' }).end('ok');
  });
  server.on('upgrade', (request, socket) => {
    reached.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

/** Each tries one way out and answers what came of it; `URL` is the listening server's. */
const ATTEMPTS: Record<string, string> = {
  fetch: 'await fetch(url)',
  XMLHttpRequest:
    'await new Promise((ok, no) => { const x = new XMLHttpRequest(); x.open("GET", url); x.onload = ok; x.onerror = no; x.send(); })',
  image:
    'await new Promise((ok, no) => { const i = new Image(); i.onload = ok; i.onerror = no; i.src = url; })',
  WebSocket:
    'await new Promise((ok, no) => { const w = new globalThis.WebSocket(url.replace("http", "ws")); w.onopen = ok; w.onerror = no; })',
  EventSource:
    'await new Promise((ok, no) => { const e = new globalThis.EventSource(url); e.onopen = ok; e.onerror = no; })',
  beacon:
    'if (!globalThis.navigator.sendBeacon(url, "x")) throw new Error("refused"); await new Promise((go) => setTimeout(go, 300)); throw new Error("sent nothing")',
  'style sheet':
    'await new Promise((ok, no) => { const l = document.createElement("link"); l.rel = "stylesheet"; l.href = url; l.onload = ok; l.onerror = no; document.head.append(l); })',
  'CSS url()':
    'const s = document.createElement("style"); s.textContent = "body { background-image: url(" + url + ") }"; document.head.append(s); await new Promise((go) => setTimeout(go, 300)); throw new Error("nothing came")',
  'script element':
    'await new Promise((ok, no) => { const s = document.createElement("script"); s.src = url; s.onload = ok; s.onerror = no; document.head.append(s); })',
  'import()': 'await (0, eval)("import(" + JSON.stringify(url) + ")")',
  Worker:
    'await new Promise((ok, no) => { const w = new Worker(url); w.onmessage = ok; w.onerror = no; setTimeout(no, 500); })',
  frame:
    'const f = document.createElement("iframe"); f.src = url; document.body.append(f); await new Promise((go) => setTimeout(go, 400)); throw new Error("see the server")',
  form: 'const f = document.createElement("form"); f.action = url; f.method = "post"; document.body.append(f); f.submit(); await new Promise((go) => setTimeout(go, 400)); throw new Error("see the server")',
  indexedDB:
    'await new Promise((ok, no) => { const r = globalThis.indexedDB.open("trapdoor"); r.onsuccess = ok; r.onerror = no; })',
  localStorage: 'globalThis.localStorage.setItem("a", "b")',
  cookie: 'document.cookie = "a=b"; if (!document.cookie) throw new Error("none")',
  caches: 'await globalThis.caches.open("a")',
  'the page around': 'globalThis.parent.document.title',
  'the page around, by name': 'globalThis.top.location.pathname',
  popup: 'if (!globalThis.open(url)) throw new Error("refused")',
  'top navigation':
    'globalThis.top.location = url; await new Promise((go) => setTimeout(go, 300)); throw new Error("still here")',
};

const attempt = (way: string, url: string) => `\`\`\`js {}
await (async () => {
  const url = ${JSON.stringify(url)};
  try {
    ${ATTEMPTS[way]};
    return "${way}: got out";
  } catch {
    return "${way}: held";
  }
})()
\`\`\`
`;

/** What each attempt came to, all of them in one notebook. */
const verdicts = new Map<string, string>();
let address: { before: string; after: string };
beforeAll(async () => {
  const { port } = server.address() as AddressInfo;
  const ways = Object.keys(ATTEMPTS);
  const text = ways
    .map((way) => attempt(way, `http://127.0.0.1:${port}/${encodeURIComponent(way)}`))
    .join('\n');
  const { context, page } = await visit(site(), '');
  await importNotebook(page, site().url, 'attempts.md', text);
  const before = page.url();
  for (const way of ways) {
    const verdict = outputs(page).getByText(new RegExp(`${way.replace(/[()]/g, '\\$&')}: (held|got out)`));
    verdicts.set(way, (await verdict.textContent({ timeout: 60_000 })) ?? '');
  }
  address = { before, after: page.url() };
  await context.close();
});

test.each(Object.keys(ATTEMPTS))('a cell cannot get out by %s', (way) => {
  expect(verdicts.get(way)).toContain(`${way}: held`);
  expect(reached).not.toContain(`/${encodeURIComponent(way)}`);
});

test('the page stays where it is', () => {
  expect(address.after).toBe(address.before);
});

test('a frame that leads itself elsewhere reaches nobody, and the page stays whole', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/self`;
  const { context, page } = await visit(site(), '');
  await importNotebook(
    page,
    site().url,
    'self.md',
    `\`\`\`js {}\nlocation.href = ${JSON.stringify(url)}\n\`\`\`\n`,
  );
  await page.waitForTimeout(1000);
  expect(reached).not.toContain('/self');
  expect(await cell(page, 0).isVisible()).toBe(true);
  await context.close();
});

test('a busy loop in a cell does not stop the page', async () => {
  const { context, page } = await visit(site(), '');
  const text =
    '```js {}\n(() => { const end = Date.now() + 3000; while (Date.now() < end); return "done"; })()\n```\n';
  await importNotebook(page, site().url, 'busy.md', text);
  await status(page, 0, 'running');
  // A page that the loop held up would come to its next turns when the loop is over, and hear that it is.
  const after = await page.evaluate(async () => {
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setTimeout(resolve, 50));
    return document.querySelector('[data-cell]')?.getAttribute('data-status');
  });
  expect(after).toBe('running');
  await outputs(page).getByText('done').waitFor();
  await context.close();
});
