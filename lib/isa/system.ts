import type { Row } from './row';

/** The trap itself and what a kernel needs around it. SDM vol. 3, chapters 2, 5, 6; vol. 2 for each page. */
export const SYSTEM: Row[] = [
  ['syscall', '0F 05', '', 'end'],
  // REX.W chooses the return to 64-bit mode; without it the return is to compatibility mode.
  ['sysret', '0F 07', '', 'priv end =sysretq'],
  ['sysenter', '0F 34', '', 'end'],
  ['iret', 'CF', '', 'end =iretd =iretq'],
  ['swapgs', '0F 01 F8', '', 'priv end'],
  ['rdtsc', '0F 31'],
  ['rdtscp', '0F 01 F9'],
  ['rdpmc', '0F 33', '', 'priv'],
  ['cpuid', '0F A2'],
  ['rdmsr', '0F 32', '', 'priv end'],
  ['wrmsr', '0F 30', '', 'priv end'],
  ['hlt', 'F4', '', 'priv end'],
  ['cli', 'FA', '', 'priv end'],
  ['sti', 'FB', '', 'priv end'],
  ['clac', 'NP 0F 01 CA', '', 'priv end'],
  ['stac', 'NP 0F 01 CB', '', 'priv end'],
  ['mov', '0F 20', 'Rq,Cq', 'f64 priv end'],
  ['mov', '0F 22', 'Cq,Rq', 'f64 priv end'],
  ['lgdt', '0F 01 /2', 'Mp', 'priv end'],
  ['lidt', '0F 01 /3', 'Mp', 'priv end'],
  ['sgdt', '0F 01 /0', 'Mp'],
  ['sidt', '0F 01 /1', 'Mp'],
  ['lldt', '0F 00 /2', 'Ew', 'priv end'],
  ['ltr', '0F 00 /3', 'Ew', 'priv end'],
  ['str', '0F 00 /1', 'Ev'],
  ['invlpg', '0F 01 /7', 'Mb', 'priv end'],
  ['wbinvd', '0F 09', '', 'priv'],
  // Hands over from kernel code in the machine to the kernel's handlers outside it: docs/ARCHITECTURE.md, "The gate".
  ['vmcall', 'NP 0F 01 C1', '', 'priv end'],
  ['mov', '8C', 'Ev,Sw'],
  ['mov', '8E', 'Sw,Ew', 'end'],
];
