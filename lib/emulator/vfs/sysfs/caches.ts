import type { KernelServices } from '../../kernel/types';
import { directory, lines, type ProcNode } from '../procfs/node';

const TYPES = ['', 'Data', 'Instruction', 'Unified'];

/** cpuN/cache: the caches that CPUID's leaf 4 tells of. SDM vol. 2, "CPUID", table 3-8. */
export function memoryCaches(kernel: KernelServices, cpu: number): Record<string, ProcNode> {
  const found: Record<string, ProcNode> = {};
  if (kernel.cpuid(0, 0)[0] < 4) return found;
  for (let index = 0; ; index++) {
    const [eax, ebx, ecx] = kernel.cpuid(4, index);
    const type = TYPES[eax & 31];
    if (!type) return found;
    const line = (ebx & 0xfff) + 1;
    const partitions = ((ebx >>> 12) & 0x3ff) + 1;
    const ways = (ebx >>> 22) + 1;
    const sets = ecx + 1;
    found[`index${index}`] = directory(
      lines({
        coherency_line_size: line,
        id: cpu,
        level: (eax >>> 5) & 7,
        number_of_sets: sets,
        physical_line_partition: partitions,
        shared_cpu_list: cpu,
        shared_cpu_map: (2 ** cpu).toString(16),
        size: `${(line * partitions * ways * sets) / 1024}K`,
        type,
        ways_of_associativity: ways,
      }),
    );
  }
}
