/** What has happened in the machine's network since it started; /proc/net tells it. */
export interface NetCounts {
  /** Segments that carried data, and their bytes; both ends are in the machine, so they were sent and received. */
  segments: number;
  datagrams: number;
  bytes: number;
  /** Connections opened by connect(2), of which each was accepted by a listener, and those that nobody took. */
  connections: number;
  refused: number;
  /** Datagrams to ports that nobody had. */
  noPort: number;
}

export const noCounts = (): NetCounts => ({
  segments: 0,
  datagrams: 0,
  bytes: 0,
  connections: 0,
  refused: 0,
  noPort: 0,
});
