import type { FromRuntime } from '../runtime/protocol';
import type { Box } from '../types';

/** Width of an output before the page has told one. */
const FIRST_WIDTH = 720;

/** The outputs' places: boxes as the page lays them out, heights as they come out. */
export class Stage {
  width = FIRST_WIDTH;
  private scale = 1;
  private readonly roots = new Map<string, HTMLElement>();
  private boxes = new Map<string, Box>();
  private readonly heights = new Map<string, number>();
  private readonly observer = new ResizeObserver((entries) => this.measured(entries));

  constructor(
    private readonly parent: HTMLElement,
    private readonly send: (message: FromRuntime) => void,
  ) {}

  add(id: string): HTMLElement {
    const root = document.createElement('section');
    root.className = 'output';
    root.dataset.output = id;
    root.style.position = 'absolute';
    root.style.boxSizing = 'border-box';
    // Margins of what is inside belong to the height.
    root.style.display = 'flow-root';
    this.roots.set(id, root);
    this.place(id, root);
    this.parent.append(root);
    this.observer.observe(root);
    return root;
  }

  remove(id: string): void {
    const root = this.roots.get(id);
    if (!root) return;
    this.observer.unobserve(root);
    root.remove();
    this.roots.delete(id);
    this.heights.delete(id);
  }

  /** @param scale how much larger outputs are drawn; they are then laid out in so much less width */
  layout(boxes: Box[], scale: number): void {
    this.boxes = new Map(boxes.map((box) => [box.id, box]));
    this.scale = scale;
    this.width = (Math.max(0, ...boxes.map((box) => box.width)) || FIRST_WIDTH) / scale;
    for (const [id, root] of this.roots) this.place(id, root);
  }

  close(): void {
    this.observer.disconnect();
    for (const root of this.roots.values()) root.remove();
  }

  /** An output that the page has no place for is laid out out of sight, so that its height is known. */
  private place(id: string, { style }: HTMLElement): void {
    const box = this.boxes.get(id);
    style.visibility = box ? '' : 'hidden';
    // Lengths of a zoomed element are zoomed too.
    style.zoom = `${this.scale}`;
    style.top = `${(box?.top ?? 0) / this.scale}px`;
    style.left = `${(box?.left ?? 0) / this.scale}px`;
    style.width = `${box ? box.width / this.scale : this.width}px`;
  }

  private measured(entries: ResizeObserverEntry[]): void {
    const changed: Record<string, number> = {};
    for (const { target } of entries) {
      const id = (target as HTMLElement).dataset.output ?? '';
      const height = Math.ceil(target.getBoundingClientRect().height);
      if (this.roots.get(id) !== target || this.heights.get(id) === height) continue;
      this.heights.set(id, height);
      changed[id] = height;
    }
    if (Object.keys(changed).length > 0) this.send({ type: 'heights', heights: changed });
  }
}
