import { parse } from 'acorn';

/**
 * A chunk of Next with each module's function in parentheses. A JavaScript engine that meets a function only looks for
 * its end, and parses it when it is called; one in parentheses is taken to be called soon, and is parsed at once, which
 * for a script that is still arriving is done beside the page. All modules of a chunk are called when it has loaded.
 */
export function parenthesised(code) {
  if (!code.startsWith('(globalThis.TURBOPACK')) return code;
  const call = parse(code, { ecmaVersion: 'latest' }).body[0]?.expression;
  const modules = call?.type === 'CallExpression' ? call.arguments[0]?.elements : undefined;
  if (!modules) return code;
  const parts = [];
  let at = 0;
  for (const { type, start, end } of modules) {
    if (type !== 'ArrowFunctionExpression' && type !== 'FunctionExpression') continue;
    parts.push(code.slice(at, start), '(', code.slice(start, end), ')');
    at = end;
  }
  return parts.join('') + code.slice(at);
}
