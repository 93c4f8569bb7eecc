import type { Diagnostic } from '../lab/types';

/** Diagnostics as compilers print them: where and what, the line of source, and a caret under the place. */
export function showDiagnostics(source: string, diagnostics: readonly Diagnostic[]): string {
  const lines = source.split('\n');
  return diagnostics
    .map(({ file, line, column, endColumn, severity, message, hint }) => {
      const head = `${file}:${line}:${column}: ${severity}: ${message}${hint ? `; ${hint}` : ''}\n`;
      const text = lines[line - 1];
      if (text === undefined) return head;
      // Tabs stay tabs, so that the caret stands where the terminal shows the character.
      const before = text.slice(0, column - 1).replace(/[^\t]/g, ' ');
      return `${head}${text}\n${before}^${'~'.repeat(Math.max(0, endColumn - column - 1))}\n`;
    })
    .join('');
}
