import { EAGAIN, ERESTARTSYS, ETIMEDOUT } from '../../../abi/errno';
import type { TaskStruct } from '../task';
import type { Blocked, Result } from '../types';
import type { MessageQueue, QueuedMessage, Waiter } from './mqueue_fs';

/** SI_MESGQ: asm-generic/siginfo.h. */
const SI_MESGQ = -3;

/** msg_insert: behind all of its priority. */
function insert(queue: MessageQueue, message: QueuedMessage): void {
  const at = queue.messages.findIndex(({ priority }) => priority < message.priority);
  if (at < 0) queue.messages.push(message);
  else queue.messages.splice(at, 0, message);
}

/** __do_notify: the first message of an empty queue that nobody waits at is told once. */
function notify(queue: MessageQueue, sender: TaskStruct): void {
  const { notify: wanted } = queue;
  if (wanted === undefined || queue.messages.length !== 1) return;
  queue.notify = undefined;
  if (wanted.signo === 0) return;
  const { signo, value } = wanted;
  const info = { signo, code: SI_MESGQ, pid: sender.tgid, uid: sender.cred.uid, address: 0, value };
  sender.kernel.signals.send(wanted.task, info);
}

/** The waiter whose turn is next: by priority, then by age (wq_add). */
function first(waiters: readonly Waiter[]): Waiter | undefined {
  return waiters.reduce<Waiter | undefined>(
    (best, waiter) => (best === undefined || waiter.nice < best.nice ? waiter : best),
    undefined,
  );
}

function complete(waiter: Waiter): void {
  waiter.done = true;
  waiter.queue.wakeAll();
}

/** do_mq_timedsend, once its arguments are checked. */
export function sendMessage(
  task: TaskStruct,
  queue: MessageQueue,
  message: QueuedMessage,
  nonblock: boolean,
  deadline: number | undefined,
): Result {
  if (queue.messages.length >= queue.maxmsg) {
    if (nonblock) return -EAGAIN;
    const waiter = wait(task, message);
    queue.senders.push(waiter);
    const leave = () => {
      queue.senders = queue.senders.filter((other) => other !== waiter);
    };
    return asleep(waiter, deadline, leave, () => 0, `room in message queue ${queue.dentry.name}`);
  }
  const receiver = first(queue.receivers);
  if (receiver !== undefined) {
    queue.receivers = queue.receivers.filter((other) => other !== receiver);
    receiver.message = message;
    complete(receiver);
    return 0;
  }
  insert(queue, message);
  notify(queue, task);
  queue.changed.wakeAll();
  return 0;
}

/** do_mq_timedreceive, once its arguments are checked. */
export function receiveMessage(
  task: TaskStruct,
  queue: MessageQueue,
  nonblock: boolean,
  deadline: number | undefined,
  deliver: (message: QueuedMessage) => number,
): Result {
  const message = queue.messages.shift();
  if (message !== undefined) {
    admitSender(queue);
    queue.changed.wakeAll();
    return deliver(message);
  }
  if (nonblock) return -EAGAIN;
  const waiter = wait(task, undefined);
  queue.receivers.push(waiter);
  const leave = () => {
    queue.receivers = queue.receivers.filter((other) => other !== waiter);
  };
  const got = () => deliver(waiter.message as QueuedMessage);
  return asleep(waiter, deadline, leave, got, `a message in queue ${queue.dentry.name}`);
}

/** pipelined_receive: there is room for the message of a sender that waits. */
function admitSender(queue: MessageQueue): void {
  const sender = first(queue.senders);
  if (sender?.message === undefined) return;
  queue.senders = queue.senders.filter((other) => other !== sender);
  insert(queue, sender.message);
  complete(sender);
}

function wait(task: TaskStruct, message: QueuedMessage | undefined): Waiter {
  const queue = task.kernel.waitQueue('a message queue');
  return { queue, nice: task.sched.nice, message, done: false };
}

/** Sleeps until the other side has completed the transfer; `leave` gives up. */
function asleep(
  waiter: Waiter,
  deadline: number | undefined,
  leave: () => void,
  finish: () => number,
  why: string,
): Blocked {
  const blocked: Blocked = {
    queues: [waiter.queue],
    deadline,
    why,
    abandon: leave,
    again: (timedOut) => {
      if (waiter.done) return finish();
      if (!timedOut) return blocked;
      leave();
      return -ETIMEDOUT;
    },
    interrupted: () => {
      if (waiter.done) return finish();
      leave();
      return -ERESTARTSYS;
    },
  };
  return blocked;
}
