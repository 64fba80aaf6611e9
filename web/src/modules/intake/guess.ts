// What the words of a span most likely are, as a first filling of the form for an item that the reader missed.
// The person sees every field and has the last word.
import { parseDay } from '../../shared/i18n/format.ts';
import { documentKinds } from '../../shared/i18n/labels.ts';
import { readNumber } from './canonical.ts';
import type { Canonical } from './model.ts';

const kinds = Object.values(documentKinds)
  .map(([vi]) => vi)
  .sort((a, b) => b.length - a.length);

function document(words: string): Canonical {
  const out: Canonical = {};
  const kind = kinds.find((k) => words.toLowerCase().startsWith(k.toLowerCase()));
  if (kind) out['kind'] = kind;
  const state = /(\d+[a-zđ]?)\s*\/\s*(\d{4})\s*\/\s*([\p{Lu}Đ][\p{Lu}Đ\d-]*)/u.exec(words);
  const party = /(\d+[a-zđ]?)\s*[-–]\s*([\p{Lu}Đ]+(?:\s*\/\s*[\p{Lu}Đ]+)+)/u.exec(words);
  if (state) Object.assign(out, { number: state[1], year: Number(state[2]), code: state[3] });
  else if (party) Object.assign(out, { number: party[1], code: (party[2] ?? '').replace(/\s/g, '') });
  const day = dayIn(words);
  if (day) out['date'] = day;
  return out;
}

function dayIn(words: string): string | undefined {
  const digits = /\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/.exec(words);
  if (digits) return parseDay(digits[0]);
  const spoken = /ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})/i.exec(words);
  return spoken ? parseDay(`${spoken[1]}/${spoken[2]}/${spoken[3]}`) : undefined;
}

export function guess(type: string, words: string): Canonical {
  const clean = words.replace(/\s+/g, ' ').trim();
  switch (type) {
    case 'document':
      return document(clean);
    case 'figure': {
      const found = /(\d[\d.]*(?:,\d+)?)\s*(.*)$/.exec(clean);
      const value = found ? readNumber(found[1]?.replace(/\.$/, '') ?? '') : undefined;
      return value === undefined ? {} : { value, ...(found?.[2] ? { unit: found[2] } : {}) };
    }
    case 'date': {
      const day = dayIn(clean);
      return day ? { iso: day } : {};
    }
    case 'task':
    case 'proposal':
      return { summary: clean };
    default:
      return { name: clean };
  }
}
