import type { Metadata } from 'next';
import { EARLY_MACHINE } from './early';
import { OwnNotebook } from './OwnNotebook';

export const metadata: Metadata = { title: 'Notebook' };

/** A notebook of the reader's own; which one stands after the # of the address. */
export default function NotebookPage() {
  return (
    <>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, which is not to wait for others */}
      <script dangerouslySetInnerHTML={{ __html: EARLY_MACHINE }} />
      <OwnNotebook root="../" />
    </>
  );
}
