// What the pages of weak organisations ask of the server.
import { addressOf, call, type Answer } from '../../shared/api/call.ts';

export type WeakList = Answer<'listWeakOrganisations'>;
export type WeakItem = WeakList['items'][number];
export type UnitReview = Answer<'getUnitReview'>;
export type Judgement = UnitReview['judgements'][number];
export type RemedyItem = UnitReview['remedies'][number];
export type Remedy = Answer<'getRemedy'>;
export type RemedyStep = Remedy['steps'][number];
export type RemedyEvent = Remedy['events'][number];
export interface WeakQuery {
  unit: string | undefined;
  on: string;
  mark: string | undefined;
  progress: string | undefined;
  kind: string | undefined;
}

export const listWeak = (query: WeakQuery, cursor: string | undefined, signal: AbortSignal): Promise<WeakList> => call('listWeakOrganisations', { query: { ...query, cursor, limit: 100 }, signal });
export const exportWeakAddress = (query: WeakQuery, format: 'csv' | 'xlsx'): string => addressOf('exportWeakOrganisations', { query: { ...query, format } });
export const readReview = (code: string, on: string): Promise<UnitReview> => call('getUnitReview', { path: { code }, query: { on } });
export const judgeWeak = (body: object): Promise<Judgement> => call('judgeWeak', { body });
export const endJudgement = (j: Judgement, body: object): Promise<Judgement> => call('endWeakJudgement', { path: { id: j.id }, body, version: j.version });
export const listRemedies = (query: { unit: string | undefined; state: string | undefined; progress: string | undefined }, cursor: string | undefined, signal: AbortSignal): Promise<Answer<'listRemedies'>> =>
  call('listRemedies', { query: { ...query, cursor, limit: 100 }, signal });
export const readRemedy = (id: string): Promise<Remedy> => call('getRemedy', { path: { id } });
export const openRemedy = (body: object): Promise<Remedy> => call('openRemedy', { body });
export const changeRemedy = (verb: 'updateRemedy' | 'extendRemedy' | 'closeRemedy' | 'reopenRemedy' | 'addRemedyStep', about: RemedyItem, body: object): Promise<Remedy> =>
  call(verb, { path: { id: about.id }, body, version: about.version });
export const reportStep = (about: RemedyItem, step: number, body: object): Promise<Remedy> => call('reportRemedyStep', { path: { id: about.id, step }, body, version: about.version });
