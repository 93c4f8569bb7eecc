/** A change of text as Monaco takes it. */
export interface TextEdit {
  range: { startLineNumber: number; startColumn: number; endLineNumber: number; endColumn: number };
  text: string;
}

/** The change that includes a header: in a line of its own behind the last #include, or else at the beginning. */
export function includeEdit(source: string, header: string): TextEdit {
  const lines = source.split('\n');
  const last = lines.findLastIndex((line) => /^\s*#\s*include\b/.test(line));
  const line = last + 2;
  const at = { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 };
  // Behind the last line there is no line to stand before.
  if (line > lines.length) {
    const end = lines[lines.length - 1].length + 1;
    return {
      range: {
        ...at,
        startLineNumber: lines.length,
        startColumn: end,
        endLineNumber: lines.length,
        endColumn: end,
      },
      text: `\n#include <${header}>`,
    };
  }
  return { range: at, text: `#include <${header}>\n` };
}
