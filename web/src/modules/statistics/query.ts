// The explorer's question as it stands in the address, and as the server is asked (CONTRACTS, Statistics query). Pure.
import { yearsBefore, yearTo, type Period } from '../../shared/lists/period.ts';
import { planOf } from '../../shared/lists/structure.ts';

export interface Query {
  measure: string;
  unit: string;
  by: string[];
  on?: string;
  period?: { from: string; to: string };
  series?: { from: string; to: string; step: string };
  structure: { mode: 'as_was' } | { mode: 'restated'; on: string } | { mode: 'planned'; plan: string };
}
export interface Asked {
  measure: string;
  by: string[]; // at most two
  from: string;
  until: string; // the last day
  step: string | undefined;
}

const states = ['members', 'units'];
const rates = ['growth_rate'];
const targets = ['target', 'target_reached'];
export const isState = (measure: string): boolean => states.includes(measure);
export const isRate = (measure: string): boolean => rates.includes(measure);
export const isTarget = (measure: string): boolean => targets.includes(measure);

const dayBeside = (iso: string, days: number): string => new Date(Date.parse(`${iso}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
export const dayAfter = (iso: string): string => dayBeside(iso, 1);
export const dayBefore = (iso: string): string => dayBeside(iso, -1);

// A division that the measure has no answer for is left out.
export const fits = (measure: string, dimension: string): boolean => {
  if (dimension === 'child' || dimension.startsWith('level:')) return true;
  if (dimension === 'kind' || measure === 'units') return dimension === 'kind' && measure === 'units';
  return dimension !== 'reason' || ['leavers', 'dropouts_in_probation', 'ends_within_24_months'].includes(measure);
};
const places = (dimension: string): boolean => dimension === 'child' || dimension.startsWith('level:');

// How far back a series begins where no period is chosen.
const yearsBack: Record<string, number> = { month: 1, quarter: 3, half_year: 5, year: 10, term: 25 };

export function readAsked(url: Readonly<Record<string, string>>, on: string, period?: Period): Asked {
  const measure = url['m'] ?? 'members';
  const wanted = (url['by'] ?? 'child').split(',').filter((d) => d !== '' && d !== 'none' && fits(measure, d));
  const [first, second] = wanted;
  const by = first === undefined ? [] : second === undefined || second === first || (places(first) && places(second)) ? [first] : [first, second];
  const step = url['step'];
  const { from, until } = period ?? (step ? { ...yearTo(on), from: yearTo(yearsBefore(on, yearsBack[step] ?? 10)).from } : yearTo(on));
  return { measure, by, from, until, step };
}

// "2025-07-01" → restated on that day; "plan:SX-1" → as that plan would leave it.
export function structureOf(named: string | undefined): Query['structure'] {
  if (!named) return { mode: 'as_was' };
  const plan = planOf(named);
  return plan ? { mode: 'planned', plan } : { mode: 'restated', on: named };
}

export function queryOf(asked: Asked, unit: string, on: string, structure?: string): Query {
  const span = { from: asked.from, to: dayAfter(asked.until) };
  const by = asked.step ? [...asked.by.slice(0, 1), 'time'] : asked.by;
  const base = { measure: asked.measure, unit, by, structure: structureOf(structure) };
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

// Where a figure leads: the same question one step below, over time, by unit; the people or cases it counts; the unit.
export interface Door {
  key: 'below' | 'overTime' | 'byUnit' | 'people' | 'cases' | 'unit';
  to: string;
}
const filters = ['gender', 'education', 'focus_group', 'status'];
const casesOf: Record<string, string> = { admissions: 'admission', recognitions: 'recognition', transfers_in: 'transfer', transfers_out: 'transfer' };
export function doorsOf(query: Query, values: readonly string[]): Door[] {
  const at = query.by.findIndex(places);
  const unit = at < 0 ? query.unit : (values[at] ?? '');
  if (unit === '') return [];
  const is = (measure: string): string => (measure === 'members' ? '' : `&m=${measure}`);
  const named = `unit=${encodeURIComponent(unit)}`;
  const doors: Door[] = [];
  const traits = query.by.filter((d) => d !== 'time' && !places(d));
  const by = (divisions: readonly string[]): string => `&by=${divisions.join(',') || 'none'}`;
  if (at >= 0 && unit !== query.unit) doors.push({ key: 'below', to: `/statistics?${named}${is(query.measure)}${by(['child', ...traits])}` });
  if (at < 0 && traits.length > 0) doors.push({ key: 'byUnit', to: `/statistics?${named}${is(query.measure)}${by(['child', ...traits.slice(0, 1)])}` });
  if (!query.by.includes('time')) doors.push({ key: 'overTime', to: `/statistics?${named}${is(query.measure)}${by(traits.slice(0, 1))}&step=year` });
  const kind = casesOf[query.measure];
  if (kind) doors.push({ key: 'cases', to: `/members/cases?${named}&kind=${kind}&state=any` });
  if (query.measure === 'members' && !query.by.includes('time') && traits.every((d) => filters.includes(d) && values[query.by.indexOf(d)] !== 'unknown'))
    doors.push({ key: 'people', to: `/members?${named}${traits.map((d) => `&${d}=${values[query.by.indexOf(d)] ?? ''}`).join('')}` });
  doors.push({ key: 'unit', to: `/units/${encodeURIComponent(unit)}` });
  return doors;
}
