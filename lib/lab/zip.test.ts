import { gzipSync, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { gunzip, storedFiles } from './zip';

const text = (words: string) => new TextEncoder().encode(words);
const long = text('a line that comes again and again\n'.repeat(500));
const AS_IT_IS = { level: 0 } as const;

it('gives each file of an image that was packed as a whole', async () => {
  const zip = zipSync(
    { 'a/one': long, two: text('two'), empty: new Uint8Array(0), 'ü.h': text('ü') },
    AS_IT_IS,
  );
  const files = storedFiles(await gunzip(new Uint8Array(gzipSync(zip))));
  expect(Object.keys(files).sort()).toEqual(['a/one', 'empty', 'two', 'ü.h'].sort());
  expect(files['a/one']).toEqual(long);
  expect(files.two).toEqual(text('two'));
  expect(files.empty).toHaveLength(0);
  expect(files['ü.h']).toEqual(text('ü'));
  expect(files.three).toBeUndefined();
});

it('reads an image that is part of a larger buffer, and says when it is none', async () => {
  const zip = zipSync({ one: long }, AS_IT_IS);
  const buffer = new Uint8Array(zip.length + 20);
  buffer.set(zip, 13);
  expect(storedFiles(buffer.subarray(13, 13 + zip.length)).one).toEqual(long);
  expect(() => storedFiles(text('no zip file at all, but longer than its end'))).toThrow('no zip file');
  expect(() => storedFiles(zipSync({ one: long }))).toThrow('one of the image is packed by itself');
  await expect(gunzip(text('nothing that gzip made'))).rejects.toThrow();
});
