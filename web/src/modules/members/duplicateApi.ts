// What the pages of duplicate records ask of the server.
import { call, type Answer } from '../../shared/api/call.ts';
import type { MemberPage } from './api.ts';

export type DuplicateList = Answer<'listDuplicates'>;
export type Duplicate = DuplicateList['items'][number];
export type Lookalike = Duplicate['one'];
export type Candidate = Answer<'findMemberCandidates'>['items'][number];
export type Comparison = Answer<'compareMembers'>;

export interface Newcomer {
  unit_code: string;
  full_name: string;
  birth_date: string | null;
  citizen_number: string;
}
export const findCandidates = (body: Newcomer): Promise<Answer<'findMemberCandidates'>> => call('findMemberCandidates', { body });
export const listDuplicates = (query: Readonly<Record<string, string | number | boolean | undefined>>): Promise<DuplicateList> => call('listDuplicates', { query });
export const scanDuplicates = (unit: string): Promise<{ job_id: number }> => call('scanDuplicates', { query: { unit } });
export const compareMembers = (code: string, other: string): Promise<Comparison> => call('compareMembers', { path: { code, other } });
export const markDistinct = (code: string, other: string, note: string): Promise<Comparison> => call('markDistinct', { path: { code, other }, body: { note } });
export const unmarkDistinct = (code: string, other: string): Promise<Comparison> => call('unmarkDistinct', { path: { code, other } });
export const mergeMembers = (code: string, body: object, version: number): Promise<MemberPage> => call('mergeMembers', { path: { code }, body, version });
export const undoMerge = (code: string, version: number): Promise<MemberPage> => call('undoMerge', { path: { code }, version });
