export { createCpu } from './cpu';
export { takeHandlers } from './interpret/packed';
export { CPU_RESERVED } from './state';
export { LEAF_1_EDX } from './system/cpuid';
