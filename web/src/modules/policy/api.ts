// What the pages of rules and of the calendar ask of the server.
import { call, type Answer } from '../../shared/api/call.ts';
import type { SpecialDay } from './calendarText.ts';

export type Rule = Answer<'getRule'>['items'][number];
export type Parameter = Rule['parameters'][number];
export interface CalendarYear {
  year: number;
  announced: boolean;
  source: string;
  days: SpecialDay[];
  version: number;
}

export const listRules = (on: string): Promise<{ items: Rule[] }> => call('listRules', { query: { on } });
export const readRule = (id: string, on: string): Promise<{ items: Rule[] }> => call('getRule', { path: { id }, query: { on } });
export const setParameter = (rule: string, key: string, body: { value: number; from: string }, version: number): Promise<unknown> =>
  call('setRuleParameter', { path: { id: rule, key }, body, version });
export const listYears = (): Promise<{ items: CalendarYear[] }> => call('listCalendarYears') as Promise<{ items: CalendarYear[] }>;
export const storeYear = (year: number, body: Pick<CalendarYear, 'announced' | 'source' | 'days'>, version: number): Promise<unknown> => call('putCalendarYear', { path: { year }, body, version });
