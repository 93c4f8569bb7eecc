import { AsmError } from '../error';
import type { Directive } from '.';

/** Accepted without effect: what is about listings, or says what is so anyway. */
const ignore: Directive = () => {};

const refuse =
  (message: string, hint?: string): Directive =>
  () => {
    throw new AsmError(message, undefined, hint);
  };

const NAMES = [
  'loc_mark_labels line ln sym version appfile addrsig arch',
  'list nolist eject psize title sbttl gnu_attribute',
].flatMap((line) => line.split(' '));

export const IGNORED: Record<string, Directive> = {
  ...Object.fromEntries(NAMES.map((name) => [`.${name}`, ignore])),
  '.code64': ignore,
  '.code32': refuse("'.code32': programs here are 64-bit", "remove it, or write '.code64'"),
  '.code16': refuse("'.code16': programs here are 64-bit", "remove it, or write '.code64'"),
  '.print': ignore,
};
