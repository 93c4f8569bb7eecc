/** Splits as a shell does: at spaces, with '...' and "..." keeping them. */
export function words(text: string): string[] {
  const found: string[] = [];
  let word: string | undefined;
  for (const [, space, single, double, escaped, plain] of text.matchAll(
    /(\s+)|'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+|['"\\])/gs,
  )) {
    if (space === undefined)
      word = (word ?? '') + (single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain);
    else if (word !== undefined) {
      found.push(word);
      word = undefined;
    }
  }
  return word === undefined ? found : [...found, word];
}
