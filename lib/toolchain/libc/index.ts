import { HEADERS } from './headers.generated';

/** Headers of the C library by the name that #include <...> gives, such as `sys/stat.h`. */
export const headers: ReadonlyMap<string, string> = new Map(HEADERS);
