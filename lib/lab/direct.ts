/** A script that is nothing but one program with words. */
export interface DirectCall {
  /** The program as it is written: a path. */
  path: string;
  /** Its arguments without its name; those of the script stand where `"$@"` does. */
  args: string[];
}

/** A word without anything that a shell would expand, as it is or in quotes; and all arguments of the script. */
const WORD = /\s+(?:("\$@"|\$@)|([\w@%+=:,./-]+)|'([^']*)'|"([^"$`\\!]*)")(?=\s|$)/y;

/**
 * The call that a script comes to whose only command is `exec PROGRAM WORDS`: a shell would at once be replaced by the
 * program, so that it may as well be left out, and its own calls with it. Undefined where a shell has something to do.
 */
export function directCall(script: string, given: readonly string[]): DirectCall | undefined {
  const lines = script.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  const line = lines[0]?.trim();
  if (lines.length !== 1 || !line?.startsWith('exec')) return undefined;
  const words: string[] = [];
  let at = 'exec'.length;
  while (at < line.length) {
    WORD.lastIndex = at;
    const found = WORD.exec(line);
    if (!found) return undefined;
    const [, all, plain, single, double] = found;
    if (all) words.push(...given);
    else words.push(plain ?? single ?? double ?? '');
    at = WORD.lastIndex;
  }
  const [path, ...args] = words;
  return path?.includes('/') ? { path, args } : undefined;
}
