// What the pages of figures ask of the server.
import { call, type Answer } from '../../shared/api/call.ts';
import type { Cell, Query } from './query.ts';

export type TargetPage = Answer<'getTargets'>;
export type TargetItem = TargetPage['unit'];
export type TargetVersion = Answer<'setTarget'>;
export type Feasibility = Answer<'assessGoal'>;

export interface Figures {
  columns: string[];
  rows: Cell[][];
  withheld: string[][];
  names: Record<string, string>; // of the units in it
  sentence: string;
  elapsed_ms: number;
  provenance: { measure: string; definition: string; definition_version: number; members_version: number; tree_version: number; as_at: string };
}
export const ask = (query: Query, signal?: AbortSignal): Promise<Figures> => call('queryStatistics', { body: query, ...(signal ? { signal } : {}) }) as unknown as Promise<Figures>;
export const listMeasures = (): Promise<Answer<'listMeasures'>> => call('listMeasures');
export const exportFigures = (query: Query, format: 'csv' | 'xlsx'): Promise<Blob> => call('exportStatistics', { body: query, query: { format }, as: 'blob' }) as unknown as Promise<Blob>;
export const readTargets = (query: { unit: string; year: number; measure: string; denominator: string | undefined }): Promise<TargetPage> => call('getTargets', { query });
// version: of the target that was seen; undefined where there was none.
export const setTarget = (unit: string, year: number, measure: string, body: { value: number; reason: string }, version: number | undefined): Promise<TargetVersion> =>
  call('setTarget', { path: { unit, year, measure }, body, version });
export const listTargetVersions = (unit: string, year: number, measure: string): Promise<Answer<'listTargetVersions'>> => call('listTargetVersions', { path: { unit, year, measure } });
export const assessGoal = (query: { unit: string; goal: number; by: string }): Promise<Feasibility> => call('assessGoal', { query });
