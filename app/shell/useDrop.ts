import { useEffect, useRef, useState } from 'react';

/** Files dropped anywhere on the page, with the height they fell at; that height while some are dragged over it. */
export function useDrop(bring: (files: readonly File[], y: number) => void): number | undefined {
  const [over, setOver] = useState<number>();
  const latest = useRef(bring);
  latest.current = bring;
  useEffect(() => {
    const done = new AbortController();
    const { signal } = done;
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(event.clientY);
    };
    const onDragLeave = ({ relatedTarget }: DragEvent) => relatedTarget === null && setOver(undefined);
    const onDrop = (event: DragEvent) => {
      setOver(undefined);
      if (!hasFiles(event)) return;
      event.preventDefault();
      latest.current([...(event.dataTransfer?.files ?? [])], event.clientY);
    };
    addEventListener('dragover', onDragOver, { signal });
    addEventListener('dragleave', onDragLeave, { signal });
    addEventListener('drop', onDrop, { signal });
    return () => done.abort();
  }, []);
  return over;
}
