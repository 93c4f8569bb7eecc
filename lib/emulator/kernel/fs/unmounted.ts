/**
 * Filesystems that nobody can reach any more give their memory back: put_mnt_ns, cleanup_mnt. What is mounted nowhere but
 * still in use waits in `vfs.unmounted` for a file to be closed, a process to end or a namespace to be left; a mapping or
 * a working directory given up alone is noticed at the next of these.
 */
import type { MountNamespace } from '../../vfs/mount_namespace';
import type { Dentry, SuperBlock } from '../../vfs/types';
import type { Kernel } from '../kernel';
import type { TaskStruct } from '../task';

/** Whether anything that somebody holds on to `is` what is asked for. */
export function users(kernel: Kernel, is: (dentry: Dentry | undefined) => boolean): boolean {
  for (const other of kernel.tasks()) {
    if (!other.alive) continue;
    if (is(other.fs.cwd.dentry) || is(other.fs.root.dentry) || is(other.exe?.dentry)) return true;
    for (const [, file] of other.files.entries()) if (is(file.dentry)) return true;
    for (const { backing } of other.mm.vmas) if (is(backing?.path?.dentry)) return true;
  }
  return false;
}

/** The mount namespaces that a process is in, or that a file stands for which somebody has open. */
function namespacesInUse(kernel: Kernel): Set<MountNamespace> {
  const inUse = new Set([kernel.namespaces.mnt, ...kernel.vfs.heldMounts]);
  for (const { alive, nsproxy } of kernel.tasks()) if (alive) inUse.add(nsproxy.mnt);
  return inUse;
}

/** Drops what has been unmounted and is of no more use. */
export function dropUnmounted(kernel: Kernel): void {
  const { unmounted } = kernel.vfs;
  if (unmounted.size === 0) return;
  const inUse = [...namespacesInUse(kernel)];
  for (const sb of unmounted) {
    const isMounted = inUse.some(({ mounts }) => mounts.some((mount) => mount.sb === sb));
    if (isMounted || users(kernel, (dentry) => dentry?.inode.sb === sb)) continue;
    unmounted.delete(sb);
    sb.closed = undefined;
    kernel.vfs.drop(sb);
  }
}

/** A filesystem has been unmounted in one place. */
export function unmount(kernel: Kernel, sb: SuperBlock): void {
  kernel.vfs.unmounted.add(sb);
  sb.closed = () => dropUnmounted(kernel);
  dropUnmounted(kernel);
}

/** With the last process in a mount namespace, and the last file of it, its mounts go. */
function putNamespace(kernel: Kernel, mnt: MountNamespace): void {
  if (mnt === kernel.namespaces.mnt) return;
  for (const { alive, nsproxy } of kernel.tasks()) if (alive && nsproxy.mnt === mnt) return;
  const { heldMounts, namespaces } = kernel.vfs;
  if (mnt.file.inode.opens > 0) {
    heldMounts.add(mnt);
    namespaces.closed = () => {
      for (const held of heldMounts) putNamespace(kernel, held);
    };
    return;
  }
  heldMounts.delete(mnt);
  for (const { sb } of mnt.mounts) unmount(kernel, sb);
}

/** A process has left a mount namespace, or has ended. */
export function leaveMounts({ kernel }: TaskStruct, mnt: MountNamespace): void {
  putNamespace(kernel, mnt);
  dropUnmounted(kernel);
}
