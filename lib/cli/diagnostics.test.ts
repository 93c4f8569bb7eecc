import { expect, it } from 'vitest';
import { showDiagnostics } from './diagnostics';

it('puts a caret under the place, tabs kept', () => {
  const source = 'start:\n\tmvo %rax, %rbx\n';
  const text = showDiagnostics(source, [
    {
      severity: 'error',
      message: "unknown instruction 'mvo'",
      hint: "did you mean 'mov'?",
      file: 'a.s',
      line: 2,
      column: 2,
      endColumn: 5,
    },
  ]);
  expect(text).toBe(
    "a.s:2:2: error: unknown instruction 'mvo'; did you mean 'mov'?\n\tmvo %rax, %rbx\n\t^~~\n",
  );
});
