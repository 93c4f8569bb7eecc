import * as P from '../../abi/process';
import type { MountNamespace } from '../vfs/mount_namespace';
import type { NamespaceInode, NsFs } from '../vfs/nsfs';
import type { Dentry } from '../vfs/types';
import { IpcNamespace } from './ipc/namespace';
import type { TaskStruct } from './task';

/** Names of a host: struct uts_namespace. */
export interface UtsNamespace {
  readonly file: Dentry;
  nodename: string;
  domainname: string;
}

/** The namespaces of a task, by kind: struct nsproxy. Replaced, never changed. */
export interface NsProxy {
  readonly mnt: MountNamespace;
  readonly uts: UtsNamespace;
  readonly ipc: IpcNamespace;
}

/** Gives the file of a namespace what it stands for. */
export function stand<T extends { readonly file: Dentry }>(namespace: T): T {
  (namespace.file.inode as NamespaceInode).namespace = namespace;
  return namespace;
}

/** The namespaces that a machine starts with. */
export function firstNamespaces(nsfs: NsFs, mnt: MountNamespace, nodename: string): NsProxy {
  return {
    mnt: stand(mnt),
    uts: stand({ file: nsfs.first('uts'), nodename, domainname: '(none)' }),
    ipc: stand(new IpcNamespace(nsfs.first('ipc'))),
  };
}

/** Flags of clone(2) that ask for new namespaces; and those of kinds of which there is only one. */
export const UNSUPPORTED_NAMESPACES =
  P.CLONE_NEWNET | P.CLONE_NEWPID | P.CLONE_NEWCGROUP | P.CLONE_NEWUSER | P.CLONE_NEWTIME;
export const NAMESPACES = P.CLONE_NEWNS | P.CLONE_NEWUTS | P.CLONE_NEWIPC | UNSUPPORTED_NAMESPACES;

/** create_new_namespaces: new ones of the kinds that `flags` asks for. */
export function copyNamespaces({ nsproxy, kernel }: TaskStruct, flags: number): NsProxy {
  const { mnt, uts, ipc } = nsproxy;
  const { namespaces } = kernel.vfs;
  return {
    mnt: flags & P.CLONE_NEWNS ? stand(mnt.copy(namespaces.make('mnt'))) : mnt,
    uts: flags & P.CLONE_NEWUTS ? stand({ ...uts, file: namespaces.make('uts') }) : uts,
    ipc: flags & P.CLONE_NEWIPC ? stand(new IpcNamespace(namespaces.make('ipc'))) : ipc,
  };
}
