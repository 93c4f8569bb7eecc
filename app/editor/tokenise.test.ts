import { expect, test } from 'vitest';
import type { CellKind } from '../../lib/notebook/types';
import { GRAMMARS } from './languages';
import { tokenise } from './tokenise';

/** The spans that are not plain, as `token:text`. */
function coloured(kind: CellKind, source: string): string[] {
  return tokenise(source, GRAMMARS[kind])
    .flat()
    .filter(({ token }) => token)
    .map(({ token, text }) => `${token}:${text.trim()}`);
}

test('every character is kept', () => {
  const source = '_start:\n\tmov rax, 1   # write\n\t/* two\n lines */ syscall\n.ascii "a\\"b"\n';
  const text = tokenise(source, GRAMMARS.asm).map((spans) => spans.map((span) => span.text).join(''));
  expect(text.join('\n')).toBe(source);
});

test('Intel and AT&T operands', () => {
  expect(coloured('asm', 'mov rax, qword ptr [rbx+8]')).toEqual([
    'keyword:mov',
    'register:rax',
    'directive:qword',
    'directive:ptr',
    'register:rbx',
    'number:8',
  ]);
  expect(coloured('asm', 'loop: movq $0x10, %rax; syscall')).toEqual([
    'label:loop:',
    'keyword:movq',
    'number:$0x10',
    'register:%rax',
    'keyword:syscall',
  ]);
});

test('a note spans lines, and code goes on after it', () => {
  expect(coloured('asm', 'nop /* a\nb */\nret')).toEqual([
    'keyword:nop',
    'comment:/* a',
    'comment:b */',
    'keyword:ret',
  ]);
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the texts are code with holes
test('a template literal with a hole, braces in it', () => {
  expect(coloured('js', 'const a = `x${f({b: 1})}y`')).toEqual([
    'keyword:const',
    'string:`x',
    'directive:${',
    'number:1',
    'directive:}',
    'string:y`',
  ]);
});

test('markdown marks', () => {
  expect(coloured('md', '# Title\ntext with `code` and ${value}')).toEqual([
    'strong:# Title',
    'string:`code`',
    'directive:${value}',
  ]);
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above
