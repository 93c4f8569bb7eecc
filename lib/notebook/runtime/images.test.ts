import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { attachments } from './attachment';
import { hasImages, showFiles } from './images';

const attach = attachments([
  { name: 'a b.png', bytes: Uint8Array.of(1, 2, 255) },
  { name: 'big.jpg', bytes: new Uint8Array(100_000).fill(7) },
]);

test('files of the notebook are put into the images that name them', async () => {
  const text = JSDOM.fragment(
    '<p><img src="a%20b.png"><img src="./big.jpg"></p><img src="https://x/y.png"><img src="data:,"><img src="no.png">',
  );
  await showFiles(text, attach);
  const [first, second, web, data, missing] = text.querySelectorAll('img');
  expect(first.getAttribute('src')).toBe('data:image/png;base64,AQL/');
  expect(second.getAttribute('src')).toBe(
    `data:image/jpeg;base64,${Buffer.from(new Uint8Array(100_000).fill(7)).toString('base64')}`,
  );
  expect([web, data, missing].map((image) => image.getAttribute('src'))).toEqual([
    'https://x/y.png',
    'data:,',
    'no.png',
  ]);
  expect(missing.title).toContain('the notebook has no file no.png');
});

test('a text without images is known by its source', () => {
  expect(['![x](y.png)', 'a <img src=y>', '<IMG src=y>'].map(hasImages)).toEqual([true, true, true]);
  expect(hasImages('a [link](y.png), x < img')).toBe(false);
});
