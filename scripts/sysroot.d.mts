/** Builds lib/toolchain/sysroot/sysroot.zip unless it is there and current; answers its path. */
export function ensureSysroot(): Promise<string>;
