import { STV } from '../../elf';
import type { LinkSymbol } from './input';
import type { LinkKind } from './types';

/** What every part of a link asks about its kind. */
export class Target {
  /** Addresses are not known before the program is loaded. */
  readonly relocatable: boolean;
  readonly isShared: boolean;

  constructor(
    readonly kind: LinkKind,
    /** A dynamic linker takes part. */
    readonly dynamic: boolean,
    readonly symbolic: boolean,
  ) {
    this.isShared = kind === 'shared';
    this.relocatable = kind === 'pie' || kind === 'shared';
  }

  /** Another module may define the symbol, or come before this one's definition. */
  isPreemptible(symbol: LinkSymbol): boolean {
    if (symbol.copied) return false;
    if (symbol.state === 'shared') return true;
    if (symbol.state === 'undefined')
      // A program's weak reference that nothing defines is 0, here and when it runs.
      return this.isShared && symbol.visibility === STV.DEFAULT && symbol.binding !== 0;
    return (
      this.isShared &&
      !this.symbolic &&
      symbol.visibility === STV.DEFAULT &&
      symbol.binding !== 0 &&
      !symbol.hidden
    );
  }

  /** The place of a symbol in the image is certain, and it is no function that is chosen at start. */
  isFixed(symbol: LinkSymbol): boolean {
    return !this.isPreemptible(symbol) && !symbol.isIfunc;
  }
}
