import { Glimpse } from './home/Glimpse';
import styles from './home/home.module.css';
import { YourNotebooks } from './home/YourNotebooks';
import { readLessons } from './lessons/lessons';
import { runLesson } from './lessons/run';
import { lessonOrigin } from './notebook/origin';
import { Bar } from './shell/Bar';
import buttons from './shell/buttons.module.css';

/** The start page: what this is, the lessons, and the reader's own notebooks. */
export default async function Home() {
  const lessons = await readLessons();
  const first = lessons.find(({ slug }) => slug === 'a-million-writes') ?? lessons[0];
  return (
    <>
      <Bar root="" />
      <main className={styles.home}>
        <div className={styles.hero}>
          <h1>See what a system call costs</h1>
          <p>
            Trapdoor runs real x86-64 programs on a machine inside this page: a processor with rings and page
            tables, and a Linux kernel. Everything a program asks of the kernel is seen, counted, priced and
            plotted.
          </p>
          {first && (
            <nav aria-label="Where to start">
              <a className={buttons.primary} href={`lessons/${first.slug}/`}>
                Start with “{first.title}”
              </a>
              <a className={buttons.button} href="#your-notebooks">
                Your notebooks
              </a>
            </nav>
          )}
        </div>
        {first && <Glimpse lesson={first} outputs={await runLesson(first)} />}
        <section className={styles.section} aria-labelledby="lessons">
          <header className={styles.sectionHead}>
            <h2 id="lessons">Lessons</h2>
          </header>
          <ol className={styles.lessons}>
            {lessons.map(({ slug, title, description }, index) => (
              <li key={slug}>
                <a className={styles.lesson} href={`lessons/${slug}/`}>
                  <small>{index + 1}</small>
                  <h3>{title}</h3>
                  <p>{description}</p>
                </a>
              </li>
            ))}
          </ol>
        </section>
        <YourNotebooks
          lessons={Object.fromEntries(lessons.map(({ slug, text }) => [slug, lessonOrigin(slug, text)]))}
        />
        <footer className={styles.foot}>
          Everything runs in your browser. Nothing you write leaves it unless you export it.
        </footer>
      </main>
    </>
  );
}
