import { NotebookStore } from '../lib/store';

let instance: NotebookStore | undefined;

/** The notebooks of this browser; one connection for the page. */
export function notebookStore(): NotebookStore {
  instance ??= new NotebookStore();
  return instance;
}

/** A failure in words for the reader. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
