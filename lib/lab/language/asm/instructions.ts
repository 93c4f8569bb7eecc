/** What instructions do, in a line each, by the names of the SDM (vol. 2 has a page for each). `names: text`. */
const TEXT = `
mov: Copies the source to the destination.
movzx: Copies a smaller value and fills up with zeros.
movsx movsxd: Copies a smaller value and fills up with its sign.
movbe: Copies with the bytes in the opposite order.
movnti: Copies around the caches.
lea: Computes the address of the source, and does not go there. Much used for plain sums.
xchg: Exchanges the two. With memory it is atomic, locked or not.
cmpxchg: If the destination is rax, the source goes there; else the destination goes to rax. Locked, the root of most locks.
cmpxchg8b: cmpxchg of edx:eax and ecx:ebx.
cmpxchg16b: cmpxchg of rdx:rax and rcx:rbx.
xadd: Adds, and leaves what was there before in the source.
bswap: Turns the order of the bytes round.
push: Moves rsp down by 8 and puts the operand there.
pop: Takes the value at rsp and moves rsp up by 8.
pushf: Pushes the flags.
popf: Takes the flags from the stack.
lahf: Copies SF ZF AF PF CF to ah.
sahf: Copies ah to SF ZF AF PF CF.
add: Adds the source to the destination.
adc: Adds the source and CF: sums of more than 64 bits.
sub: Subtracts the source from the destination.
sbb: Subtracts the source and CF.
cmp: Subtracts, keeps the flags and forgets the difference.
and: Bits that are set in both.
or: Bits that are set in either.
xor: Bits that differ. Of a register with itself: zero.
test: Ands, keeps the flags and forgets the result.
not: Turns every bit round; no flag changes.
neg: Zero minus the operand.
inc: Adds one; CF stays.
dec: Subtracts one; CF stays.
mul: Unsigned product with rax, into rdx:rax.
imul: Signed product; with one operand of rax, into rdx:rax.
div: Divides rdx:rax, unsigned: quotient to rax, remainder to rdx. #DE for zero, or when it does not fit.
idiv: Divides rdx:rax, signed: quotient to rax, remainder to rdx. #DE for zero, or when it does not fit.
cwde: Extends the sign inside rax: al to ax (cbw), ax to eax (cwde), eax to rax (cdqe; AT&T: cltq).
cdq: Fills rdx with the sign of rax: before idiv. cwd, cdq, cqo by size (AT&T: cwtd, cltd, cqto).
shl: Shifts to the left by the count (masked to 5 bits, 6 for 64-bit operands).
shr: Shifts to the right and fills with zeros.
sar: Shifts to the right and fills with the sign.
rol: Rotates to the left.
ror: Rotates to the right.
rcl: Rotates to the left through CF.
rcr: Rotates to the right through CF.
shld: Shifts to the left and fills from the source.
shrd: Shifts to the right and fills from the source.
bt: Copies a bit to CF.
bts: Copies a bit to CF and sets it.
btr: Copies a bit to CF and clears it.
btc: Copies a bit to CF and turns it round.
bsf: Number of the lowest bit that is set.
bsr: Number of the highest bit that is set.
tzcnt: How many zeros the value ends with.
lzcnt: How many zeros the value begins with.
popcnt: How many bits are set.
crc32: Takes the source into a CRC-32C.
clc: Clears CF.
stc: Sets CF.
cmc: Turns CF round.
cld: Clears DF: string instructions go up.
std: Sets DF: string instructions go down.
xlatb: Replaces al by the byte at rbx + al.
jmp: Goes to the target.
call: Pushes the address of the next instruction and goes to the target.
ret: Takes an address from the stack and goes there; then frees so many bytes.
loop: Counts rcx down, and jumps unless it is zero.
loope: loop that also wants ZF.
loopne: loop that also wants ZF clear.
jrcxz: Jumps when rcx is zero.
leave: rsp = rbp, then pop rbp: takes a stack frame down.
enter: push rbp, rbp = rsp, and room for locals: sets a stack frame up.
nop: Does nothing.
pause: A hint that this is a loop that waits.
endbr64 endbr32: Marks where indirect jumps may land; nothing else.
clflush: Throws a line out of the caches.
int: Raises the interrupt of that number. int 0x80 is Linux' system call of 32-bit code.
int3: The breakpoint: #BP, which Linux makes SIGTRAP.
int1: The trap of single steps: #DB.
ud2 ud0 ud1: Always #UD, which Linux makes SIGILL.
hlt: Stops until an interrupt; in user mode #GP.
syscall: Enters the kernel: rcx = rip, r11 = flags, rip = the address in the MSR LSTAR, CPL 0. The number is in rax, arguments in rdi rsi rdx r10 r8 r9, the result comes in rax.
sysret: Returns to user mode: rip = rcx, flags = r11.
sysenter: Enters the kernel the way of 32-bit Intel processors.
iret: Returns from an interrupt: takes rip, cs, flags, rsp and ss from the stack.
swapgs: Exchanges gs's base with the kernel's.
rdtsc: The time-stamp counter, into edx:eax.
rdtscp: rdtsc after all that came before; the processor's number goes to ecx.
rdpmc: A performance counter, into edx:eax.
cpuid: Facts about the processor, by eax and ecx, into eax ebx ecx edx.
rdmsr: Reads the model-specific register ecx.
wrmsr: Writes the model-specific register ecx.
cli: Holds interrupts back.
sti: Lets interrupts in.
lfence: Waits until all before it has been done.
mfence: Orders all loads and stores before it before those after it.
sfence: Orders stores.
invlpg: Forgets the translation of a page.
lgdt: Loads the table of segments.
lidt: Loads the table of interrupts.
ins insb: Reads from the port dx to rdi and moves on.
outs outsb: Writes from rsi to the port dx and moves on.
ljmp: Jumps to another code segment.
lcall: Calls into another code segment.
retf: Returns from another code segment.
movs movsb: Copies an element from rsi to rdi and moves both on. With rep: rcx of them.
stos stosb: Writes rax to rdi and moves on. With rep: rcx times.
lods lodsb: Reads an element at rsi into rax and moves on.
scas scasb: Compares rax with the element at rdi and moves on. With repne: until found.
cmps cmpsb: Compares the elements at rsi and rdi and moves on. With repe: while equal.
andn: Bits of the second source that are not set in the first.
bextr: A field of bits.
blsi: The lowest bit that is set, alone.
blsr: Clears the lowest bit that is set.
blsmsk: A mask up to the lowest bit that is set.
bzhi: Clears all bits from a number on.
pdep: Spreads bits to the places of a mask.
pext: Gathers bits from the places of a mask.
mulx: Unsigned product without flags.
rorx: Rotates to the right without flags.
sarx shlx shrx: Shifts without flags.
adcx: Adds with CF alone.
adox: Adds with OF in CF's place.
rdrand: A random number; CF says whether there was one.
rdseed: A random seed; CF says whether there was one.
rdfsbase rdgsbase: Reads a segment's base.
wrfsbase wrgsbase: Sets a segment's base.
pxor: Bits that differ, of 128. Of a register with itself: zero.
pand: Bits that are set in both.
por: Bits that are set in either.
pandn: Bits of the source that are not set in the destination.
movd: 32 bits between a general and a vector register.
movq: 64 bits between registers, or memory.
pshufd: Picks four of the source's 32-bit elements by the immediate.
pshufb: Picks bytes by the indices in the source.
pmovmskb: The highest bit of each byte, as a number.
ptest: ZF when no bit is set in both; CF when the source has none of its own.
emms: Gives the MMX registers back to the x87.
fld: Pushes a number onto the x87's stack.
fst: Stores st(0).
fstp: Stores st(0) and pops.
fild: Pushes an integer.
fistp: Stores st(0) as an integer and pops.
fxch: Exchanges st(0) with another.
fchs: Changes the sign of st(0).
fabs: Takes the sign off st(0).
fsqrt: Square root of st(0).
fsin: Sine of st(0).
fcos: Cosine of st(0).
fldz: Pushes 0.
fld1: Pushes 1.
fldpi: Pushes pi.
`;

