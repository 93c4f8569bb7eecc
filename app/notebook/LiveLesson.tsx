'use client';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { isStored } from '../../lib/store/peek';
import type { AwakeLesson } from './AwakeLesson';
import styles from './notebook.module.css';
import { lessonId } from './origin';
import { type Wish, whenWanted, wishOf } from './wake';

interface Props {
  slug: string;
  /** Path from this page to the site's root. */
  root: string;
  /** The lesson as static HTML. */
  children: ReactNode;
}

/**
 * A lesson's page. The static lesson is all there is until somebody is about to use it, or has a copy of their own here;
 * then the live notebook is loaded, made behind the static one, and takes its place once it looks the same. Should that
 * fail, the static page stays and says so.
 */
export function LiveLesson({ slug, root, children }: Props) {
  const [Awake, setAwake] = useState<typeof AwakeLesson>();
  const [shown, setShown] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [wish, setWish] = useState<Wish>();
  const page = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let loading = false;
    const load = () => {
      if (loading) return;
      loading = true;
      import('./AwakeLesson').then(
        ({ AwakeLesson }) => setAwake(() => AwakeLesson),
        (error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)),
      );
    };
    void isStored(lessonId(slug)).then((copied) => copied && load());
    return whenWanted(load);
  }, [slug]);

  // Listened for here, not through React: the buttons are there before React is.
  useEffect(() => {
    const element = page.current;
    if (!element || shown) return;
    const press = ({ target }: Event) => setWish((old) => wishOf(target) ?? old);
    element.addEventListener('click', press);
    return () => element.removeEventListener('click', press);
  }, [shown]);

  return (
    <>
      {!shown && (
        <div ref={page} data-wishing={wish?.kind} className={styles.asleepPage}>
          {children}
        </div>
      )}
      {wish && !shown && (
        <p className={styles.waking} role="status">
          Starting the machine…
        </p>
      )}
      {trouble && (
        <p className={styles.asleep} role="alert">
          This page could not be made live: {trouble}
        </p>
      )}
      {Awake && (
        <Awake
          slug={slug}
          root={root}
          wish={shown ? wish : undefined}
          onShown={setShown}
          onTrouble={setTrouble}
        />
      )}
    </>
  );
}
