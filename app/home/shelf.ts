import { strToU8, unzipSync, zipSync } from 'fflate';
import { writeZip } from '../../lib/notebook/format/bundle';
import { NotebookModel } from '../../lib/notebook/session/model';
import type { NotebookFile } from '../../lib/notebook/types';
import { fileNameOf } from '../../lib/store';
import type { NotebookRow } from '../../lib/store/database';
import { contentsOf, saveFile } from '../notebook/files';
import { notebookStore } from '../store';

/*
 * What the list of notebooks can have done, loaded when the first of it is asked for.
 */

const EMPTY = '---\ntitle: Untitled\n---\n';

/** Makes an empty notebook and answers its id. */
export const create = (): Promise<string> => notebookStore().create({ text: EMPTY });

export const remove = (id: string): Promise<void> => notebookStore().remove(id);
export const restore = (id: string): Promise<void> => notebookStore().restore(id);
export const erase = (id: string): Promise<void> => notebookStore().erase(id);
export const duplicate = (id: string): Promise<string> => notebookStore().duplicate(id);

/** Gives a notebook another title; false when it is gone meanwhile. */
export async function rename(id: string, title: string): Promise<boolean> {
  const stored = await notebookStore().open(id);
  if (!stored) return false;
  const model = new NotebookModel(stored.text, stored.ids, stored.entry.bin);
  model.setTitle(title);
  const { ids, entry } = stored;
  await notebookStore().save(id, { title, text: model.toMarkdown(), ids, bin: entry.bin });
  return true;
}

/** A lesson's copy goes to the bin as a notebook of its own, so that the lesson is the original again. */
export async function reset(id: string): Promise<void> {
  await notebookStore().remove(await notebookStore().duplicate(id));
  await notebookStore().erase(id);
}

/** What came of an import: the ids, and what did not carry over. */
interface Imported {
  made: string[];
  warnings: string[];
}

/** Imports notebooks, and zips of several of them as exportAll makes. */
export async function importFiles(files: readonly File[]): Promise<Imported> {
  const imported: Imported = { made: [], warnings: [] };
  for (const { name, bytes } of (await contentsOf(files)).flatMap(unpacked)) {
    const { id, warnings } = await notebookStore().importFile(bytes, name);
    imported.made.push(id);
    imported.warnings.push(...warnings.map((warning) => `${name}: ${warning}.`));
  }
  return imported;
}

/** A zip that is not itself a notebook with its files holds notebooks. */
function unpacked(file: NotebookFile): NotebookFile[] {
  if (!/\.zip$/i.test(file.name)) return [file];
  const entries = Object.entries(unzipSync(file.bytes));
  if (entries.some(([name]) => name === 'notebook.md')) return [file];
  return entries
    .filter(([name]) => /\.(md|ipynb|html|zip)$/i.test(name))
    .map(([name, bytes]) => ({ name: name.slice(name.lastIndexOf('/') + 1), bytes }));
}

/** Saves all notebooks as one zip: a .md file each, or a .zip where there are files beside it. */
export async function exportAll(rows: readonly NotebookRow[]): Promise<void> {
  const entries: Record<string, Uint8Array> = {};
  for (const { id, title, text } of rows) {
    const files = await notebookStore().files(id);
    const extension = files.length > 0 ? 'zip' : 'md';
    let name = fileNameOf(title, extension);
    for (let n = 2; name in entries; n++) name = fileNameOf(`${title} ${n}`, extension);
    const beside = files.map(({ path, bytes }) => ({ name: path, bytes }));
    entries[name] = beside.length > 0 ? writeZip(text, beside) : strToU8(text);
  }
  const date = new Date().toISOString().slice(0, 10);
  saveFile(`trapdoor-notebooks-${date}.zip`, zipSync(entries), 'application/zip');
}
