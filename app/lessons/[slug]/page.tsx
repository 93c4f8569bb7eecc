import { Play } from 'lucide-react';
import type { Metadata } from 'next';
import { LiveLesson } from '../../notebook/LiveLesson';
import styles from '../../notebook/notebook.module.css';
import { StaticNotebook } from '../../notebook/StaticNotebook';
import { RUN_ALL } from '../../notebook/wake';
import { Bar } from '../../shell/Bar';
import buttons from '../../shell/buttons.module.css';
import { LessonNav } from '../LessonNav';
import { lessonSlugs, readLesson, readLessons } from '../lessons';
import { runLesson } from '../run';

interface Props {
  params: Promise<{ slug: string }>;
}

export const dynamicParams = false;
export const generateStaticParams = lessonSlugs;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, description } = await readLesson((await params).slug);
  return { title, description };
}

/** A lesson: everything that its cells came to is in the page, which wakes up where scripts run. */
export default async function LessonPage({ params }: Props) {
  const lesson = await readLesson((await params).slug);
  const outputs = await runLesson(lesson);
  return (
    <>
      <LiveLesson slug={lesson.slug} root="../../">
        <Bar root="../../" middle={<span className={styles.staticTitle}>{lesson.title}</span>}>
          <button type="button" className={buttons.primary} {...RUN_ALL}>
            <Play size={14} strokeWidth={2} aria-hidden />
            <span>Run all</span>
          </button>
        </Bar>
        <StaticNotebook notebook={lesson.notebook} outputs={outputs} />
      </LiveLesson>
      <LessonNav lessons={await readLessons()} slug={lesson.slug} />
    </>
  );
}
