import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseNotebook } from '../../lib/notebook/format';
import type { Notebook } from '../../lib/notebook/types';

/** A file of notebooks/, as the site's pages need it. */
export interface Lesson {
  /** File name without .md, and the last part of its address. */
  slug: string;
  title: string;
  description: string;
  text: string;
  notebook: Notebook;
}

const FOLDER = join(process.cwd(), 'notebooks');

/** One lesson. */
export async function readLesson(slug: string): Promise<Lesson> {
  const text = await readFile(join(FOLDER, `${slug}.md`), 'utf8');
  const notebook = parseNotebook(text, `notebooks/${slug}.md`);
  return { slug, title: notebook.title, description: notebook.meta.description ?? '', text, notebook };
}

/** All lessons, in the order that `order` in their front matter says; those without one come last, by title. */
export async function readLessons(): Promise<Lesson[]> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.md'));
  const lessons = await Promise.all(files.map((name) => readLesson(name.replace(/\.md$/, ''))));
  const place = ({ notebook }: Lesson) => Number(notebook.meta.order ?? Number.POSITIVE_INFINITY);
  return lessons.sort((a, b) => place(a) - place(b) || a.title.localeCompare(b.title));
}

/** What Next wants to know: which pages there are. */
export const lessonSlugs = async (): Promise<{ slug: string }[]> =>
  (await readLessons()).map(({ slug }) => ({ slug }));
