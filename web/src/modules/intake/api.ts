// What the intake pages ask of the server.
import { addressOf, call, upload } from '../../shared/api/call.ts';
import type { ListPage } from '../../shared/api/list.ts';
import type { AcceptedCertain, AttestationView, ContradictionView, Decision, FactView, ItemCounts, ItemPage, ItemView, NewItem, Reread, TextRow, TextView, Uploaded } from './model.ts';

// The values of a reading are free JSON in the description of the API; model.ts says what the pages rely on.
const shaped = <T>(answer: Promise<unknown>): Promise<T> => answer as Promise<T>;
type Filter = Readonly<Record<string, string | undefined>>;

export const uploadText = (file: File, unit: string, onProgress: (share: number) => void): Promise<Uploaded> =>
  upload('uploadIntakeText', file, { query: { name: file.name, unit }, onProgress });
export const listTexts = (filter: Filter, cursor: string | undefined, signal?: AbortSignal): Promise<ListPage<TextRow>> =>
  call('listIntakeTexts', { query: { ...filter, cursor }, ...(signal ? { signal } : {}) });
export const readText = (id: number, part: { start: number; length: number }): Promise<TextView> => shaped(call('getIntakeText', { path: { id }, query: part }));
export const originalAddress = (id: number): string => addressOf('downloadIntakeText', { path: { id } });
export const listItems = (id: number, query: Readonly<Record<string, string | number | undefined>>): Promise<ItemPage> => shaped(call('listIntakeItems', { path: { id }, query }));
export const countItems = (id: number): Promise<ItemCounts> => shaped(call('countIntakeItems', { path: { id } }));
export const decideItem = (item: number, body: Decision): Promise<ItemView> => shaped(call('decideIntakeItem', { path: { id: item }, body }));
export const addItem = (text: number, body: NewItem): Promise<ItemView> => shaped(call('addIntakeItem', { path: { id: text }, body }));
export const acceptCertain = (text: number): Promise<AcceptedCertain> => call('acceptCertainIntakeItems', { path: { id: text } });
export const rereadText = (text: number, version: number): Promise<Reread> => call('rereadIntakeText', { path: { id: text }, body: { version } });
export const listContradictions = (text: number): Promise<{ items: ContradictionView[]; capped: boolean }> => shaped(call('listContradictions', { path: { id: text } }));
export const listFacts = (filter: Filter, cursor: string | undefined, signal: AbortSignal): Promise<ListPage<FactView>> =>
  shaped(call('listFacts', { query: { ...filter, cursor }, signal }));
export const listAttestations = (filter: Filter, cursor: string | undefined, signal: AbortSignal): Promise<ListPage<AttestationView>> =>
  call('listAttestations', { query: { ...filter, cursor }, signal });
