'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SessionState } from '../../lib/notebook/types';
import { unpackOutputs } from '../lessons/outputs';
import { messageOf } from '../store';
import { LessonNote } from './LessonNote';
import { NotebookView } from './NotebookView';
import styles from './notebook.module.css';
import { importAndOpen } from './OwnNotebook';
import { openLesson, type PublishedLesson } from './open';
import { lessonId } from './origin';
import { resetLesson, settleCopy } from './reset';
import { useHeld } from './useHeld';
import type { Wish } from './wake';

interface Props {
  slug: string;
  /** Path from this page to the site's root. */
  root: string;
  /** What was asked of the static page, to be done now. */
  wish: Wish | undefined;
  /** Told when it looks as the static page does, and when it is out of sight again. */
  onShown(shown: boolean): void;
  onTrouble(message: string): void;
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

/** A lesson, live: out of sight until it looks as the static page does, then in its place. */
export function AwakeLesson({ slug, root, wish, onShown, onTrouble }: Props) {
  const [awake, setAwake] = useState(false);
  const [again, setAgain] = useState(0);
  const told = useRef({ onShown, onTrouble });
  told.current = { onShown, onTrouble };

  // biome-ignore lint/correctness/useExhaustiveDependencies: after a reset it is opened again
  const open = useCallback(async () => {
    const lesson = await fetchLesson(slug);
    await settleCopy(lesson);
    return { session: await openLesson(lesson), lesson };
  }, [slug, again]);
  const held = useHeld(lessonId(slug), open);
  const session = held.state === 'open' ? held.session : undefined;

  useEffect(() => {
    if (held.state === 'trouble') told.current.onTrouble(held.message);
  }, [held]);

  useEffect(() => {
    if (!session) {
      setAwake(false);
      told.current.onShown(false);
    }
    if (!session || awake) return;
    const rise = () => {
      setAwake(true);
      told.current.onShown(true);
    };
    const look = () => drawn(session.snapshot()) && rise();
    look();
    const unsubscribe = session.subscribe(look);
    const timer = setTimeout(rise, PATIENCE_MS);
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [session, awake]);

  const onImport = () => void importAndOpen(root).catch((error: unknown) => onTrouble(messageOf(error)));
  const onReset = async () => {
    if (held.state !== 'open') return;
    await held.session.close();
    await resetLesson(held.opened.lesson);
    setAgain(again + 1);
  };

  if (held.state === 'elsewhere')
    return (
      <p className={styles.asleep} role="status">
        This lesson is open in another tab, where your changes are.{' '}
        <button type="button" className={styles.reset} onClick={held.take}>
          Use it here
        </button>
      </p>
    );
  if (held.state !== 'open') return null;
  return (
    <div className={awake ? undefined : styles.behind} inert={!awake} data-live>
      <NotebookView
        session={held.session}
        root={root}
        onImport={onImport}
        wish={wish}
        note={<LessonNote session={held.session} lesson={held.opened.lesson} onReset={onReset} />}
      />
    </div>
  );
}
