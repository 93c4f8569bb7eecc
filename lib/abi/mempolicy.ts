import { flags, names } from './xlat';

// Memory policy, set_mempolicy(2): linux/mempolicy.h.
export const MPOL_DEFAULT = 0;
export const MPOL_PREFERRED = 1;
export const MPOL_BIND = 2;
export const MPOL_INTERLEAVE = 3;
export const MPOL_LOCAL = 4;
export const MPOL_PREFERRED_MANY = 5;
export const MPOL_WEIGHTED_INTERLEAVE = 6;
export const MPOL_MAX = 7;

export const MPOL_F_STATIC_NODES = 0x8000;
export const MPOL_F_RELATIVE_NODES = 0x4000;
export const MPOL_F_NUMA_BALANCING = 0x2000;
export const MPOL_MODE_FLAGS = MPOL_F_STATIC_NODES | MPOL_F_RELATIVE_NODES | MPOL_F_NUMA_BALANCING;

export const MPOL_F_NODE = 1;
export const MPOL_F_ADDR = 2;
export const MPOL_F_MEMS_ALLOWED = 4;

export const MPOL_MF_STRICT = 1;
export const MPOL_MF_MOVE = 2;
export const MPOL_MF_MOVE_ALL = 4;

/** Most nodes a kernel knows: NODES_SHIFT 10, as distributions build it. */
export const MAX_NUMNODES = 1024;

export const MPOL_POLICIES = names('MPOL_???', {
  MPOL_DEFAULT,
  MPOL_PREFERRED,
  MPOL_BIND,
  MPOL_INTERLEAVE,
  MPOL_LOCAL,
  MPOL_PREFERRED_MANY,
});
/** A policy and how it takes its nodes, in one word. */
export const MPOL_MODES = flags(
  'MPOL_???',
  { MPOL_F_STATIC_NODES, MPOL_F_RELATIVE_NODES, MPOL_F_NUMA_BALANCING },
  { mask: ~MPOL_MODE_FLAGS, names: MPOL_POLICIES },
);
export const MPOL_GET_FLAGS = flags('MPOL_???', { MPOL_F_NODE, MPOL_F_ADDR, MPOL_F_MEMS_ALLOWED });
export const MPOL_BIND_FLAGS = flags('MPOL_???', { MPOL_MF_STRICT, MPOL_MF_MOVE, MPOL_MF_MOVE_ALL });
export const MPOL_MOVE_FLAGS = flags('MPOL_???', { MPOL_MF_MOVE, MPOL_MF_MOVE_ALL });
