import type { NotebookFile } from '../../lib/notebook/types';

/** Hands a file to the reader's browser to be saved. */
export function saveFile(name: string, bytes: Uint8Array | string, type: string): void {
  const part = typeof bytes === 'string' ? bytes : new Uint8Array(bytes);
  const url = URL.createObjectURL(new Blob([part], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Files that hold a notebook. */
const NOTEBOOKS = '.md,.ipynb,.html,.zip,text/markdown,text/plain';

/** Contents of files, with their names. */
export const contentsOf = (files: readonly File[]): Promise<NotebookFile[]> =>
  Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );

/** Fields that wait for the reader's choice: nothing else holds them, and a browser may collect what nothing holds. */
const asking = new Set<HTMLInputElement>();

/** Asks the reader for files, notebooks unless told otherwise; answers none when they change their mind. */
export function chooseFiles(accept = NOTEBOOKS): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.multiple = true;
  asking.add(input);
  return new Promise<File[]>((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  }).finally(() => asking.delete(input));
}
