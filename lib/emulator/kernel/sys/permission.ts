import { SIGCONT } from '../../../abi/signal';
import { CAP_KILL, capable } from '../capable';
import type { TaskStruct } from '../task';

/** check_kill_permission: privilege, the same user, or SIGCONT within the session. */
export function mayKill(task: TaskStruct, target: TaskStruct, signo: number): boolean {
  if (task.process === target.process) return true;
  const { euid, uid } = task.cred;
  const { suid, uid: other } = target.cred;
  if (
    capable(task.cred, CAP_KILL, target.cred.userns) ||
    euid === other ||
    euid === suid ||
    uid === other ||
    uid === suid
  )
    return true;
  return signo === SIGCONT && task.process.sid === target.process.sid;
}
