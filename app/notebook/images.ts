import { freeFile } from '../../lib/notebook/freeFile';
import type { NotebookSession } from '../../lib/notebook/types';
import { contentsOf } from './files';

/** Files whose name says that they are images, of the kinds that a text shows. */
export const isImage = (name: string): boolean => /\.(png|jpe?g|gif|webp|svg)$/i.test(name);

/** Markdown that shows an image of the notebook. */
export const showing = (name: string): string => {
  const words = name.replace(/\.\w+$/, '').replace(/[[\]\\]/g, ' ');
  return `![${words}](${/[\s()]/.test(name) ? `<${name}>` : name})`;
};

/** The images of what was pasted; none where it is also a text, which is then what is meant. */
export function imagesIn(data: DataTransfer | null): File[] {
  if (data?.getData('text/plain') !== '') return [];
  return [...data.files].filter(({ name }) => isImage(name));
}

/** Keeps images with a notebook, each under a name that is free; answers Markdown that shows them. */
export async function keepImages(session: NotebookSession, images: readonly File[]): Promise<string> {
  const taken = new Set(session.snapshot().files.map(({ name }) => name));
  const files = (await contentsOf(images)).map(({ name, bytes }) => {
    // A browser calls every picture that is pasted image.png.
    const free = freeFile(name.replace(/[<>\n]/g, '_'), taken);
    taken.add(free);
    return { name: free, bytes };
  });
  session.addFiles(files);
  return files.map(({ name }) => showing(name)).join('\n\n');
}
