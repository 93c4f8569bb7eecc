import type { ReactNode } from 'react';
import styles from './bar.module.css';
import { Mark } from './Mark';
import { ThemeSwitch } from './ThemeSwitch';

interface Props {
  /** Path from this page to the site's root: '', '../' or '../../'. */
  root: string;
  middle?: ReactNode;
  children?: ReactNode;
}

/** The bar at the top of every page. */
export function Bar({ root, middle, children }: Props) {
  return (
    <header className={styles.bar} data-bar>
      <a className={styles.home} href={root || './'} aria-label="Trapdoor, start page">
        <Mark />
        <span data-short={middle !== undefined || undefined}>Trapdoor</span>
      </a>
      <div className={styles.middle}>{middle}</div>
      <div className={styles.actions}>
        {children}
        <ThemeSwitch />
      </div>
    </header>
  );
}
