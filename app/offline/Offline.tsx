'use client';
import { useEffect, useState } from 'react';
import styles from './offline.module.css';
import { keepOffline, type News, takeNewer } from './register';

const WORDS: Record<News, string> = {
  ready: 'The lab is kept in this browser now and works offline.',
  newer: 'A newer version of the lab is here.',
};

/** Keeps the lab for use offline, and tells when it is and when there is a newer one. */
export function Offline() {
  const [news, setNews] = useState<News>();
  useEffect(() => keepOffline(setNews), []);
  useEffect(() => {
    if (news !== 'ready') return;
    const timer = setTimeout(() => setNews(undefined), 5000);
    return () => clearTimeout(timer);
  }, [news]);
  return (
    <div className={styles.news} role="status" data-shown={news !== undefined || undefined}>
      {news && <span>{WORDS[news]}</span>}
      {news === 'newer' && (
        <>
          <button type="button" onClick={() => void takeNewer()}>
            Reload
          </button>
          <button type="button" onClick={() => setNews(undefined)}>
            Later
          </button>
        </>
      )}
    </div>
  );
}
