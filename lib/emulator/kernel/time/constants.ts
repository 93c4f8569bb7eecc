/** Timer ticks a second: CONFIG_HZ of common distributions. Coarse clocks move, and time slices end, on a tick. */
export const HZ = 250;
export const NSEC_PER_SEC = 1e9;
/**
 * How long the machine has been up when its first program starts: an hour, idle. Programs take a CLOCK_MONOTONIC of 0 for
 * "not set", and no Linux gets to its first program in the second it booted in.
 */
export const UPTIME = 3600 * NSEC_PER_SEC;
/** Resolution of the coarse clocks in ns: one timer tick. */
export const COARSE_RESOLUTION = NSEC_PER_SEC / HZ;
