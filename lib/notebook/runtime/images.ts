import type { Attachment } from './attachment';

/** Whether a text in Markdown may show images, which may be files of the notebook. */
export const hasImages = (source: string): boolean => /!\[|<img\b/i.test(source);

/** An address that says where to look by itself: with a scheme, from a root, or within the text. */
const ELSEWHERE = /^(?:[a-z][a-z\d+.-]*:|\/|#)/i;

/**
 * Puts files of the notebook into the images that name them. They become part of the text: it is kept and published
 * without the files. An image of no file stays as it is, and says so where somebody points at it.
 */
export async function showFiles(text: DocumentFragment, attach: (name: string) => Attachment): Promise<void> {
  for (const image of text.querySelectorAll('img')) {
    const address = image.getAttribute('src') ?? '';
    if (address === '' || ELSEWHERE.test(address)) continue;
    try {
      image.src = await dataAddress(attach(decodeURI(address).replace(/^\.\//, '')));
    } catch (error) {
      image.title = error instanceof Error ? error.message : String(error);
    }
  }
}

/** RFC 2397. */
async function dataAddress(file: Attachment): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return `data:${file.mimeType};base64,${btoa(text)}`;
}
