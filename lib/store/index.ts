export { DATABASE_NAME } from './database';
export { StoreError } from './errors';
export { fileNameOf, type NotebookEntry, NotebookStore, type StoredNotebook } from './store';
