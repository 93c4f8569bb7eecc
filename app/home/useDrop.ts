import { useEffect, useRef, useState } from 'react';

/** Files dropped anywhere on the page; true while some are being dragged over it. */
export function useDrop(bring: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(bring);
  latest.current = bring;
  useEffect(() => {
    const done = new AbortController();
    const { signal } = done;
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = ({ relatedTarget }: DragEvent) => relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener('dragover', onDragOver, { signal });
    addEventListener('dragleave', onDragLeave, { signal });
    addEventListener('drop', onDrop, { signal });
    return () => done.abort();
  }, []);
  return over;
}
