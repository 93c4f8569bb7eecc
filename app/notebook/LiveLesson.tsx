'use client';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { NotebookSession, SessionState } from '../../lib/notebook/types';
import { unpackOutputs } from '../lessons/outputs';
import { messageOf } from '../store';
import { LessonNote } from './LessonNote';
import { NotebookView } from './NotebookView';
import styles from './notebook.module.css';
import { importAndOpen } from './OwnNotebook';
import { openLesson, type PublishedLesson } from './open';
import { resetLesson, settleCopy } from './reset';

interface Props {
  slug: string;
  /** Path from this page to the site's root. */
  root: string;
  /** The lesson as static HTML. */
  children: ReactNode;
}

/** Longest wait for the frame's heights before the live notebook is shown anyway. */
const PATIENCE_MS = 15_000;

async function fetchText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.text();
}

async function fetchLesson(slug: string): Promise<PublishedLesson> {
  const [text, outputs] = await Promise.all([fetchText('notebook.md'), fetchText('outputs.json')]);
  return { slug, text, outputs: unpackOutputs(outputs) };
}

/** True once the frame has drawn everything that the page has a place for. */
function drawn({ live, notebook, cells }: SessionState): boolean {
  return (
    live &&
    notebook.cells.every(({ id }) => {
      const output = cells[id]?.output;
      return !output?.html || (output.height ?? 0) > 0;
    })
  );
}

/**
 * A lesson's page waking up: the live notebook is made behind the static one and takes its place once it looks the
 * same. Should that fail, the static page stays and says so.
 */
export function LiveLesson({ slug, root, children }: Props) {
  const [opened, setOpened] = useState<{ session: NotebookSession; lesson: PublishedLesson }>();
  const [awake, setAwake] = useState(false);
  const [trouble, setTrouble] = useState<string>();

  const open = useCallback(async () => {
    const lesson = await fetchLesson(slug);
    await settleCopy(lesson);
    return { session: await openLesson(lesson), lesson };
  }, [slug]);

  useEffect(() => {
    let gone = false;
    let session: NotebookSession | undefined;
    open().then(
      (found) => {
        session = found.session;
        if (gone) session.close();
        else setOpened(found);
      },
      (error: unknown) => setTrouble(messageOf(error)),
    );
    return () => {
      gone = true;
      session?.close();
    };
  }, [open]);

  useEffect(() => {
    if (!opened || awake) return;
    const { session } = opened;
    const look = () => drawn(session.snapshot()) && setAwake(true);
    look();
    const unsubscribe = session.subscribe(look);
    const timer = setTimeout(() => setAwake(true), PATIENCE_MS);
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [opened, awake]);

  const onImport = () => void importAndOpen(root).catch((error: unknown) => setTrouble(messageOf(error)));
  const onReset = async () => {
    if (!opened) return;
    const { session, lesson } = opened;
    session.close();
    await resetLesson(lesson);
    setOpened({ session: await openLesson(lesson), lesson });
  };

  return (
    <>
      {!awake && children}
      {trouble && (
        <p className={styles.asleep} role="alert">
          This page could not be made live: {trouble}
        </p>
      )}
      {opened && (
        <div className={awake ? undefined : styles.waking} inert={!awake}>
          <NotebookView
            session={opened.session}
            root={root}
            onImport={onImport}
            note={<LessonNote session={opened.session} lesson={opened.lesson} onReset={onReset} />}
          />
        </div>
      )}
    </>
  );
}
