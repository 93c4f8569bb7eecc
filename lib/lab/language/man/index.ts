import { NET } from './net';
import { STDIO } from './stdio';
import { STDLIB } from './stdlib';
import { STRING } from './string';
import { SYSTEM } from './system';
import { UNISTD } from './unistd';

/** What is said of a function of the library. Types and headers are read from the headers themselves. */
export interface Page {
  name: string;
  /** Names of its parameters; `args` stands for the variable ones. */
  parameters: readonly string[];
  text: string;
  /** The errors a reader should expect; others may come too. */
  errors: readonly string[];
}

function parse(line: string): Page {
  const [, name, parameters, rest] = /^(\w+)\(([^)]*)\): (.*)$/.exec(line) ?? [];
  if (!name) throw new Error(`not a row of the manual: ${line}`);
  const [text, errors = ''] = rest.split(' | ');
  return {
    name,
    parameters: parameters === '' ? [] : parameters.split(', '),
    text,
    errors: errors === '' ? [] : errors.split(' '),
  };
}

/** The manual, by name. */
export const PAGES: ReadonlyMap<string, Page> = new Map(
  [STDIO, STDLIB, STRING, UNISTD, SYSTEM, NET]
    .flatMap((pages) => pages.trim().split('\n'))
    .map(parse)
    .map((page) => [page.name, page]),
);
