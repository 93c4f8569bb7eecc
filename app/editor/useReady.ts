import { type RefObject, useEffect, useState } from 'react';
import { whenResting } from './rest';

/** How far from the screen an editor is made, so that it is there when the cell comes into sight. */
const MARGIN = '400px 0px';

const WATCHED = new WeakMap<Element, (near: boolean) => void>();
let observer: IntersectionObserver | undefined;

/** Tells of an element whether it is near the screen, now and whenever that changes. One observer serves all. */
function watch(element: Element, tell: (near: boolean) => void): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) WATCHED.get(target)?.(isIntersecting);
    },
    { rootMargin: MARGIN },
  );
  WATCHED.set(element, tell);
  observer.observe(element);
  return () => {
    WATCHED.delete(element);
    observer?.unobserve(element);
  };
}

/** True while an editor is worth its cost: the element is near the screen and the page rests, or has the keyboard. */
export function useReady(ref: RefObject<HTMLElement | null>): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    let callOff = () => {};
    const unwatch = watch(element, (near) => {
      callOff();
      callOff = whenResting(() => setReady(near || element.contains(document.activeElement)));
    });
    return () => {
      unwatch();
      callOff();
    };
  }, [ref]);
  return ready;
}
