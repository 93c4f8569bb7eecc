import Dexie, { type EntityTable, type Table } from 'dexie';
import type { RunResult } from '../lab/types';
import type { Answer, BinnedCell, CellOutput } from '../notebook/types';
import { DATABASE_NAME } from './name';

/** A notebook as it is kept: its .md text, and the ids that the text need not state. */
export interface NotebookRow {
  id: string;
  title: string;
  text: string;
  /** Ids of the cells in order: the store keeps them apart so that saving does not write them into the text. */
  ids: string[];
  created: number;
  updated: number;
  /** When it was put into the bin; 0 while it is not there (IndexedDB has no index over absent values). */
  binned: number;
  /** Its deleted cells, the last one first. Not indexed, and absent in rows of before. */
  bin?: readonly BinnedCell[];
  /** The lesson it was made from. */
  origin?: string;
}

export interface OutputRow {
  notebook: string;
  cell: string;
  output: CellOutput;
}

/** What the reader answered to an exercise. */
export interface AnswerRow {
  notebook: string;
  cell: string;
  answer: Answer;
}

/** One run of a program kept by the hash of all that went into it, so that an experiment is replayed, not repeated. */
export interface RunRow {
  key: string;
  result: RunResult;
  used: number;
}

/** A file that belongs to a notebook. */
export interface FileRow {
  notebook: string;
  path: string;
  bytes: Uint8Array;
  mode?: number;
}

/** The browser's database. A change of its tables is a further version() with its upgrade, below the older ones. */
export class Database extends Dexie {
  declare notebooks: EntityTable<NotebookRow, 'id'>;
  declare outputs: Table<OutputRow, [string, string]>;
  declare runs: EntityTable<RunRow, 'key'>;
  declare files: Table<FileRow, [string, string]>;
  declare answers: Table<AnswerRow, [string, string]>;

  constructor(name = DATABASE_NAME) {
    super(name);
    this.version(1).stores({
      notebooks: 'id, updated, binned, origin',
      outputs: '[notebook+cell], notebook',
      runs: 'key, used',
      files: '[notebook+path], notebook',
    });
    this.version(2).stores({ answers: '[notebook+cell], notebook' });
  }
}