/** The sixteen conditions in words, by all their names. SDM vol. 1, appendix B. */
const CONDITIONS: Record<string, string> = {
  o: 'overflow',
  no: 'no overflow',
  b: 'below (unsigned), or carry',
  ae: 'above or equal (unsigned), or no carry',
  e: 'equal, or zero',
  ne: 'not equal, or not zero',
  be: 'below or equal (unsigned)',
  a: 'above (unsigned)',
  s: 'negative',
  ns: 'not negative',
  p: 'even parity, or unordered',
  np: 'odd parity, or ordered',
  l: 'less (signed)',
  ge: 'greater or equal (signed)',
  le: 'less or equal (signed)',
  g: 'greater (signed)',
};

const OPERATIONS: Record<string, string> = {
  add: 'Adds',
  sub: 'Subtracts',
  mul: 'Multiplies',
  div: 'Divides',
  min: 'The smaller of',
  max: 'The larger of',
  sqrt: 'Square root of',
  and: 'Ands the bits of',
  andn: 'Ands the bits of, the destination turned round,',
  or: 'Ors the bits of',
  xor: 'Xors the bits of',
  mova: 'Copies aligned',
  movu: 'Copies unaligned',
  cmp: 'Compares',
  ucomi: 'Compares, into ZF PF CF,',
  comi: 'Compares, into ZF PF CF,',
  rcp: 'About one divided by',
  rsqrt: 'About one divided by the square root of',
  shuf: 'Picks elements of',
  unpckl: 'Interleaves the lower halves of',
  unpckh: 'Interleaves the upper halves of',
  mov: 'Copies',
};
const FORMS: Record<string, string> = {
  ss: 'a float',
  sd: 'a double',
  ps: 'four floats',
  pd: 'two doubles',
};
const KINDS: Record<string, string> = {
  ss: 'a float',
  sd: 'a double',
  ps: 'floats',
  pd: 'doubles',
  si: 'an integer',
  dq: 'integers',
  pi: 'integers',
};

