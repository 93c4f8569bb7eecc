import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ENCODINGS } from '../isa/table';
import { instructionPage } from './instructionPage';

it('is what docs/instructions.md says; npm run instructions makes it', () => {
  expect(readFileSync(new URL('../../docs/instructions.md', import.meta.url), 'utf8')).toBe(
    instructionPage(),
  );
});

it('has every mnemonic', () => {
  const page = instructionPage();
  expect(ENCODINGS.filter((e) => !page.includes(`\n| ${e.mnemonic} |`))).toEqual([]);
});
