import * as E from '../../../abi/errno';
import { O_CLOEXEC, O_RDWR } from '../../../abi/fcntl';
import * as L from '../../../abi/landlock';
import { getField, LANDLOCK_PATH_BENEATH_ATTR, LANDLOCK_RULESET_ATTR } from '../../../abi/structs';
import { isDirectory } from '../../vfs/namei';
import type { FileOperations, Inode } from '../../vfs/types';
import { CAP_SYS_ADMIN, capable } from '../capable';
import { installFile } from '../fs/anon';
import { partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';

/** A set of rules that is being made: struct landlock_ruleset. */
interface Ruleset {
  readonly handled: number;
  readonly rules: Map<Inode, number>;
}

const RULESET: FileOperations = { read: () => -E.EINVAL, write: () => -E.EINVAL };
/** LANDLOCK_MAX_NUM_LAYERS. */
const MAX_LAYERS = 16;
const PAGE = 4096;

/** Rights of 64 bits, or undefined when there are others than those known here. */
function rights(view: DataView): number | undefined {
  const low = view.getUint32(0, true);
  return view.getUint32(4, true) === 0 && (low & ~L.LANDLOCK_ALL) === 0 ? low : undefined;
}

/** Implements landlock_create_ruleset(2). */
function createRuleset(task: TaskStruct, [attr, size, flags]: readonly number[]): Result {
  if (flags !== 0) {
    if (attr !== 0 || size !== 0 || flags !== L.LANDLOCK_CREATE_RULESET_VERSION) return -E.EINVAL;
    return L.LANDLOCK_ABI_VERSION;
  }
  if (attr === 0) return -E.EFAULT;
  if (size < LANDLOCK_RULESET_ATTR.size) return -E.EINVAL;
  if (size > PAGE) return -E.E2BIG;
  const bytes = task.mem.copyIn(attr, size);
  if (bytes === undefined) return -E.EFAULT;
  if (bytes.subarray(LANDLOCK_RULESET_ATTR.size).some((byte) => byte !== 0)) return -E.E2BIG;
  const handled = rights(new DataView(bytes.buffer));
  if (handled === undefined) return -E.EINVAL;
  if (handled === 0) return -E.ENOMSG;
  const ruleset: Ruleset = { handled, rules: new Map() };
  const file = task.kernel.vfs.anon.create('[landlock-ruleset]', 'landlock', RULESET, ruleset, O_RDWR);
  return installFile(task, file, O_CLOEXEC);
}

function rulesetAt(task: TaskStruct, fd: number): Ruleset | number {
  const file = task.files.get(fd);
  if (file === undefined) return -E.EBADF;
  return file.fops === RULESET ? (file.state as Ruleset) : -E.EBADFD;
}

/** Implements landlock_add_rule(2). */
function addRule(task: TaskStruct, [fd, type, attr, flags]: readonly number[]): Result {
  if (flags !== 0) return -E.EINVAL;
  const ruleset = rulesetAt(task, fd);
  if (typeof ruleset === 'number') return ruleset;
  if (type !== L.LANDLOCK_RULE_PATH_BENEATH) return -E.EINVAL;
  const bytes = task.mem.copyIn(attr, LANDLOCK_PATH_BENEATH_ATTR.size);
  if (bytes === undefined) return -E.EFAULT;
  const view = new DataView(bytes.buffer);
  const allowed = rights(view);
  if (allowed === 0) return -E.ENOMSG;
  if (allowed === undefined || allowed & ~ruleset.handled) return -E.EINVAL;
  const file = task.files.get(getField(view, 0, LANDLOCK_PATH_BENEATH_ATTR.at.parent_fd));
  if (file === undefined) return -E.EBADF;
  if (task.nsproxy.mnt.of(file.dentry) === undefined) return -E.EBADFD;
  const { inode } = file;
  if (!isDirectory(inode) && allowed & ~L.LANDLOCK_FILE) return -E.EINVAL;
  ruleset.rules.set(inode, (ruleset.rules.get(inode) ?? 0) | allowed);
  return 0;
}

/** Implements landlock_restrict_self(2). */
function restrictSelf(task: TaskStruct, [fd, flags]: readonly number[]): Result {
  const { cred } = task;
  if (!task.noNewPrivileges && !capable(cred, CAP_SYS_ADMIN, cred.userns)) return -E.EPERM;
  if (flags !== 0) return -E.EINVAL;
  const ruleset = rulesetAt(task, fd);
  if (typeof ruleset === 'number') return ruleset;
  const { landlock } = cred;
  const layers = landlock?.layers ?? [];
  if (layers.length >= MAX_LAYERS) return -E.E2BIG;
  const { handled, rules } = ruleset;
  cred.landlock = { layers: [...layers, { handled, rules: new Map(rules) }], parent: landlock };
  return 0;
}

export const landlockRows = [
  partial('landlock_create_ruleset', createRuleset, 'rights to files, of version 3'),
  partial('landlock_add_rule', addRule, 'rights to files, of version 3'),
  partial('landlock_restrict_self', restrictSelf, 'rights to files, of version 3'),
];
