// What the intake pages ask of the server.
import { addressOf, call, upload } from '../../shared/api/call.ts';
import type { ListPage } from '../../shared/api/list.ts';
import type { AcceptedCertain, AttestationView, ContradictionView, Decision, FactView, ItemView, Reread, TextRow, TextView, Uploaded } from './model.ts';

type Filter = Readonly<Record<string, string | undefined>>;

export const uploadText = (file: File, unit: string, onProgress: (share: number) => void): Promise<Uploaded> =>
  upload('uploadIntakeText', file, { query: { name: file.name, unit }, onProgress });
export const listTexts = (filter: Filter, cursor: string | undefined, signal?: AbortSignal): Promise<ListPage<TextRow>> =>
  call('listIntakeTexts', { query: { ...filter, cursor }, ...(signal ? { signal } : {}) });
export const readText = (id: number): Promise<TextView> => call('getIntakeText', { path: { id } });
export const originalAddress = (id: number): string => addressOf('downloadIntakeText', { path: { id } });
export const listItems = (id: number): Promise<{ items: ItemView[] }> => call('listIntakeItems', { path: { id } });
export const decideItem = (item: number, body: Decision): Promise<ItemView> => call('decideIntakeItem', { path: { id: item }, body });
export const acceptCertain = (text: number): Promise<AcceptedCertain> => call('acceptCertainIntakeItems', { path: { id: text } });
export const rereadText = (text: number): Promise<Reread> => call('rereadIntakeText', { path: { id: text } });
export const listContradictions = (text: number): Promise<{ items: ContradictionView[] }> => call('listContradictions', { path: { id: text } });
export const listFacts = (filter: Filter, cursor: string | undefined, signal: AbortSignal): Promise<ListPage<FactView>> => call('listFacts', { query: { ...filter, cursor }, signal });
export const listAttestations = (filter: Filter, cursor: string | undefined, signal: AbortSignal): Promise<ListPage<AttestationView>> =>
  call('listAttestations', { query: { ...filter, cursor }, signal });
