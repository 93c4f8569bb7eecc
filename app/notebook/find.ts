import type { Cell } from '../../lib/notebook/types';

/** One place in a cell's source. */
export interface Match {
  id: string;
  start: number;
  end: number;
}

export interface Query {
  text: string;
  /** Small and capital letters are different. */
  exact: boolean;
  /** The text is a regular expression, as in JavaScript. */
  pattern: boolean;
}

/** Matches beyond this are neither counted nor replaced one by one. */
const MOST = 10_000;

/** The expression a query stands for; an Error with the reason when it is none. */
function expression({ text, exact, pattern }: Query): RegExp | Error {
  try {
    return new RegExp(pattern ? text : text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), exact ? 'gm' : 'gim');
  } catch (error) {
    return error as Error;
  }
}

/** Where the query matches, in document order; an Error when it cannot be read. */
export function findAll(cells: readonly Cell[], query: Query): Match[] | Error {
  if (query.text === '') return [];
  const sought = expression(query);
  if (sought instanceof Error) return sought;
  const found: Match[] = [];
  for (const { id, source } of cells) {
    for (const match of source.matchAll(sought)) {
      if (match[0] !== '') found.push({ id, start: match.index, end: match.index + match[0].length });
      if (found.length >= MOST) return found;
    }
  }
  return found;
}

/** The source with these matches replaced. In a pattern's replacement $1 is what the first parentheses matched. */
export function replaceIn(source: string, matches: readonly Match[], query: Query, by: string): string {
  const sought = expression(query);
  if (sought instanceof Error) return source;
  const wanted = new Set(matches.map(({ start }) => start));
  return source.replace(sought, (...all) => {
    const offset = all.findIndex((part, n) => n > 0 && typeof part === 'number');
    if (!wanted.has(all[offset] as number)) return all[0] as string;
    if (!query.pattern) return by;
    const groups = all.slice(1, offset) as (string | undefined)[];
    return by.replace(/\$(\$|&|\d{1,2})/g, (whole, name: string) => {
      if (name === '$') return '$';
      if (name === '&') return all[0] as string;
      return Number(name) <= groups.length && Number(name) > 0 ? (groups[Number(name) - 1] ?? '') : whole;
    });
  });
}
