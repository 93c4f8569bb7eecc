export { StoreError } from './errors';
export { DATABASE_NAME } from './name';
export { fileNameOf, type NotebookEntry, NotebookStore, type StoredNotebook } from './store';
