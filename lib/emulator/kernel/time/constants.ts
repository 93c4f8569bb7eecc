/** Timer ticks a second: CONFIG_HZ of common distributions. Coarse clocks move, and time slices end, on a tick. */
export const HZ = 250;
export const NSEC_PER_SEC = 1e9;
/** Resolution of the coarse clocks in ns: one timer tick. */
export const COARSE_RESOLUTION = NSEC_PER_SEC / HZ;
