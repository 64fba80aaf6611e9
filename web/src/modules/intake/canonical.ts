// A reading in one line of words, and the fields that a person may correct, by type (the item types of the
// annotation rules).
import { formatDay, formatNumber } from '../../shared/i18n/format.ts';
import { relations } from '../../shared/i18n/labels.ts';
import type { Language } from '../../shared/i18n/words.ts';
import type { fieldWords } from './words.ts';

type Canonical = Readonly<Record<string, unknown>>;
export type FieldKey = keyof typeof fieldWords;
export interface EditField {
  key: FieldKey;
  how: 'text' | 'number' | 'lines' | 'long';
}

export const editFields: Readonly<Record<string, readonly EditField[]>> = {
  document: [
    { key: 'kind', how: 'text' },
    { key: 'number', how: 'text' },
    { key: 'code', how: 'text' },
    { key: 'date', how: 'text' },
    { key: 'issuer', how: 'text' },
    { key: 'title', how: 'long' },
  ],
  person: [
    { key: 'name', how: 'text' },
    { key: 'offices', how: 'lines' },
  ],
  organisation: [{ key: 'name', how: 'text' }],
  figure: [
    { key: 'value', how: 'number' },
    { key: 'unit', how: 'text' },
    { key: 'period', how: 'text' },
  ],
  date: [{ key: 'iso', how: 'text' }],
  task: [
    { key: 'summary', how: 'long' },
    { key: 'owner', how: 'text' },
    { key: 'due', how: 'text' },
    { key: 'coordinators', how: 'lines' },
  ],
  proposal: [
    { key: 'summary', how: 'long' },
    { key: 'proposer', how: 'text' },
    { key: 'addressee', how: 'text' },
  ],
  award: [
    { key: 'name', how: 'text' },
    { key: 'issuer', how: 'text' },
    { key: 'tier', how: 'text' },
  ],
  conference: [
    { key: 'name', how: 'text' },
    { key: 'date', how: 'text' },
    { key: 'chair', how: 'text' },
  ],
};

const say = (v: unknown): string => (typeof v === 'string' ? v : typeof v === 'number' ? String(v) : '');
const list = (v: unknown): string[] => (Array.isArray(v) ? v.map(say).filter((s) => s !== '') : []);

export function showValue(v: unknown, language: Language): string {
  if (typeof v === 'number') return formatNumber(v, language);
  if (Array.isArray(v)) return v.map((x) => showValue(x, language)).join('–');
  return say(v);
}

const qualifiers: Readonly<Record<string, readonly [string, string]>> = {
  gt: ['trên', 'over'],
  lt: ['dưới', 'under'],
  ge: ['ít nhất', 'at least'],
  le: ['không quá', 'at most'],
  approx: ['khoảng', 'about'],
};

const parts: Readonly<Record<string, readonly [string, string]>> = {
  start: ['đầu', 'early'],
  mid: ['giữa', 'mid'],
  end: ['cuối', 'late'],
};

export function summarise(type: string, c: Canonical, text: string, language: Language): string {
  const vi = language === 'vi' ? 0 : 1;
  const join = (...parts: string[]): string => parts.filter((p) => p !== '').join(' ');
  const day = (v: unknown): string => formatDay(say(v) || null, language);
  switch (type) {
    case 'document': {
      const number = say(c['number']);
      const code = say(c['code']);
      const year = say(c['year']);
      const sign = code && !code.includes('/') && year ? `${number}/${year}/${code}` : number && code ? `${number}-${code}` : number || code;
      const named = sign === '' ? say(c['title']) || text : '';
      const kind = say(c['kind']);
      const head = named && kind && named.toLowerCase().startsWith(kind.toLowerCase()) ? named : join(kind, sign || named);
      const issuer = say(c['issuer']);
      return join(head, day(c['date']), issuer ? `· ${issuer}` : '') || text;
    }
    case 'person': {
      const offices = list(c['offices']);
      return offices.length > 0 ? `${say(c['name']) || text} · ${offices.join('; ')}` : say(c['name']) || text;
    }
    case 'figure': {
      const of = c['of'] === undefined || c['of'] === null ? '' : `/${showValue(c['of'], language)}`;
      const qualifier = qualifiers[say(c['qualifier'])]?.[vi] ?? '';
      return join(qualifier, `${showValue(c['value'], language)}${of}`, say(c['unit'])) || text;
    }
    case 'date': {
      if (c['from'] || c['to']) return `${day(c['from'])} – ${day(c['to'])}`;
      const when = day(c['recur']) || day(c['resolved']) || day(c['iso']);
      return when ? join(parts[say(c['part'])]?.[vi] ?? '', when) : text;
    }
    case 'task':
    case 'proposal': {
      const owner = say(c['owner']) || say(c['proposer']);
      const due = day(c['due']);
      const to = say(c['addressee']);
      return [say(c['summary']) || text, owner && (to ? `${owner} → ${to}` : owner), due].filter(Boolean).join(' · ');
    }
    case 'award':
      return [say(c['name']) || text, say(c['tier']), say(c['issuer'])].filter(Boolean).join(' · ');
    case 'conference':
      return [say(c['name']) || text, day(c['date'])].filter(Boolean).join(' · ');
    default:
      return say(c['name']) || text;
  }
}

export interface RelationRead {
  rel: string;
  target: string;
}
export function relationsOf(c: Canonical): RelationRead[] {
  const raw = c['relations'];
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((r: unknown) => {
    if (typeof r !== 'object' || r === null) return [];
    const { rel, target } = r as Record<string, unknown>;
    return typeof rel === 'string' ? [{ rel, target: say(target) }] : [];
  });
}
export function relationWord(rel: string, language: Language): string {
  return relations[rel]?.[language === 'vi' ? 0 : 1] ?? rel;
}

// The text of a form field back into a value; an empty field is an absent value.
export function readField(how: EditField['how'], typed: string): unknown {
  const s = typed.normalize('NFC').trim();
  if (s === '') return null;
  if (how === 'lines') return s.split('\n').map((l) => l.trim()).filter((l) => l !== '');
  if (how === 'number') {
    const range = s.split(/[–-]/).map((part) => part.trim());
    const numbers = range.map(readNumber);
    if (numbers.every((n) => n !== undefined)) return numbers.length === 1 ? numbers[0] : numbers;
  }
  return s;
}

// "53.800" → 53800, "3,5" → 3.5, "3.5" → 3.5
export function readNumber(typed: string): number | undefined {
  const s = typed.replace(/\s/g, '');
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(s)) return Number(s.replaceAll('.', '').replace(',', '.'));
  if (/^\d+([.,]\d+)?$/.test(s)) return Number(s.replace(',', '.'));
  return undefined;
}

export function writeField(how: EditField['how'], value: unknown): string {
  if (how === 'lines') return list(value).join('\n');
  if (typeof value === 'number') return formatNumber(value);
  if (how === 'number' && Array.isArray(value)) return value.map((v) => (typeof v === 'number' ? formatNumber(v) : say(v))).join('–');
  return say(value);
}
