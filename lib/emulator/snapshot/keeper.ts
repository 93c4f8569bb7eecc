/** Puts back what was kept. */
export type PutBack = () => void;

/** An object that keeps its state by itself, where copying its properties would not do, or would be too much. */
export interface Keeper {
  /** Keeps the state as it is now; what is answered puts it back, as often as it is called. */
  keepState(): PutBack;
}

export function isKeeper(value: object): value is Keeper {
  return 'keepState' in value && typeof value.keepState === 'function';
}
