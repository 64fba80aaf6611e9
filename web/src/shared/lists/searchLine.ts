// The grammar of the one search line: words, "a phrase", field:value, field:"a value", field:>=value.
// Field names are read in Vietnamese with or without diacritics, in English, and by their key. What is no
// known field stays a word, so that nothing typed is lost.
import { fold } from '../i18n/format.ts';

export interface SearchField {
  key: string; // of the query parameter
  names: readonly string[];
  values?: Readonly<Record<string, readonly string[]>>; // listed values with their words
  day?: (text: string) => string | undefined; // set for days
}
export interface Search {
  text: string;
  fields: Readonly<Record<string, string>>;
  problems: readonly { field: string; value: string }[];
}

const squeeze = (s: string): string => fold(s).replace(/[\s_-]+/g, '');

function findField(fields: readonly SearchField[], name: string): SearchField | undefined {
  const wanted = squeeze(name);
  return fields.find((f) => squeeze(f.key) === wanted || f.names.some((n) => squeeze(n) === wanted));
}

export function readValue(field: SearchField, typed: string): string | undefined {
  if (field.day) return field.day(typed);
  if (!field.values) return typed;
  const wanted = squeeze(typed);
  for (const [key, words] of Object.entries(field.values))
    if (squeeze(key) === wanted || words.some((w) => squeeze(w) === wanted)) return key;
  const starts = Object.entries(field.values).filter(([, words]) => words.some((w) => squeeze(w).startsWith(wanted)));
  return starts.length === 1 ? starts[0]?.[0] : undefined;
}

const token = /([\p{L}_]+(?:[ _-][\p{L}_]+){0,2}?):\s*(?:"([^"]*)"|(\S+))|"([^"]*)"|(\S+)/gu;

export function parseSearch(line: string, fields: readonly SearchField[]): Search {
  const words: string[] = [];
  const found: Record<string, string> = {};
  const problems: { field: string; value: string }[] = [];
  for (const m of line.matchAll(token)) {
    const [whole, rawName, quoted, bare, phrase, word] = m;
    if (rawName === undefined) {
      words.push(phrase !== undefined ? `"${phrase}"` : (word ?? ''));
      continue;
    }
    const value = (quoted ?? bare ?? '').trim();
    // The longest run of words before the colon that is a field; what stands before it are words.
    const parts = rawName.split(/ /);
    let field: SearchField | undefined;
    let taken = 0;
    for (let i = 0; i < parts.length && !field; i += 1) {
      field = findField(fields, parts.slice(i).join(' '));
      taken = i;
    }
    if (!field) {
      words.push(whole);
      continue;
    }
    words.push(...parts.slice(0, taken));
    const read = readValue(field, value);
    if (read === undefined || read === '') problems.push({ field: field.key, value });
    else found[field.key] = read;
  }
  return { text: words.filter((w) => w !== '').join(' '), fields: found, problems };
}
