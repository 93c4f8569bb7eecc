import { ADDRESS_FAMILIES, AF_INET, AF_INET6, AF_NETLINK, AF_UNIX } from '../abi/socket';
import { quote } from './quote';
import { enumName } from './words';

/** A socket address of `bytes.length` bytes. */
export function sockaddrText(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const family = view.getUint16(0, true);
  const head = `sa_family=${enumName(ADDRESS_FAMILIES, family)}`;
  if (family === AF_UNIX) return `{${head}${unixPath(bytes.subarray(2))}}`;
  if (family === AF_INET && bytes.length >= 16) {
    const ip = bytes.subarray(4, 8).join('.');
    return `{${head}, sin_port=htons(${view.getUint16(2)}), sin_addr=inet_addr("${ip}")}`;
  }
  if (family === AF_INET6 && bytes.length >= 28) {
    const address = ipv6(view);
    const flow = view.getUint32(4);
    const scope = view.getUint32(24, true);
    return (
      `{${head}, sin6_port=htons(${view.getUint16(2)}), sin6_flowinfo=htonl(${flow}), ` +
      `inet_pton(AF_INET6, "${address}", &sin6_addr), sin6_scope_id=${scope}}`
    );
  }
  if (family === AF_NETLINK && bytes.length >= 12) {
    const groups = view.getUint32(8, true).toString(16).padStart(8, '0');
    return `{${head}, nl_pid=${view.getInt32(4, true)}, nl_groups=${groups}}`;
  }
  return bytes.length === 2 ? `{${head}}` : `{${head}, sa_data=${quote(bytes.subarray(2))}}`;
}

/** A path, or with a leading NUL an abstract name. */
function unixPath(path: Uint8Array): string {
  if (path.length === 0) return '';
  if (path[0] === 0) return `, sun_path=@${quote(path.subarray(1))}`;
  const end = path.indexOf(0);
  return `, sun_path=${quote(end < 0 ? path : path.subarray(0, end))}`;
}

/** Eight groups, the longest run of zeros as `::` (RFC 5952). */
function ipv6(view: DataView): string {
  const groups = Array.from({ length: 8 }, (_, i) => view.getUint16(8 + 2 * i).toString(16));
  const text = groups.join(':');
  const runs = text.match(/\b0(:0)+\b/g) ?? [];
  const longest = runs.reduce((a, b) => (b.length > a.length ? b : a), '');
  return longest ? text.replace(longest, '::').replace(/:{3,}/, '::') : text;
}
