import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SYSCALLS_BY_NAME } from '../abi/syscalls';
import { CALL_PRICES } from './cost/calls';
import { CALLS } from './kernel/table';
import { syscallPage } from './syscallPage';

it('is what docs/syscalls.md says; npm run syscalls makes it', () => {
  expect(readFileSync(new URL('../../docs/syscalls.md', import.meta.url), 'utf8')).toBe(syscallPage());
});

it('has only calls that lib/abi knows', () => {
  expect([...CALLS.keys()].filter((name) => !SYSCALLS_BY_NAME.has(name))).toEqual([]);
});

it('prices every call that there is', () => {
  const moving = /^p?(read|write)(64|v2?)?$|^(sendfile|splice|tee|vmsplice|copy_file_range|getrandom)$/;
  expect([...CALLS.keys()].filter((name) => !moving.test(name) && !CALL_PRICES.has(name))).toEqual([]);
});
