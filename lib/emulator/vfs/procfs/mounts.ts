/** What is mounted, as /proc/[pid]/mounts, mountinfo and mountstats tell it. */
import * as M from '../../../abi/mount';
import { major, minor } from '../../../abi/stat';
import type { Task } from '../../kernel/types';
import { pathName } from '../dentry';
import type { Mount } from '../mount_namespace';

/** Options of the filesystem follow those of the mount. */
const all = (first: string, data: string) => (data === '' ? first : `${first},${data}`);

/** Blanks, tabs, line ends and backslashes in octal: mangle of fs/proc_namespace.c. */
function mangle(name: string): string {
  return name.replace(/[ \t\n\\]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

const where = ({ at }: Mount, reader: Task) => mangle(pathName(at, reader.fs.root.dentry).name);

/** show_mnt_opts, behind ro or rw. */
function options({ flags }: Mount, readOnly = false): string {
  const noatime = flags & M.MS_NOATIME;
  return [
    flags & M.MS_RDONLY || readOnly ? 'ro' : 'rw',
    flags & M.MS_NOSUID ? 'nosuid' : '',
    flags & M.MS_NODEV ? 'nodev' : '',
    flags & M.MS_NOEXEC ? 'noexec' : '',
    noatime ? 'noatime' : '',
    flags & M.MS_NODIRATIME ? 'nodiratime' : '',
    noatime || flags & M.MS_STRICTATIME ? '' : 'relatime',
  ]
    .filter((option) => option !== '')
    .join(',');
}

/** What of its filesystem a mount shows. */
function shownRoot({ bind }: Mount): string {
  if (bind === undefined) return '/';
  let root = bind.source;
  while (root.parent !== root && root.parent.inode.sb === root.inode.sb) root = root.parent;
  return mangle(pathName(bind.source, root).name);
}

/** Tags of propagation: show_mountinfo. */
const tags = ({ shared, master, unbindable }: Mount): string =>
  (shared === undefined ? '' : ` shared:${shared}`) +
  (master === undefined ? '' : ` master:${master}`) +
  (unbindable ? ' unbindable' : '');

/** Mounts that lie below the reader's root. */
const seen = ({ nsproxy, fs }: Task): Mount[] =>
  nsproxy.mnt.mounts.filter(({ at }) => pathName(at, fs.root.dentry).reachable);

/** /proc/[pid]/mounts, as a byte string. */
export function mounts(reader: Task): string {
  return seen(reader)
    .map(
      (mount) =>
        `${mangle(mount.source)} ${where(mount, reader)} ${mount.sb.type} ${all(options(mount, mount.sb.readOnly), mount.data)} 0 0\n`,
    )
    .join('');
}

/** /proc/[pid]/mountinfo: proc_pid_mountinfo(5). */
export function mountinfo(reader: Task): string {
  return seen(reader)
    .map((mount) => {
      const { sb, source, data } = mount;
      const device = `${major(sb.dev)}:${minor(sb.dev)}`;
      const place = `${mount.id} ${parentId(reader, mount)} ${device} ${shownRoot(mount)} ${where(mount, reader)}`;
      return `${place} ${options(mount)}${tags(mount)} - ${sb.type} ${mangle(source)} ${all(sb.readOnly ? 'ro' : 'rw', data)}\n`;
    })
    .join('');
}

/** /proc/[pid]/mountstats. */
export function mountstats(reader: Task): string {
  return seen(reader)
    .map(
      (mount) =>
        `device ${mangle(mount.source)} mounted on ${where(mount, reader)} with fstype ${mount.sb.type}\n`,
    )
    .join('');
}

/** The mount that holds the directory which this one covers; the first is its own parent. */
function parentId({ nsproxy }: Task, { over, id }: Mount): number {
  return over === undefined ? id : (nsproxy.mnt.of(over)?.id ?? id);
}
