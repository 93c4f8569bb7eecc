import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'No page here' };

/** A static host shows this page at any address, so it brings its own style and links nowhere by a relative path. */
const STYLE = `
  :root { color-scheme: light dark; background: light-dark(#fff, #101114); color: light-dark(#17191e, #e9ebee) }
  main { max-width: 440px; margin: 22vh auto; padding: 0 24px; font: 400 16px/25px Inter, system-ui, sans-serif; text-align: center }
  h1 { margin: 0 0 8px; font-size: 22px; font-weight: 640; letter-spacing: -.014em }
  p { margin: 0; color: light-dark(#4f5663, #abb1bc) }
`;

export default function NotFound() {
  return (
    <main>
      <style>{STYLE}</style>
      <h1>There is no page here</h1>
      <p>
        The address may be mistyped, or the page has moved. The lab’s start page lists the lessons and your
        notebooks.
      </p>
    </main>
  );
}
