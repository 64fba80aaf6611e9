// What the pages of figures ask of the server.
import { call, type Answer } from '../../shared/api/call.ts';
import type { Cell, Query } from './query.ts';

export interface Figures {
  columns: string[];
  rows: Cell[][];
  withheld: string[][];
  sentence: string;
  elapsed_ms: number;
  provenance: { measure: string; definition: string; definition_version: number; members_version: number; tree_version: number; as_at: string };
}
export const ask = (query: Query, signal?: AbortSignal): Promise<Figures> => call('queryStatistics', { body: query, ...(signal ? { signal } : {}) }) as unknown as Promise<Figures>;
export const listMeasures = (): Promise<Answer<'listMeasures'>> => call('listMeasures');
