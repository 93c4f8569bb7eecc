/**
 * Names of processor features as /proc/cpuinfo lists them, by the CPUID word that holds their bits: the words and their
 * order of arch/x86/include/asm/cpufeatures.h.
 */

/** Registers of a CPUID answer, by position. */
export const EAX = 0;
export const EBX = 1;
export const ECX = 2;
export const EDX = 3;

/** One CPUID word: where it is read, and the names of its bits. */
export interface FeatureWord {
  readonly leaf: number;
  readonly subleaf: number;
  readonly register: number;
  /** Names from bit 0 on; a blank one is not shown. */
  readonly names: readonly string[];
}

const word = (leaf: number, subleaf: number, register: number, names: string): FeatureWord => ({
  leaf,
  subleaf,
  register,
  names: names.split(/\s+/).map((name) => (name === '-' ? '' : name)),
});

/** In the order in which Linux prints them. */
export const FEATURE_WORDS: readonly FeatureWord[] = [
  word(
    1,
    0,
    EDX,
    `fpu vme de pse tsc msr pae mce cx8 apic - sep mtrr pge mca cmov pat pse36 pn clflush - dts acpi mmx fxsr sse sse2
    ss ht tm ia64 pbe`,
  ),
  // Bits that AMD repeats from leaf 1 are not shown again.
  word(
    0x80000001,
    0,
    EDX,
    '- - - - - - - - - - - syscall - - - - - - - mp nx - mmxext - - fxsr_opt pdpe1gb rdtscp - lm 3dnowext 3dnow',
  ),
  word(
    1,
    0,
    ECX,
    `pni pclmulqdq dtes64 monitor ds_cpl vmx smx est tm2 ssse3 cid sdbg fma cx16 xtpr pdcm - pcid dca sse4_1 sse4_2
    x2apic movbe popcnt tsc_deadline_timer aes xsave - avx f16c rdrand hypervisor`,
  ),
  word(
    0x80000001,
    0,
    ECX,
    `lahf_lm cmp_legacy svm extapic cr8_legacy abm sse4a misalignsse 3dnowprefetch osvw ibs xop skinit wdt - lwp fma4
    tce - nodeid_msr - tbm topoext perfctr_core perfctr_nb - bpext ptsc perfctr_llc mwaitx`,
  ),
  word(
    7,
    0,
    EBX,
    `fsgsbase tsc_adjust sgx bmi1 hle avx2 - smep bmi2 erms invpcid rtm cqm - mpx rdt_a avx512f avx512dq rdseed adx
    smap avx512ifma - clflushopt clwb intel_pt avx512pf avx512er avx512cd sha_ni avx512bw avx512vl`,
  ),
  word(0xd, 1, EAX, 'xsaveopt xsavec xgetbv1 xsaves'),
  word(
    7,
    0,
    ECX,
    `- avx512vbmi umip pku ospke waitpkg avx512_vbmi2 - gfni vaes vpclmulqdq avx512_vnni avx512_bitalg tme
    avx512_vpopcntdq - la57 - - - - - rdpid - bus_lock_detect cldemote - movdiri movdir64b enqcmd`,
  ),
  word(
    7,
    0,
    EDX,
    `- - avx512_4vnniw avx512_4fmaps fsrm - - - avx512_vp2intersect - md_clear - - - serialize - tsxldtrk - pconfig
    arch_lbr ibt - amx_bf16 avx512_fp16 amx_tile amx_int8 - - flush_l1d arch_capabilities`,
  ),
];
