import { useEffect, useRef, useState } from 'react';

/** A browser tells several times a second of what is dragged. When nothing comes for so long, it is no more. */
const GONE_MS = 1500;

/** Files dropped anywhere on the page, with the height they fell at; that height while some are dragged over it. */
export function useDrop(bring: (files: readonly File[], y: number) => void): number | undefined {
  const [over, setOver] = useState<number>();
  const latest = useRef(bring);
  latest.current = bring;
  useEffect(() => {
    const done = new AbortController();
    const { signal } = done;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (y?: number) => {
      clearTimeout(timer);
      if (y !== undefined) timer = setTimeout(() => setOver(undefined), GONE_MS);
      setOver(y);
    };
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      show(event.clientY);
    };
    const onDragLeave = ({ relatedTarget }: DragEvent) => relatedTarget === null && show();
    const onDrop = (event: DragEvent) => {
      show();
      if (!hasFiles(event)) return;
      event.preventDefault();
      latest.current([...(event.dataTransfer?.files ?? [])], event.clientY);
    };
    addEventListener('dragover', onDragOver, { signal });
    addEventListener('dragleave', onDragLeave, { signal });
    addEventListener('drop', onDrop, { signal });
    return () => {
      clearTimeout(timer);
      done.abort();
    };
  }, []);
  return over;
}
