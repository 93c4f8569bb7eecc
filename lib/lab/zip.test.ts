import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { lazyFiles } from './zip';

const text = (words: string) => new TextEncoder().encode(words);
const long = text('a line that comes again and again\n'.repeat(500));

it('gives each file of an image, packed or as it is', () => {
  const zip = zipSync({
    'a/one': long,
    two: [text('two'), { level: 0 }],
    empty: new Uint8Array(0),
    'ü.h': text('ü'),
  });
  const files = lazyFiles(zip);
  expect(Object.keys(files).sort()).toEqual(['a/one', 'empty', 'two', 'ü.h'].sort());
  expect(files['a/one']).toEqual(long);
  expect(files['a/one']).toBe(files['a/one']);
  expect(files.two).toEqual(text('two'));
  expect(files.empty).toHaveLength(0);
  expect(files['ü.h']).toEqual(text('ü'));
  expect(files.three).toBeUndefined();
});

it('reads an image that is part of a larger buffer, and says when it is none', () => {
  const zip = zipSync({ one: long });
  const buffer = new Uint8Array(zip.length + 20);
  buffer.set(zip, 13);
  expect(lazyFiles(buffer.subarray(13, 13 + zip.length)).one).toEqual(long);
  expect(() => lazyFiles(text('no zip file at all, but longer than its end'))).toThrow('no zip file');
});
