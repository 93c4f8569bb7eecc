/** What each general register is for on Linux. System V ABI, AMD64 supplement, figure 3.4 and section A.2. */
const USES: Record<string, string> = {
  rax: 'Result of a function. Number of a system call, and its result.',
  rbx: 'Kept by functions.',
  rcx: 'Argument 4 of a function. syscall overwrites it with the address to return to.',
  rdx: 'Argument 3. Upper half of products and dividends.',
  rsi: 'Argument 2. Where string instructions read.',
  rdi: 'Argument 1. Where string instructions write.',
  rbp: 'Kept by functions; the base of a stack frame.',
  rsp: 'Top of the stack, which grows down. A multiple of 16 before a call.',
  r8: 'Argument 5.',
  r9: 'Argument 6.',
  r10: 'Argument 4 of a system call.',
  r11: 'Free for use. syscall overwrites it with the flags.',
  r12: 'Kept by functions.',
  r13: 'Kept by functions.',
  r14: 'Kept by functions.',
  r15: 'Kept by functions.',
};
const LEGACY = ['ax', 'bx', 'cx', 'dx', 'si', 'di', 'bp', 'sp'];
const OTHERS: Record<string, string> = {
  rip: 'Address of the next instruction.',
  eip: 'Lower half of rip.',
  fs: 'Segment whose base is the thread’s own data: %fs:0.',
  gs: 'Segment whose base is the processor’s own data, in the kernel.',
  cs: 'Segment of code; its lowest bits are the privilege level.',
  ss: 'Segment of the stack.',
  ds: 'Segment of data, without meaning in 64-bit mode.',
  es: 'Segment of data, without meaning in 64-bit mode.',
  cr0: 'Control register: paging, protection.',
  cr2: 'The address of the last page fault.',
  cr3: 'Where the page tables are.',
  cr4: 'Control register: extensions.',
  st: 'Top of the x87’s stack, 80 bits.',
};

interface Part {
  whole: string;
  width: string;
}

const PARTS = new Map<string, Part>();
for (const name of LEGACY) {
  const whole = `r${name}`;
  PARTS.set(whole, { whole, width: '64 bits' });
  PARTS.set(`e${name}`, { whole, width: 'lower 32 bits; a write clears the upper ones' });
  PARTS.set(name, { whole, width: 'lower 16 bits' });
  const low = name.endsWith('x') ? `${name[0]}l` : `${name}l`;
  PARTS.set(low, { whole, width: 'lowest byte' });
  if (name.endsWith('x')) PARTS.set(`${name[0]}h`, { whole, width: 'second byte' });
}
for (let n = 8; n < 16; n++) {
  const whole = `r${n}`;
  PARTS.set(whole, { whole, width: '64 bits' });
  PARTS.set(`${whole}d`, { whole, width: 'lower 32 bits; a write clears the upper ones' });
  PARTS.set(`${whole}w`, { whole, width: 'lower 16 bits' });
  PARTS.set(`${whole}b`, { whole, width: 'lowest byte' });
}

/** What a register is; undefined for what is none. */
export function registerText(name: string): { detail: string; text: string } | undefined {
  const part = PARTS.get(name);
  if (part) {
    const detail = part.whole === name ? part.width : `${part.width} of ${part.whole}`;
    return { detail, text: USES[part.whole] };
  }
  if (/^xmm(\d|1[0-5])$/.test(name))
    return {
      detail: '128 bits',
      text: `${name === 'xmm0' ? 'Result and first' : 'An'} argument of a function, if a float or double: xmm0 to xmm7. Not kept by functions.`,
    };
  return OTHERS[name] === undefined ? undefined : { detail: '', text: OTHERS[name] };
}

/** Names that are offered where a register can stand. */
export const REGISTER_NAMES: readonly string[] = [
  ...[...PARTS.keys()],
  ...Array.from({ length: 16 }, (_, n) => `xmm${n}`),
  ...Object.keys(OTHERS),
];
