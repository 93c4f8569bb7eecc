import { EAX, EBX, ECX, EDX, FEATURE_WORDS } from '../../../abi/cpufeatures';
import type { KernelServices } from '../../kernel/types';

/** What the kernel knows of its processors without asking them. */
const KERNEL_FLAGS = ['constant_tsc', 'nopl', 'cpuid', 'tsc_known_freq'];

/** /proc/cpuinfo: what CPUID answers, by the names of show_cpuinfo in arch/x86/kernel/cpu/proc.c. */
export function cpuinfo(kernel: KernelServices): string {
  return Array.from({ length: kernel.cpus }, (_, cpu) => processor(kernel, cpu)).join('');
}

function processor(kernel: KernelServices, cpu: number): string {
  const cpuid = (leaf: number, subleaf = 0) => kernel.cpuid(leaf, subleaf);
  const basic = cpuid(0);
  const [signature, misc] = cpuid(1);
  const { family, model, stepping } = modelOf(signature);
  const [sizes] = cpuid(0x80000008);
  const line = ((misc >>> 8) & 0xff) * 8;
  const rows: [string, string | number][] = [
    ['processor\t', cpu],
    ['vendor_id\t', bytes(basic[EBX], basic[EDX], basic[ECX])],
    ['cpu family\t', family],
    ['model\t\t', model],
    ['model name\t', [2, 3, 4].map((n) => bytes(...cpuid(0x80000000 + n))).join('')],
    ['stepping\t', stepping],
    ['cpu MHz\t\t', (kernel.cpuKhz / 1000).toFixed(3)],
    ['physical id\t', 0],
    ['siblings\t', kernel.cpus],
    ['core id\t\t', cpu],
    ['cpu cores\t', kernel.cpus],
    ['apicid\t\t', cpu],
    ['initial apicid\t', cpu],
    ['fpu\t\t', 'yes'],
    ['fpu_exception\t', 'yes'],
    ['cpuid level\t', basic[EAX]],
    ['wp\t\t', 'yes'],
    ['flags\t\t', features(kernel).join(' ')],
    ['bugs\t\t', ''],
    ['bogomips\t', ((2 * kernel.tscKhz) / 1000).toFixed(2)],
    ['clflush size\t', line],
    ['cache_alignment\t', line],
    ['address sizes\t', `${sizes & 0xff} bits physical, ${(sizes >>> 8) & 0xff} bits virtual`],
    ['power management', ''],
  ];
  return `${rows.map(([name, value]) => (value === '' ? `${name}:` : `${name}: ${value}`)).join('\n')}\n\n`;
}

/** Family, model and stepping of leaf 1, extended fields put in. SDM vol. 2, "CPUID", figure 3-6. */
export function modelOf(signature: number): { family: number; model: number; stepping: number } {
  const base = (signature >>> 8) & 15;
  const family = base === 15 ? base + ((signature >>> 20) & 0xff) : base;
  const model = ((signature >>> 4) & 15) | (base >= 6 ? ((signature >>> 16) & 15) << 4 : 0);
  return { family, model, stepping: signature & 15 };
}

/** Features that the processor has, by name. */
function features(kernel: KernelServices): string[] {
  const highest = kernel.cpuid(0, 0)[EAX];
  const known = FEATURE_WORDS.flatMap(({ leaf, subleaf, register, names }) => {
    if (leaf < 0x80000000 && leaf > highest) return [];
    const bits = kernel.cpuid(leaf, subleaf)[register]!;
    return names.filter((name, bit) => name !== '' && (bits >>> bit) & 1);
  });
  return [...known, ...KERNEL_FLAGS];
}

/** Characters of registers in order, without padding. */
function bytes(...words: readonly number[]): string {
  const text = new TextDecoder().decode(Uint32Array.from(words));
  const end = text.indexOf('\0');
  return (end < 0 ? text : text.slice(0, end)).trimStart();
}
