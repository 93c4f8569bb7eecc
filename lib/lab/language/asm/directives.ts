/** What directives do, in a line each: GNU as, "Assembler Directives". `names operands: text`. */
const TEXT = `
.globl .global NAME: Others may see this symbol; _start has to be seen.
.local NAME: Nobody else sees this symbol.
.weak NAME: Another definition of this symbol goes before this one; without any it is 0.
.hidden NAME: Seen by other objects of the same program alone.
.text: What follows is code.
.data: What follows is data that may be written.
.bss: What follows is zero at the start, and takes no room in the file.
.section NAME, "FLAGS": What follows goes to a section of that name: a allocated, w writable, x executable.
.rodata: What follows is data that may not be written.
.pushsection NAME: As .section, until .popsection.
.popsection: Back to the section before .pushsection.
.previous: Back to the section before this one.
.byte VALUES: One byte for each value.
.word .short .hword .value .2byte VALUES: Two bytes for each value.
.long .int .4byte VALUES: Four bytes for each value.
.quad .8byte VALUES: Eight bytes for each value.
.octa VALUES: Sixteen bytes for each value.
.float .single VALUES: A float for each value.
.double VALUES: A double for each value.
.ascii "TEXT": The bytes of a text.
.asciz .string "TEXT": The bytes of a text and a zero.
.zero .skip .space COUNT: So many bytes of zero.
.fill COUNT, SIZE, VALUE: The value so many times.
.align .balign BYTES: Goes on at a multiple of so many bytes.
.p2align POWER: Goes on at a multiple of 2 to that power.
.org OFFSET: Goes on at that offset.
.set .equ NAME, VALUE: Gives a symbol a value; so does NAME = VALUE.
.equiv NAME, VALUE: .set that refuses a symbol which has a value.
.size NAME, VALUE: How long what a symbol names is.
.type NAME, @function: What a symbol names: @function or @object.
.comm NAME, SIZE, ALIGN: Room that equal names of several objects share.
.lcomm NAME, SIZE: Room in .bss.
.macro NAME PARAMETERS: A macro, up to .endm; its parameters are written \\\\name.
.endm: End of a macro.
.rept COUNT: What follows so many times, up to .endr.
.irp NAME, VALUES: What follows once for each value, up to .endr.
.endr: End of a repetition.
.if VALUE: What follows, up to .else or .endif, if the value is not 0.
.ifdef NAME: What follows if the symbol is defined.
.ifndef NAME: What follows if the symbol is not defined.
.else: What follows if the condition before was not met.
.elseif VALUE: Another condition.
.endif: End of a condition.
.intel_syntax noprefix: From here on the syntax is Intel’s, without % before registers.
.att_syntax prefix: From here on the syntax is AT&T’s.
.include "FILE": Reads another file here.
.incbin "FILE": The bytes of a file.
.file "NAME": Name of the source, for a debugger.
.loc FILE LINE: Line of the source, for a debugger.
.cfi_startproc: A function begins, for whoever unwinds the stack.
.cfi_endproc: A function ends.
.cfi_def_cfa REGISTER, OFFSET: Where the frame is, from a register.
.cfi_def_cfa_offset OFFSET: How far the frame is from that register.
.cfi_def_cfa_register REGISTER: The frame is counted from another register.
.cfi_offset REGISTER, OFFSET: Where a register was kept.
.error "TEXT": Says an error.
.warning "TEXT": Says a warning.
.end: Nothing after this is read.
`;

export interface DirectiveText {
  form: string;
  text: string;
}

/** Directives by name. */
export const DIRECTIVE_TEXTS: ReadonlyMap<string, DirectiveText> = new Map(
  TEXT.trim()
    .split('\n')
    .flatMap((line) => {
      const [, names, operands, text] = /^((?:\.\w+ ?)+)(.*?): (.*)$/.exec(line) ?? [];
      return names
        .trim()
        .split(' ')
        .map((name) => [name, { form: `${name} ${operands}`.trim(), text }] as const);
    }),
);
