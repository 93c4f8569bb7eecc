import * as P from '../../abi/process';
import type { MountNamespace } from '../vfs/mount_namespace';
import { type Namespace, stand } from '../vfs/nsfs';
import type { Dentry } from '../vfs/types';
import type { Vfs } from '../vfs/vfs';
import { IpcNamespace } from './ipc/namespace';
import { NetNamespace } from './net/namespace';
import { PidNamespace } from './pid_namespace';
import type { TaskStruct } from './task';
import type { UserNamespace } from './user_namespace';

/** Names of a host: struct uts_namespace. */
export interface UtsNamespace {
  readonly file: Dentry;
  readonly user: UserNamespace;
  nodename: string;
  domainname: string;
}

/** The namespaces of a task, by kind: struct nsproxy. Replaced, never changed. */
export interface NsProxy {
  readonly mnt: MountNamespace;
  readonly uts: UtsNamespace;
  readonly ipc: IpcNamespace;
  readonly net: NetNamespace;
  /** Where its children will be: pid_ns_for_children. */
  readonly pid: PidNamespace;
  /** One hierarchy without groups looks the same from everywhere. */
  readonly cgroup: Namespace;
  /** Its clocks are the machine's: no offsets can be set. */
  readonly time: Namespace;
  readonly timeForChildren: Namespace;
}

/** The namespaces that a machine starts with. */
export function firstNamespaces(
  { namespaces, mounts, firstUser: user }: Pick<Vfs, 'namespaces' | 'mounts' | 'firstUser'>,
  nodename: string,
): NsProxy {
  const file = (kind: string) => namespaces.first(kind);
  const time = stand({ file: file('time'), user });
  return {
    mnt: stand(mounts),
    uts: stand({ file: file('uts'), user, nodename, domainname: '(none)' }),
    ipc: stand(new IpcNamespace(file('ipc'), user)),
    net: stand(new NetNamespace(file('net'), user, true)),
    pid: stand(new PidNamespace(file('pid'), user)),
    cgroup: stand({ file: file('cgroup'), user }),
    time,
    timeForChildren: time,
  };
}

/** Flags of clone(2) that ask for new namespaces, but for that of users, which is a matter of credentials. */
export const NAMESPACES =
  P.CLONE_NEWNS |
  P.CLONE_NEWUTS |
  P.CLONE_NEWIPC |
  P.CLONE_NEWNET |
  P.CLONE_NEWPID |
  P.CLONE_NEWCGROUP |
  P.CLONE_NEWTIME;

/** create_new_namespaces: new ones of the kinds that `flags` asks for, which belong to a user namespace. */
export function copyNamespaces({ nsproxy, kernel }: TaskStruct, flags: number, user: UserNamespace): NsProxy {
  const { mnt, uts, ipc, net, pid, cgroup, timeForChildren } = nsproxy;
  const make = (kind: string) => kernel.vfs.namespaces.make(kind);
  return {
    ...nsproxy,
    mnt: flags & P.CLONE_NEWNS ? stand(mnt.copy(make('mnt'), user)) : mnt,
    uts: flags & P.CLONE_NEWUTS ? stand({ ...uts, user, file: make('uts') }) : uts,
    ipc: flags & P.CLONE_NEWIPC ? stand(new IpcNamespace(make('ipc'), user)) : ipc,
    net: flags & P.CLONE_NEWNET ? stand(new NetNamespace(make('net'), user, false)) : net,
    pid: flags & P.CLONE_NEWPID ? stand(new PidNamespace(make('pid'), user, pid)) : pid,
    cgroup: flags & P.CLONE_NEWCGROUP ? stand({ user, file: make('cgroup') }) : cgroup,
    timeForChildren: flags & P.CLONE_NEWTIME ? stand({ user, file: make('time') }) : timeForChildren,
  };
}
