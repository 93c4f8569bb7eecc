import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { parenthesised } from '../../scripts/factories.mjs';
import { finishMissing, finishPage, relocateScript } from '../../scripts/finish.mjs';

test('addresses in scripts begin at the site’s root, wherever that is', () => {
  const found: { __trapdoor?: string } = { __trapdoor: '/some/where' };
  const evaluate = (code: string) =>
    new Function('globalThis', 'location', `return ${relocateScript(code)}`)(found, {});
  expect(evaluate('"/__trapdoor__/_next/a.js"')).toBe('/some/where/_next/a.js');
  expect(evaluate('["/__trapdoor__", "/other"]')).toEqual(['/some/where', '/other']);
});

test('a Worker finds the root in its own address', () => {
  const location = { pathname: '/lab/_next/static/chunks/worker.js' };
  const code = relocateScript('"/__trapdoor__/_next/b.js"');
  expect(new Function('globalThis', 'location', `return ${code}`)({}, location)).toBe('/lab/_next/b.js');
});

test('functions of modules are in parentheses, and other scripts as they are', () => {
  const chunk =
    '(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push(["x",12,(e,t)=>{let f=e=>{};},34,function(e){},[5]])';
  expect(parenthesised(chunk)).toBe(
    '(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push(["x",12,((e,t)=>{let f=e=>{};}),34,(function(e){}),[5]])',
  );
  expect(parenthesised('let f=e=>{}')).toBe('let f=e=>{}');
});

const PAGE =
  '<html><head><meta charSet="utf-8"/><link rel="stylesheet" href="/__trapdoor__/_next/a.css"/>' +
  '<script src="/__trapdoor__/_next/a.js" async=""></script></head><body><a href="/__trapdoor__/x/">x</a>' +
  '<script>f([1,"2:\\"/__trapdoor__/_next/a.js\\"","/__trapdoor__/_next/a.css"])</script></body></html>';

test('a page has relative addresses, and its scripts are loaded from the root', () => {
  const page = finishPage(PAGE, '../../');
  expect(page).toContain('href="../../_next/a.css"');
  expect(page).toContain('href="../../x/"');
  expect(page).toContain('["/_next/a.js"]');
  expect(page).toContain('"2:\\""+globalThis.__trapdoor+"/_next/a.js\\""');
  // React looks for the style sheet under the address in the markup.
  expect(page).toContain('"../../_next/a.css"])');
  expect(page).not.toContain('__trapdoor__');
});

test('the policy has the hash of each inline script and allows no other', () => {
  const page = finishPage(PAGE, './');
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
  const inline = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code]) => code);
  expect(inline.length).toBe(2);
  for (const code of inline) {
    expect(policy).toContain(`'sha256-${createHash('sha256').update(code).digest('base64')}'`);
  }
  expect(policy).toContain("frame-src 'self'");
  expect(/script-src [^;]*unsafe/.test(policy)).toBe(false);
});

test('the page for missing addresses stands alone', () => {
  const page = finishMissing(PAGE);
  expect(page).not.toMatch(/<script|<link/);
});
