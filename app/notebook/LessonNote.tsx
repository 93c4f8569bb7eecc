'use client';
import { RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { NotebookSession } from '../../lib/notebook/types';
import { notebookStore } from '../store';
import styles from './notebook.module.css';
import type { PublishedLesson } from './open';
import { isFrom, lessonId } from './origin';
import { useSession } from './useSession';

interface Props {
  session: NotebookSession;
  lesson: PublishedLesson;
  onReset(): void;
}

/** Beside a lesson's title: whether the reader has changed it, and the way back. */
export function LessonNote({ session, lesson, onReset }: Props) {
  const { notebook } = useSession(session);
  const [modified, setModified] = useState(false);
  const [outdated, setOutdated] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is the notebook's
  useEffect(() => {
    const timer = setTimeout(() => setModified(session.toMarkdown() !== lesson.text), 150);
    return () => clearTimeout(timer);
  }, [session, lesson, notebook]);

  useEffect(() => {
    notebookStore()
      .open(lessonId(lesson.slug))
      .then(
        (stored) => setOutdated(stored !== undefined && !isFrom(stored.entry.origin, lesson.text)),
        // The bar says already that the store cannot be read.
        () => setOutdated(false),
      );
  }, [lesson]);

  if (!modified) return null;
  return (
    <span className={styles.lessonNote}>
      {outdated ? 'Modified; the lesson has a newer version' : 'Modified'}
      <button
        type="button"
        className={styles.reset}
        onClick={onReset}
        title="Your version goes to the bin, where you find it again"
      >
        <RotateCcw size={13} aria-hidden /> Reset to original
      </button>
    </span>
  );
}
