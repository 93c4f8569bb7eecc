import { AsmError } from '../error';
import type { Directive } from '.';

/** Accepted without effect: what compilers write for debuggers and unwinders, which the image does without. */
const ignore: Directive = () => {};

const refuse =
  (message: string, hint?: string): Directive =>
  () => {
    throw new AsmError(message, undefined, hint);
  };

const NAMES = [
  'file loc loc_mark_labels ident line ln sym version appfile symver addrsig arch warning',
  'cfi_startproc cfi_endproc cfi_sections cfi_personality cfi_lsda cfi_def_cfa cfi_def_cfa_register',
  'cfi_def_cfa_offset cfi_adjust_cfa_offset cfi_offset cfi_rel_offset cfi_register cfi_restore cfi_undefined',
  'cfi_same_value cfi_remember_state cfi_restore_state cfi_return_column cfi_signal_frame cfi_window_save',
  'cfi_escape cfi_val_offset cfi_val_encoded_addr cfi_inline_lsda cfi_fde_data cfi_b_key_frame',
  'list nolist eject psize title sbttl gnu_attribute bundle_align_mode reloc',
].flatMap((line) => line.split(' '));

export const IGNORED: Record<string, Directive> = {
  ...Object.fromEntries(NAMES.map((name) => [`.${name}`, ignore])),
  '.code64': ignore,
  '.code32': refuse("'.code32': programs here are 64-bit", "remove it, or write '.code64'"),
  '.code16': refuse("'.code16': programs here are 64-bit", "remove it, or write '.code64'"),
  '.include': refuse("'.include': there are no other files to read", 'put the text into this source'),
  '.incbin': refuse("'.incbin': there are no other files to read", 'write the bytes with .byte'),
  '.print': ignore,
};
