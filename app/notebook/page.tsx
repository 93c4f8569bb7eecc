import type { Metadata } from 'next';
import { OwnNotebook } from './OwnNotebook';

export const metadata: Metadata = { title: 'Notebook' };

/** A notebook of the reader's own; which one stands after the # of the address. */
export default function NotebookPage() {
  return <OwnNotebook root="../" />;
}
