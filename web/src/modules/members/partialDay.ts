// A date of which the day, or the month too, may be unknown: 28/02/1975, 02/1975, 1975; ISO inside.
import { formatDay, parseDay } from '../../shared/i18n/format.ts';

export function readPartialDay(text: string): string | undefined {
  const s = text.trim();
  const month = /^(\d{1,2})[/.-](\d{4})$/.exec(s);
  if (month && Number(month[1]) >= 1 && Number(month[1]) <= 12) return parseDay(`1/${s.replace(/[.-]/, '/')}`)?.slice(0, 7);
  if (/^\d{4}$/.test(s)) return parseDay(`1/1/${s}`)?.slice(0, 4);
  return parseDay(s);
}

export const writePartialDay = (iso: string | null | undefined): string => (iso && /^\d{4}$/.test(iso) ? iso : formatDay(iso));
