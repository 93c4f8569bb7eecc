import { PAGE_SIZE } from '../mm/physical';

/** What mount(2) may say of a tmpfs: tmpfs(5). */
export interface TmpfsSettings {
  /** Pages of its files; none for no limit. */
  maxPages?: number;
  /** Files of any kind; 0 for no limit. */
  maxInodes?: number;
  mode?: number;
  uid?: number;
  gid?: number;
  /** What is kept to be shown: numbers of 64 bits, no swapping, large pages. */
  inode64?: boolean;
  noswap?: boolean;
  huge?: string;
}

/** The options that there are. */
export const TMPFS_OPTIONS: readonly string[] = [
  'size',
  'nr_blocks',
  'nr_inodes',
  'mode',
  'uid',
  'gid',
  'inode32',
  'inode64',
  'huge',
  'mpol',
  'noswap',
];
const HUGE: readonly string[] = ['never', 'always', 'within_size', 'advise'];

const UNITS = 'kmgtpe';

/** memparse: a number with a unit behind it, and what follows. */
function memparse(text: string): { value: number; rest: string } | undefined {
  const match = /^(0x[\da-f]+|\d+)([kmgtpe]?)(.*)$/i.exec(text);
  if (match === null) return undefined;
  const [, digits, unit, rest] = match;
  const base = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return { value: base * 1024 ** (UNITS.indexOf(unit.toLowerCase() || ' ') + 1), rest };
}

/** shmem_parse_one for each option: undefined when one is not known, or its value is not what it takes. */
export function parseTmpfsOptions(data: string, totalPages: number): TmpfsSettings | undefined {
  const settings: TmpfsSettings = {};
  for (const option of data.split(',')) {
    if (option === '') continue;
    const equals = option.indexOf('=');
    const name = equals < 0 ? option : option.slice(0, equals);
    const value = equals < 0 ? '' : option.slice(equals + 1);
    switch (name) {
      case 'size': {
        const parsed = memparse(value);
        if (parsed === undefined || (parsed.rest !== '' && parsed.rest !== '%')) return undefined;
        const share = Math.floor((parsed.value * totalPages) / 100);
        settings.maxPages = parsed.rest === '%' ? share : Math.ceil(parsed.value / PAGE_SIZE);
        break;
      }
      case 'nr_blocks':
      case 'nr_inodes': {
        const parsed = memparse(value);
        if (parsed === undefined || parsed.rest !== '') return undefined;
        settings[name === 'nr_blocks' ? 'maxPages' : 'maxInodes'] = parsed.value;
        break;
      }
      case 'inode32':
      case 'inode64':
        if (equals >= 0) return undefined;
        settings.inode64 = name === 'inode64';
        break;
      case 'noswap':
        if (equals >= 0) return undefined;
        settings.noswap = true;
        break;
      case 'huge':
        if (!HUGE.includes(value)) return undefined;
        settings.huge = value;
        break;
      // There is one node, so that all other policies would be refused or mean nothing.
      case 'mpol':
        if (value !== 'default') return undefined;
        break;
      case 'mode':
        if (!/^[0-7]+$/.test(value)) return undefined;
        settings.mode = Number.parseInt(value, 8) & 0o7777;
        break;
      case 'uid':
      case 'gid':
        if (!/^\d+$/.test(value)) return undefined;
        settings[name] = Number(value);
        break;
      default:
        return undefined;
    }
  }
  return settings;
}

/** shmem_show_options. */
export function shownTmpfsOptions(settings: TmpfsSettings): string {
  const { maxPages, maxInodes, mode, uid, gid, inode64, noswap, huge } = settings;
  return [
    !maxPages ? '' : `size=${maxPages * (PAGE_SIZE / 1024)}k`,
    maxInodes === undefined ? '' : `nr_inodes=${maxInodes}`,
    mode === undefined || mode === 0o1777 ? '' : `mode=${mode.toString(8).padStart(3, '0')}`,
    uid ? `uid=${uid}` : '',
    gid ? `gid=${gid}` : '',
    inode64 ? 'inode64' : '',
    huge === undefined || huge === 'never' ? '' : `huge=${huge}`,
    noswap ? 'noswap' : '',
  ]
    .filter((option) => option !== '')
    .join(',');
}
