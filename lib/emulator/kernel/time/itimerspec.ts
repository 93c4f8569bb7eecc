import { encode, getField, ITIMERSPEC } from '../../../abi/structs';
import { CLOCK_REALTIME, CLOCK_REALTIME_ALARM, CLOCK_TAI } from '../../../abi/time';
import type { Kernel } from '../kernel';
import type { TaskStruct } from '../task';

/** struct itimerspec in ns. */
export interface Setting {
  value: number;
  interval: number;
}

/** The longest time there is, in ns: what is later never comes in a run. */
const FOREVER = 2 ** 52;

/** A setting from the user; undefined when it faults, 'invalid' when a field is out of range. */
export function readSetting(task: TaskStruct, addr: number): Setting | 'invalid' | undefined {
  const bytes = task.mem.copyIn(addr, ITIMERSPEC.size);
  if (bytes === undefined) return undefined;
  const view = new DataView(bytes.buffer);
  const { at } = ITIMERSPEC;
  const sec = getField(view, 0, at['it_value.tv_sec']);
  const nsec = getField(view, 0, at['it_value.tv_nsec']);
  const everySec = getField(view, 0, at['it_interval.tv_sec']);
  const everyNsec = getField(view, 0, at['it_interval.tv_nsec']);
  if (sec < 0 || everySec < 0 || nsec < 0 || nsec >= 1e9 || everyNsec < 0 || everyNsec >= 1e9)
    return 'invalid';
  return { value: sec * 1e9 + nsec, interval: Math.min(everySec * 1e9 + everyNsec, FOREVER) };
}

export function settingBytes({ value, interval }: Setting): Uint8Array {
  const sec = (ns: number) => Math.floor(ns / 1e9);
  return encode(ITIMERSPEC, {
    'it_interval.tv_sec': sec(interval),
    'it_interval.tv_nsec': interval % 1e9,
    'it_value.tv_sec': sec(value),
    'it_value.tv_nsec': value % 1e9,
  });
}

/** CLOCK_MONOTONIC at which a setting is over: `absolute` on the clock `id`, or from now. */
export function deadlineFor(kernel: Kernel, id: number, value: number, absolute: boolean): number {
  if (!absolute) return Math.min(kernel.monotonic() + value, FOREVER);
  const { epoch } = kernel.clock.settings;
  const wall = id === CLOCK_REALTIME || id === CLOCK_TAI || id === CLOCK_REALTIME_ALARM;
  const sec = Math.floor(value / 1e9);
  const from = wall ? epoch : { sec: 0, nsec: 0 };
  return Math.min(Math.max(0, (sec - from.sec) * 1e9 + (value % 1e9) - from.nsec), FOREVER);
}
