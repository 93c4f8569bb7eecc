import type { Dentry } from '../../vfs/types';
import type { UserNamespace } from '../user_namespace';
import { type NetCounts, noCounts } from './counts';
import type { SocketEntry } from './socket';

/** Flags of the device: net/if.h. */
export const IFF_UP = 1;
const IFF_LOOPBACK = 8;
const IFF_RUNNING = 0x40;

/** A network of its own, which has a loopback device and nothing else: struct net. */
export class NetNamespace {
  readonly counts: NetCounts = noCounts();
  /** Sockets that are open. */
  readonly sockets = new Set<SocketEntry>();

  /** The loopback device has its address of IPv4, which it gets when it comes up first. */
  addressed: boolean;

  constructor(
    readonly file: Dentry,
    readonly user: UserNamespace,
    /** The loopback device is up: in a new network it is not. */
    public up: boolean,
  ) {
    this.addressed = up;
  }

  /** dev_change_flags of the loopback device, of whose flags only IFF_UP changes anything. */
  change(flags: number): void {
    this.up = (flags & IFF_UP) !== 0;
    if (this.up) this.addressed = true;
  }

  /** What SIOCGIFFLAGS tells of it. */
  get flags(): number {
    return this.up ? IFF_UP | IFF_LOOPBACK | IFF_RUNNING : IFF_LOOPBACK;
  }
}
