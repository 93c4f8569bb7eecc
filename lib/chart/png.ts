import type { StandaloneSvg } from './svg';

/** Pixels of the picture for one of the chart. */
const SCALE = 2;

/** Draws a standalone SVG on a canvas. Needs a browser; a data address keeps the canvas readable in an opaque origin. */
export async function toPng({ text, width, height }: StandaloneSvg): Promise<Uint8Array> {
  const image = new Image(width * SCALE, height * SCALE);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * SCALE);
  canvas.height = Math.ceil(height * SCALE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser cannot draw the picture: it has no 2D canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('this browser could not write the picture as PNG');
  return new Uint8Array(await blob.arrayBuffer());
}
