import { PAGE_SIZE } from '../mm/physical';

/** What mount(2) may say of a tmpfs: tmpfs(5). */
export interface TmpfsSettings {
  /** Pages of its files; none for no limit. */
  maxPages?: number;
  mode?: number;
  uid?: number;
  gid?: number;
}

/** The options that there are. */
export const TMPFS_OPTIONS: readonly string[] = ['size', 'nr_blocks', 'mode', 'uid', 'gid'];

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
      case 'nr_blocks': {
        const parsed = memparse(value);
        if (parsed === undefined || parsed.rest !== '') return undefined;
        settings.maxPages = parsed.value;
        break;
      }
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
export function shownTmpfsOptions({ maxPages, mode, uid, gid }: TmpfsSettings): string {
  return [
    maxPages === undefined ? '' : `size=${maxPages * (PAGE_SIZE / 1024)}k`,
    mode === undefined || mode === 0o1777 ? '' : `mode=${mode.toString(8).padStart(3, '0')}`,
    uid ? `uid=${uid}` : '',
    gid ? `gid=${gid}` : '',
  ]
    .filter((option) => option !== '')
    .join(',');
}
