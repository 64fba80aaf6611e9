// Numbers, days and times as Vietnamese offices write them: 53.800 · 3,5 % · 28/02/2023. The English face
// keeps the same order of day and month, so that one paper reads the same in both.

import type { Language } from './words.ts';

export function formatNumber(value: number | null | undefined, language: Language = 'vi'): string {
  if (value === null || value === undefined) return '';
  const [whole = '', part] = String(Math.abs(value)).split('.');
  const group = language === 'vi' ? '.' : ',';
  const point = language === 'vi' ? ',' : '.';
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, group);
  return (value < 0 ? '−' : '') + grouped + (part ? point + part : '');
}

// "2023-02-28" → "28/02/2023"; "2023-02" → "02/2023"; "2023-Q1" → "Quý I/2023"; "2023" → "2023". A text may leave the
// year open ("--Q2" → "Quý II") or name a day that comes again ("R/month-25" → "ngày 25 hằng tháng").
export function formatDay(iso: string | null | undefined, language: Language = 'vi'): string {
  if (!iso) return '';
  const vi = language === 'vi';
  const again = /^R\/(month|quarter-last-month|year)-(\d{2}(?:-\d{2})?)$/.exec(iso);
  if (again) {
    const day = (again[2] ?? '').split('-').reverse().join('/');
    const every: Record<string, string> = vi
      ? { month: 'hằng tháng', 'quarter-last-month': 'tháng cuối quý', year: 'hằng năm' }
      : { month: 'of each month', 'quarter-last-month': 'of each quarter’s last month', year: 'of each year' };
    const unit = again[1] === 'year' && !day.includes('/') ? (vi ? 'tháng' : 'month') : vi ? 'ngày' : 'day';
    return `${unit} ${day} ${every[again[1] ?? ''] ?? ''}`;
  }
  const parts = /^(\d{4}|-)-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12])|-(\d{2}))/.exec(iso);
  if (!parts) return iso;
  const [, first, month, day, quarter, half, lone] = parts;
  const year = first === '-' ? '' : first;
  const slashed = (words: string): string => (year ? `${words}/${year}` : words);
  if (lone) return `${vi ? 'ngày' : 'day'} ${lone}`;
  if (quarter) return slashed(`${vi ? 'Quý' : 'Quarter'} ${['I', 'II', 'III', 'IV'][Number(quarter) - 1]}`);
  if (half) {
    const words = vi ? `6 tháng ${half === '1' ? 'đầu' : 'cuối'} năm` : `${half === '1' ? 'First' : 'Second'} half of`;
    return `${words} ${year || (vi ? '' : 'the year')}`.trim();
  }
  if (day) return slashed(`${day}/${month}`);
  return year ? `${month}/${year}` : `${vi ? 'tháng' : 'month'} ${month}`;
}

// A period as it stands in the address (shared/lists/period.ts): "2023-Q1" → "Quý I/2023", "2023" → "Năm 2023".
export function formatPeriod(name: string, language: Language = 'vi'): string {
  const [from, until] = name.split('..');
  if (until) return `${formatDay(from, language)} – ${formatDay(until, language)}`;
  if (/^\d{4}$/.test(name)) return `${language === 'vi' ? 'Năm' : 'Year'} ${name}`;
  return /^\d{4}-\d{2}$/.test(name) ? `${language === 'vi' ? 'Tháng' : 'Month'} ${formatDay(name, language)}` : formatDay(name, language);
}

// Reads what people type: 28/2/2023, 28-2-2023, 28.2.2023, 2023-02-28, 28022023. Undefined when no such day.
export function parseDay(text: string): string | undefined {
  const s = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(s);
  const vi = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/.exec(s) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(s);
  const [y, m, d] = iso
    ? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
    : vi
      ? [Number(vi[3]), Number(vi[2]), Number(vi[1])]
      : [0, 0, 0];
  if (y < 1850 || y > 2199 || m < 1 || m > 12 || d < 1) return undefined;
  if (d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return undefined;
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

// Reads a number as it is written in the language: 6.000.000 and 3,5 in Vietnamese. Undefined when it is none.
export function parseNumber(text: string, language: Language = 'vi'): number | undefined {
  const [group, point] = language === 'vi' ? ['.', ','] : [',', '.'];
  const s = text.trim().replace(/\s/g, '').replace('−', '-');
  const whole = new RegExp(`^-?(\\d+|\\d{1,3}(\\${group}\\d{3})+)(\\${point}\\d+)?$`);
  return whole.test(s) ? Number(s.replaceAll(group, '').replace(point, '.')) : undefined;
}

// Today in Asia/Ho_Chi_Minh (UTC+7, no summer time).
export function todayIso(now: number = Date.now()): string {
  return new Date(now + 7 * 3600_000).toISOString().slice(0, 10);
}

// Microseconds UTC, or an ISO time → "28/02/2023 14:05", in Asia/Ho_Chi_Minh.
export function formatTime(time: number | string | null | undefined): string {
  if (!time) return '';
  const millis = typeof time === 'number' ? time / 1000 : Date.parse(time);
  if (Number.isNaN(millis)) return String(time);
  const iso = new Date(millis + 7 * 3600_000).toISOString();
  return `${formatDay(iso.slice(0, 10))} ${iso.slice(11, 16)}`;
}

export function formatBytes(bytes: number, language: Language = 'vi'): string {
  if (bytes < 1024) return `${formatNumber(bytes, language)} B`;
  const units = ['kB', 'MB', 'GB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < 2) {
    value /= 1024;
    unit += 1;
  }
  return `${formatNumber(Math.round(value * 10) / 10, language)} ${units[unit]}`;
}

// Search form without diacritics: "Tỉnh ủy" and "tinh uy" and "tỉnh uỷ" are the same.
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase();
}
