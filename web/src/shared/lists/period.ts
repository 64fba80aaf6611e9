// A stretch of time as it stands in the address: 2023, 2023-H1, 2023-Q1, 2023-03, or 2023-01-15..2023-06-30 (both days
// inside). Pure.
export interface Period {
  from: string;
  until: string; // the last day
}

const two = (n: number): string => String(n).padStart(2, '0');
const lastOf = (year: number, month: number): string => `${year}-${two(month)}-${two(new Date(Date.UTC(year, month, 0)).getUTCDate())}`;
const months = (year: number, first: number, count: number): Period => ({ from: `${year}-${two(first)}-01`, until: lastOf(year, first + count - 1) });

export function readPeriod(text: string | undefined): Period | undefined {
  const days = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(text ?? '');
  if (days?.[1] && days[2]) return days[1] <= days[2] ? { from: days[1], until: days[2] } : undefined;
  const [, year, half, quarter, month] = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(text ?? '') ?? [];
  if (!year) return undefined;
  const y = Number(year);
  if (half) return months(y, Number(half) * 6 - 5, 6);
  if (quarter) return months(y, Number(quarter) * 3 - 2, 3);
  return month ? months(y, Number(month), 1) : months(y, 1, 12);
}

// The parts of a year by their names in the address.
export const partsOf = (year: number): string[] => [String(year), ...[1, 2].map((n) => `${year}-H${n}`), ...[1, 2, 3, 4].map((n) => `${year}-Q${n}`), ...Array.from({ length: 12 }, (_, i) => `${year}-${two(i + 1)}`)];

export function writePeriod({ from, until }: Period): string {
  return partsOf(Number(from.slice(0, 4))).find((name) => {
    const p = readPeriod(name);
    return p?.from === from && p.until === until;
  }) ?? `${from}..${until}`;
}

// From the first of the year to the day.
export const yearTo = (day: string): Period => ({ from: `${day.slice(0, 4)}-01-01`, until: day });

// The last day of the month before.
export function lastMonthEnd(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return month === 1 ? lastOf(year - 1, 12) : lastOf(year, month - 1);
}

// The same day so many years before.
export const yearsBefore = (day: string, years: number): string => `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;
