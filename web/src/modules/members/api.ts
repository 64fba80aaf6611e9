// What the pages of members ask of the server.
import { addressOf, call, type Answer } from '../../shared/api/call.ts';
import { todayIso } from '../../shared/i18n/format.ts';
import type { ListPage } from '../../shared/api/list.ts';

export type MemberRow = Answer<'listMembers'>['items'][number];
export type MemberPage = Answer<'getMember'>;
export type Spell = MemberPage['spells'][number];
export type TimelineEntry = Answer<'getMemberTimeline'>['items'][number];
export interface MemberFields {
  full_name: string;
  gender: string;
  birth_date: string | null;
  ethnicity: string;
  education: string | null;
  occupation: string;
  focus_group: string;
  citizen_number: string;
  admitted_on: string | null;
  ceremony_on: string | null;
  official_on: string | null;
  entered_for: string;
  note: string;
}

export const filterKeys = ['q', 'status', 'standing', 'gender', 'education', 'focus_group', 'ended'] as const;

export const listMembers = (query: Readonly<Record<string, string | undefined>>, cursor: string | undefined, signal: AbortSignal): Promise<ListPage<MemberRow>> =>
  call('listMembers', { query: { ...query, cursor, limit: 100 }, signal });
export const readMember = (code: string): Promise<MemberPage> => call('getMember', { path: { code } });
export const readTimeline = (code: string): Promise<ListPage<TimelineEntry>> => call('getMemberTimeline', { path: { code } });
export const readCitizenNumber = (code: string): Promise<{ citizen_number: string }> => call('getCitizenNumber', { path: { code } });
export const createMember = (body: object): Promise<MemberPage> => call('createMember', { body });
export const correctMember = (code: string, body: object, version: number): Promise<MemberPage> => call('correctMember', { path: { code }, body, version });
export const listFields = (): Promise<Answer<'listMemberFields'>> => call('listMemberFields');

export type CaseRow = Answer<'listMemberCases'>['items'][number];
export type CasePage = Answer<'getMemberCase'>;
export type DueRow = Answer<'listMembersDue'>['items'][number];
export const listCases = (query: Readonly<Record<string, string | undefined>>, cursor: string | undefined, signal: AbortSignal): Promise<ListPage<CaseRow>> =>
  call('listMemberCases', { query: { ...query, cursor, limit: 100 }, signal });
export const readCase = (id: string): Promise<CasePage> => call('getMemberCase', { path: { id } });
export const takeStep = (id: string, body: object, version: number): Promise<CasePage> => call('takeMemberStep', { path: { id }, body, version });
export const listDue = (query: { unit: string | undefined; kind: string; until: string }): Promise<ListPage<DueRow>> => call('listMembersDue', { query });
// Three months ahead; a badge's occasion is the next one.
export function dueUntil(kind: string): string {
  const today = todayIso();
  return kind === 'badge' ? today : todayIso(Date.parse(`${today}T00:00:00Z`) + 91 * 86_400_000);
}
export const readForm = (id: string, form: string): Promise<Answer<'getMemberForm'>> => call('getMemberForm', { path: { id, form } });
export const openAdmission = (body: object): Promise<CasePage> => call('openAdmission', { body });
export const openRecognition = (code: string, body: object): Promise<CasePage> => call('openRecognition', { path: { code }, body });
export const openTransfer = (code: string, body: object): Promise<CasePage> => call('openTransfer', { path: { code }, body });
export const openAbsence = (code: string, body: object): Promise<CasePage> => call('openAbsence', { path: { code }, body });
export const endMembership = (code: string, body: object, version: number): Promise<MemberPage> => call('endMembership', { path: { code }, body, version });
export const undoEnd = (code: string, body: object, version: number): Promise<MemberPage> => call('undoEnd', { path: { code }, body, version });
export const readVotingRight = (code: string, unit: string, on: string): Promise<Answer<'getVotingRight'>> => call('getVotingRight', { path: { code }, query: { unit, on } });
export const awardBadge = (code: string, body: object): Promise<MemberPage> => call('awardBadge', { path: { code }, body });
export const exportAddress = (kind: 'members' | 'spells', format: 'csv' | 'xlsx'): string => addressOf('exportMembers', { query: { kind, format } });

export type Question = Answer<'listOwnQuestions'>['items'][number];
export const readOwnRecord = (): Promise<MemberPage> => call('getOwnRecord');
export const listOwnViews = (): Promise<Answer<'listOwnRecordViews'>> => call('listOwnRecordViews');
export const listOwnQuestions = (): Promise<Answer<'listOwnQuestions'>> => call('listOwnQuestions');
export const askQuestion = (body: { field: string; text: string }): Promise<Question> => call('askQuestion', { body });
export const listQuestions = (query: { unit: string | undefined; unanswered: boolean | undefined }): Promise<Answer<'listQuestions'>> => call('listQuestions', { query });
export const answerQuestion = (id: number, body: { answer: string; accepted: boolean }, version: number): Promise<Question> => call('answerQuestion', { path: { id }, body, version });
export const linkAccount = (code: string, account: string): Promise<unknown> => call('linkMemberAccount', { path: { code }, body: { account } });
export const unlinkAccount = (code: string): Promise<unknown> => call('unlinkMemberAccount', { path: { code } });
