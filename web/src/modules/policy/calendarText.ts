// The days of a year as lines that people paste: "16/02/2026 nghỉ Tết Âm lịch", "22/08/2026 làm bù cho thứ Hai".
import { fold, formatDay, parseDay } from '../../shared/i18n/format.ts';

export interface SpecialDay {
  date: string;
  kind: 'off' | 'work';
  name: string;
}

const line = /^([^\s;,]+)[\s;,]+(nghỉ|làm bù|off|work)(?:[\s;,]+(.*))?$/iu;

export function writeDays(days: readonly SpecialDay[]): string {
  return days.map((d) => `${formatDay(d.date)} ${d.kind === 'off' ? 'nghỉ' : 'làm bù'} ${d.name}`).join('\n');
}

// Every line, or the first that cannot be read.
export function readDays(text: string): { days: SpecialDay[]; bad?: { line: number; text: string } } {
  const days: SpecialDay[] = [];
  for (const [i, whole] of text.split('\n').entries()) {
    const trimmed = whole.normalize('NFC').trim();
    if (trimmed === '') continue;
    const [, day = '', kind = '', name = ''] = line.exec(trimmed) ?? [];
    const date = parseDay(day);
    if (!date || name.trim() === '') return { days, bad: { line: i + 1, text: trimmed } };
    days.push({ date, kind: /^(lam|work)/.test(fold(kind)) ? 'work' : 'off', name: name.trim() });
  }
  return { days };
}
