import type { NotebookRow } from './database';
import { toStoreError } from './errors';
import { DATABASE_NAME } from './name';

/**
 * Looking into the store without Dexie, for pages that only want to know what is there: they should not load a library
 * for it. Nothing is written here.
 */

/** The database; undefined while this browser has none, and none is made. */
function open(): Promise<IDBDatabase | undefined> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE_NAME);
    let missing = false;
    request.onupgradeneeded = () => {
      missing = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => (missing ? resolve(undefined) : reject(request.error));
  });
}

async function read<T>(ask: (notebooks: IDBObjectStore) => IDBRequest<T>, none: T): Promise<T> {
  const database = await open();
  if (!database) return none;
  try {
    return await new Promise((resolve, reject) => {
      const request = ask(database.transaction('notebooks').objectStore('notebooks'));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

/** All notebooks, those in the bin too, the last changed first. Rejects with StoreError. */
export async function peekNotebooks(): Promise<NotebookRow[]> {
  try {
    const rows: NotebookRow[] = await read((notebooks) => notebooks.getAll(), []);
    return rows.sort((a, b) => b.updated - a.updated);
  } catch (error) {
    throw toStoreError(error);
  }
}

/** Whether a notebook is kept here. A browser that refuses to say keeps none. */
export async function isStored(id: string): Promise<boolean> {
  try {
    return (await read((notebooks) => notebooks.count(id), 0)) > 0;
  } catch {
    return false;
  }
}
