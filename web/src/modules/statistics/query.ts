// The explorer's question as it stands in the address, and as the server is asked (CONTRACTS, Statistics query). Pure.
export interface Query {
  measure: string;
  unit: string;
  by: string[];
  on?: string;
  period?: { from: string; to: string };
  series?: { from: string; to: string; step: string };
  structure: { mode: 'as_was' } | { mode: 'restated'; on: string };
}
export interface Asked {
  measure: string;
  by: string[]; // at most two
  from: string;
  until: string; // the last day
  step: string | undefined;
  structure: string | undefined; // a day
}

const states = ['members', 'units'];
const rates = ['growth_rate'];
const targets = ['target', 'target_reached'];
export const isState = (measure: string): boolean => states.includes(measure);
export const isRate = (measure: string): boolean => rates.includes(measure);
export const isTarget = (measure: string): boolean => targets.includes(measure);

export function dayAfter(iso: string): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

// A division that the measure has no answer for is left out.
export const fits = (measure: string, dimension: string): boolean => {
  if (dimension === 'child' || dimension.startsWith('level:')) return true;
  if (measure === 'units') return false;
  return dimension !== 'reason' || ['leavers', 'dropouts_in_probation', 'ends_within_24_months'].includes(measure);
};
const places = (dimension: string): boolean => dimension === 'child' || dimension.startsWith('level:');

export function readAsked(url: Readonly<Record<string, string>>, on: string): Asked {
  const measure = url['m'] ?? 'members';
  const wanted = (url['by'] ?? 'child').split(',').filter((d) => d !== '' && d !== 'none' && fits(measure, d));
  const [first, second] = wanted;
  const by = first === undefined ? [] : second === undefined || second === first || (places(first) && places(second)) ? [first] : [first, second];
  return { measure, by, from: url['from'] ?? `${on.slice(0, 4)}-01-01`, until: url['to'] ?? on, step: url['step'], structure: url['s'] };
}

export function queryOf(asked: Asked, unit: string, on: string): Query {
  const structure: Query['structure'] = asked.structure ? { mode: 'restated', on: asked.structure } : { mode: 'as_was' };
  const span = { from: asked.from, to: dayAfter(asked.until) };
  const by = asked.step ? [...asked.by.slice(0, 1), 'time'] : asked.by;
  const base = { measure: asked.measure, unit, by, structure };
  if (asked.step) return { ...base, series: { ...span, step: asked.step } };
  return isState(asked.measure) ? { ...base, on } : { ...base, period: span };
}

// The same, of the whole unit: without its first division.
export const totalOf = (query: Query): Query => ({ ...query, by: query.by.filter((d, i) => d === 'time' || i > 0) });

export type Cell = string | number | null;
export interface Pivot {
  columns: string[]; // values of the second division; one empty name where there is none
  rows: { key: string; cells: (number | null)[] }[];
}
export function pivot(rows: readonly (readonly Cell[])[], divisions: number): Pivot {
  const number = (x: Cell | undefined): number | null => (typeof x === 'number' ? x : null);
  if (divisions === 0) return { columns: [''], rows: rows.map((r) => ({ key: '', cells: [number(r[0])] })) };
  if (divisions === 1) return { columns: [''], rows: rows.map((r) => ({ key: String(r[0]), cells: [number(r[1])] })) };
  const columns = [...new Set(rows.map((r) => String(r[1])))];
  const at = new Map(columns.map((c, i) => [c, i]));
  const found = new Map<string, (number | null)[]>();
  for (const r of rows) {
    const key = String(r[0]);
    const cells = found.get(key) ?? columns.map(() => null);
    cells[at.get(String(r[1])) ?? 0] = number(r[2]);
    found.set(key, cells);
  }
  return { columns, rows: [...found].map(([key, cells]) => ({ key, cells })) };
}

// A cell that a spreadsheet would run gets an apostrophe, as in the server's own tables.
const guard = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text);
const quote = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
export const csvOf = (rows: readonly (readonly string[])[]): string => `﻿${rows.map((r) => r.map((c) => quote(guard(c))).join(',')).join('\r\n')}\r\n`;
