/** A set of nodes, a bit each. */
export type NodeMask = bigint;

/** struct mempolicy. Never changed, so that areas and tasks can share it. */
export interface MemoryPolicy {
  readonly mode: number;
  readonly flags: number;
  /** Nodes it comes to, and as they were asked for. */
  readonly nodes: NodeMask;
  readonly asked: NodeMask;
}

/** mpol_equal. */
export const samePolicy = (a: MemoryPolicy | undefined, b: MemoryPolicy | undefined): boolean =>
  a === b || (a !== undefined && a.mode === b?.mode && a.flags === b.flags && a.asked === b.asked);
