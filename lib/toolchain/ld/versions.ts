import type { Problems } from './problems';

/** One node of a version script: `NAME { global: patterns; local: patterns; } PARENT;`. */
export interface VersionNode {
  /** Empty for the anonymous node, which only chooses what is exported. */
  name: string;
  parents: string[];
  global: Pattern[];
  local: Pattern[];
}

interface Pattern {
  text: string;
  /** `*`, `?` and brackets stand for others. */
  glob: RegExp | undefined;
}

const TOKEN = /\s*(?:\/\*[\s\S]*?\*\/|#[^\n]*|("[^"]*"|[{};:]|[^\s{};:"]+))/y;

/** Reads a version script. ld documentation, "VERSION Command". Patterns of C++ names are refused. */
export function parseVersionScript(text: string, problems: Problems): VersionNode[] {
  const tokens: string[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
    const found = TOKEN.exec(text);
    if (!found) break;
    if (found[1] !== undefined) tokens.push(found[1]);
  }
  const nodes: VersionNode[] = [];
  let at = 0;
  const fail = (message: string): VersionNode[] => {
    problems.error(`version script: ${message}`);
    return nodes;
  };
  while (at < tokens.length) {
    const name = tokens[at] === '{' ? '' : tokens[at++];
    if (tokens[at++] !== '{') return fail(`expected '{' behind '${name}'`);
    const node: VersionNode = { name, parents: [], global: [], local: [] };
    let into = node.global;
    while (tokens[at] !== '}') {
      const token = tokens[at++];
      if (token === undefined) return fail(`'${name || '{'}' is never closed`);
      if (token === ';') continue;
      if (token === 'extern')
        return fail("'extern' blocks are not supported; list the symbols by their object names");
      if (tokens[at] === ':') {
        if (token !== 'global' && token !== 'local')
          return fail(`'${token}:' is neither 'global:' nor 'local:'`);
        into = node[token];
        at++;
      } else into.push(patternOf(token));
    }
    at++;
    while (tokens[at] !== ';' && at < tokens.length) node.parents.push(tokens[at++]);
    at++;
    nodes.push(node);
  }
  return nodes;
}

function patternOf(token: string): Pattern {
  const text = token.replace(/^"(.*)"$/, '$1');
  if (token.startsWith('"') || !/[*?[]/.test(text)) return { text, glob: undefined };
  const source = text
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return { text, glob: new RegExp(`^${source}$`) };
}

/** What a script says of a name: exact names come before patterns, and `*` after all. */
export function versionOf(
  nodes: readonly VersionNode[],
  name: string,
): { node: VersionNode; local: boolean } | undefined {
  const find = (matches: (pattern: Pattern) => boolean) => {
    for (const node of nodes) {
      if (node.global.some(matches)) return { node, local: false };
      if (node.local.some(matches)) return { node, local: true };
    }
    return undefined;
  };
  return (
    find((p) => !p.glob && p.text === name) ??
    find((p) => p.glob !== undefined && p.text !== '*' && p.glob.test(name)) ??
    find((p) => p.text === '*')
  );
}