const BY_NAME = new Map(
  TEXT.trim()
    .split('\n')
    .flatMap((line) => {
      const at = line.indexOf(': ');
      return line
        .slice(0, at)
        .split(' ')
        .map((name) => [name, line.slice(at + 2)] as const);
    }),
);

/** What an instruction does; undefined where nothing is written of it. */
export function instructionText(mnemonic: string): string | undefined {
  const known = BY_NAME.get(mnemonic);
  if (known) return known;
  const [, stem, condition] = /^(j|set|cmov)(\w+)$/.exec(mnemonic) ?? [];
  if (stem && CONDITIONS[condition]) {
    const when = CONDITIONS[condition];
    if (stem === 'j') return `Jumps if ${when}.`;
    return stem === 'set' ? `1 if ${when}, else 0, into a byte.` : `Copies if ${when}.`;
  }
  const [, to, truncated, from] =
    /^cvt(t?)(ss|sd|ps|pd|si|dq|pi)2(ss|sd|ps|pd|si|dq|pi)$/.exec(mnemonic) ?? [];
  if (truncated)
    return `Converts ${KINDS[truncated]} to ${KINDS[from]}${to ? ', cutting off the fraction' : ''}.`;
  const [, operation, form] = /^(\w+?)(ss|sd|ps|pd)$/.exec(mnemonic) ?? [];
  if (operation && Object.hasOwn(OPERATIONS, operation)) return `${OPERATIONS[operation]} ${FORMS[form]}.`;
  return undefined;
}
