// What the journal page asks of the server.
import { call } from '../../shared/api/call.ts';
import type { ListPage } from '../../shared/api/list.ts';
import type { JournalChecks, JournalEntry } from '../identity/model.ts';

export type { JournalCheck, JournalChecks, JournalEntry } from '../identity/model.ts';
type Filter = Readonly<Record<string, string | undefined>>;
export const listJournal = (filter: Filter, after: string | undefined, signal: AbortSignal): Promise<ListPage<JournalEntry>> => call('listJournal', { query: { ...filter, after, limit: 100 }, signal });
export const listVerbs = (): Promise<{ items: { verb: string; text: string }[] }> => call('listJournalVerbs');
export const listViews = (filter: Filter, after: string | undefined, signal: AbortSignal): Promise<ListPage<JournalEntry>> => call('listJournalViews', { query: { ...filter, after, limit: 100 }, signal });
export const verifyJournal = (head: string | undefined): Promise<JournalChecks> => call('verifyJournal', { body: head === undefined ? {} : { head } });
export const exportHead = (): Promise<unknown> => call('exportJournalHead', { as: 'text' });
