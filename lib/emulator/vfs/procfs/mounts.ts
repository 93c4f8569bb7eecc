/** What is mounted, as /proc/[pid]/mounts, mountinfo and mountstats tell it. */
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

/** /proc/[pid]/mounts, as a byte string. */
export function mounts(reader: Task): string {
  return reader.nsproxy.mnt.mounts
    .map(
      (mount) =>
        `${mangle(mount.source)} ${where(mount, reader)} ${mount.sb.type} ${all(mount.options, mount.data)} 0 0\n`,
    )
    .join('');
}

/** /proc/[pid]/mountinfo: proc_pid_mountinfo(5). */
export function mountinfo(reader: Task): string {
  const list = reader.nsproxy.mnt.mounts;
  return list
    .map((mount) => {
      const { sb, source, options, data } = mount;
      const device = `${major(sb.dev)}:${minor(sb.dev)}`;
      const place = `${mount.id} ${parentId(reader, mount)} ${device} / ${where(mount, reader)}`;
      return `${place} ${options} - ${sb.type} ${mangle(source)} ${all('rw', data)}\n`;
    })
    .join('');
}

/** /proc/[pid]/mountstats. */
export function mountstats(reader: Task): string {
  return reader.nsproxy.mnt.mounts
    .map(
      (mount) =>
        `device ${mangle(mount.source)} mounted on ${where(mount, reader)} with fstype ${mount.sb.type}\n`,
    )
    .join('');
}

/** The mount that holds the directory which this one covers; the first is its own parent. */
function parentId({ nsproxy }: Task, { over, id }: Mount): number {
  return over === undefined ? id : (nsproxy.mnt.of(over.inode.sb)?.id ?? id);
}
