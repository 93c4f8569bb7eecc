import { expect, it } from 'vitest';
import { ENOEXEC } from '../../abi/errno';
import { parseScript } from './binfmt_script';

const bytes = (s: string) => new TextEncoder().encode(s);
const read = (s: string) => {
  const script = parseScript(bytes(s));
  if (script === undefined || typeof script === 'number') return script;
  const text = (b: Uint8Array | undefined) => (b ? new TextDecoder().decode(b) : undefined);
  return [text(script.interpreter), text(script.argument)];
};

it('takes the name and the rest as one argument', () => {
  expect(read('#!/bin/sh\necho')).toEqual(['/bin/sh', undefined]);
  expect(read('#! /usr/bin/env  -S a b \n')).toEqual(['/usr/bin/env', '-S a b']);
  expect(read('#!/bin/sh')).toEqual(['/bin/sh', undefined]);
});

it('refuses a line without a name, or with a name that is cut', () => {
  expect(read('#!  \n')).toBe(-ENOEXEC);
  expect(read(`#!/${'a'.repeat(300)}`.slice(0, 256))).toBe(-ENOEXEC);
  expect(read('\x7fELF')).toBeUndefined();
});
