import { SEMINFO } from '../../../abi/ipc';
import { encode } from '../../../abi/structs';

/** struct seminfo with the limits of linux/sem.h; with the sizes of all sets, as SEM_INFO counts them. */
export function semInfo(sizes: readonly number[] | undefined): Uint8Array {
  const total = sizes?.reduce((sum, size) => sum + size, 0);
  return encode(SEMINFO, {
    semmap: 1_024_000_000,
    semmni: 32_000,
    semmns: 1_024_000_000,
    semmnu: 1_024_000_000,
    semmsl: 32_000,
    semopm: 500,
    semume: 500,
    semusz: sizes?.length ?? 20,
    semvmx: 32_767,
    semaem: total ?? 32_767,
  });
}
