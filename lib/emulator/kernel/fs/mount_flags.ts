import type { Dentry } from '../../vfs/types';
import type { Task } from '../types';

/** MS_NOSUID, MS_NODEV, MS_NOEXEC and whatever else holds for the mount that a dentry is seen through. */
export const mountFlags = ({ nsproxy }: Pick<Task, 'nsproxy'>, dentry: Dentry): number =>
  nsproxy.mnt.of(dentry)?.flags ?? 0;
