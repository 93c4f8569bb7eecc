import { expect, test } from 'vitest';
import { includeEdit } from './include';

function edited(source: string): string {
  const { range, text } = includeEdit(source, 'stdio.h');
  const lines = source.split('\n');
  const line = lines[range.startLineNumber - 1];
  lines[range.startLineNumber - 1] =
    line.slice(0, range.startColumn - 1) + text + line.slice(range.endColumn - 1);
  return lines.join('\n');
}

test('a header is included behind the others, or first', () => {
  expect(edited('int x;\n')).toBe('#include <stdio.h>\nint x;\n');
  expect(edited('')).toBe('#include <stdio.h>\n');
  expect(edited('/* */\n#include <a.h>\n  # include "b.h"\nint x;')).toBe(
    '/* */\n#include <a.h>\n  # include "b.h"\n#include <stdio.h>\nint x;',
  );
  expect(edited('#include <a.h>')).toBe('#include <a.h>\n#include <stdio.h>');
});
