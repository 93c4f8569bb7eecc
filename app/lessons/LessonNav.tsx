import { ArrowLeft, ArrowRight } from 'lucide-react';
import styles from './lessonNav.module.css';
import type { Lesson } from './lessons';

/** Below a lesson: the one before it and the one after. */
export function LessonNav({ lessons, slug }: { lessons: readonly Lesson[]; slug: string }) {
  const at = lessons.findIndex((lesson) => lesson.slug === slug);
  const [before, after] = [lessons[at - 1], lessons[at + 1]];
  return (
    <nav className={styles.nav} aria-label="Other lessons" data-bar>
      {before ? (
        <a href={`../${before.slug}/`}>
          <small>
            <ArrowLeft size={13} aria-hidden /> Before
          </small>
          {before.title}
        </a>
      ) : (
        <span />
      )}
      {after ? (
        <a href={`../${after.slug}/`} data-after>
          <small>
            Next <ArrowRight size={13} aria-hidden />
          </small>
          {after.title}
        </a>
      ) : (
        <a href="../../" data-after>
          <small>
            Next <ArrowRight size={13} aria-hidden />
          </small>
          A notebook of your own
        </a>
      )}
    </nav>
  );
}
