// What the document pages ask of the server.
import { addressOf, call, callVersioned, upload, type Versioned } from '../../shared/api/call.ts';
import type { ListPage } from '../../shared/api/list.ts';

export interface Hit {
  field: string;
  start: number;
  end: number;
}
export interface DocumentRow {
  id: number;
  label: string;
  kind: string;
  number: number | null;
  code: string;
  issued: string | null;
  issuer: string;
  advising: string;
  subject: string;
  field: string;
  owner_unit: string;
  term: number | null;
  state: string;
  status: string;
  hits: Hit[];
  snippet: string;
}
export interface AttachedFile {
  id: number;
  name: string;
  content_type: string;
  hash: string;
  size: number;
}
export interface EffectSpan {
  from: string;
  to: string | null;
  status: string;
}
export interface Party {
  unit: string;
  name: string;
  subtree: boolean;
}
// The place of the intake where an entry was read.
export interface ReadFrom {
  intake_id: number | null;
  start: number | null;
  end: number | null;
}
export interface DocumentFields {
  kind: string;
  number: number | null;
  suffix: string;
  code: string;
  year: number | null;
  issued: string | null;
  owner_unit: string;
  congress_paper: boolean;
  issuer: string;
  advising: string;
  subject: string;
  field: string;
  addressees: string;
  open_to_all: boolean;
  parties: Party[];
  effective_from: string | null;
  effective_to: string | null;
  aliases: string[];
  source: string;
}
export interface DocumentRecord extends DocumentFields {
  id: number;
  version: number;
  state: string;
  label: string;
  owner_name: string;
  term: number | null;
  status: string;
  timeline: EffectSpan[];
  read_from: ReadFrom | null;
  files: AttachedFile[];
}
export interface RelationView {
  id: number;
  kind: string;
  source_id: number;
  target_id: number;
  source_label: string;
  target_label: string;
  provision: string;
  from: string | null;
  to: string | null;
  extent: string;
  source: string;
  read_from: ReadFrom | null;
  version: number;
}
export interface DocumentPageData {
  document: DocumentRecord;
  outgoing: RelationView[];
  incoming: RelationView[];
  capped: boolean;
}
export interface GraphNode {
  id: number;
  label: string;
  kind: string;
  subject: string;
  issued: string | null;
  status: string;
  distance: number;
}
export interface Graph {
  nodes: GraphNode[];
  edges: RelationView[];
  cut: boolean;
}
export interface DocumentQuery {
  text: string;
  kind: string;
  code: string;
  issuer: string;
  advising: string;
  field: string;
  unit: string;
  term: number | null;
  from: string | null;
  to: string | null;
  status: string | null;
  on: string | null;
  state: string | null;
  sort: string;
}
export interface SeriesRow {
  id: number;
  unit: string;
  code: string;
  term: number | null;
  run: string;
  used: number;
  reserved: number;
  voided: number;
  last: number;
  gaps: number;
}
export interface NumberRow {
  number: number;
  suffix: string;
  state: string;
  document_id: number;
  reason: string;
}
export interface SeriesData {
  series: SeriesRow;
  gaps: { from: number; to: number }[];
  set_aside: NumberRow[];
}
export interface Claim {
  id: number;
  unit: string;
  text: string;
  value: number;
  query: DocumentQuery;
  dated: string | null;
  source_document_id: number | null;
  source: string;
  count: number;
  difference: number;
}
export interface SavedView {
  id: number;
  name: string;
  query: DocumentQuery;
}
export interface TallyRow {
  key: string;
  name: string;
  count: number;
}

export type Filter = Readonly<Record<string, string | undefined>>;

export const listDocuments = (filter: Filter, cursor: string | undefined, signal: AbortSignal): Promise<ListPage<DocumentRow>> =>
  call('listDocuments', { query: { ...filter, cursor, limit: 100 }, signal });
export async function findDocuments(text: string, signal: AbortSignal): Promise<{ id: number; name: string; title: string }[]> {
  const page = await listDocuments({ text }, undefined, signal);
  return page.items.map((d) => ({ id: d.id, name: d.label, title: d.subject }));
}
// What a citation in words may mean, likeliest first.
export const findReference = (text: string, signal: AbortSignal): Promise<{ items: { id: number; label: string; subject: string }[] }> => call('findDocument', { query: { text }, signal });
export const countDocuments = (filter: Filter): Promise<{ total: number }> => call('countDocuments', { query: filter });
export const tallyDocuments = (by: string, filter: Filter): Promise<{ rows: TallyRow[]; total: number }> => call('tallyDocuments', { query: { ...filter, by } });
export const exportAddress = (filter: Filter, format: 'csv' | 'xlsx'): string => addressOf('exportDocuments', { query: { ...filter, format } });
export const readDocument = (id: number, on: string): Promise<Versioned<DocumentPageData>> => callVersioned('getDocument', { path: { id }, query: { on } });
export const createDocument = (body: Partial<DocumentFields>): Promise<DocumentPageData> => call('createDocument', { body });
export const updateDocument = (id: number, body: DocumentFields, version: string | number | undefined): Promise<DocumentPageData> =>
  call('updateDocument', { path: { id }, body, version });
export const readGraph = (id: number, on: string): Promise<Graph> => call('getRelationGraph', { path: { id }, query: { on, depth: 2 } });
export const endRelation = (relation: RelationView, to: string, version = relation.version): Promise<unknown> => call('endRelation', { path: { id: relation.id }, query: { to }, version });
export const removeRelation = (id: number): Promise<unknown> => call('removeRelation', { path: { id } });
export const addRelation = (id: number, body: object): Promise<unknown> => call('addRelation', { path: { id }, body });
export const listAliases = (id: number): Promise<{ items: { id: number; name: string }[] }> => call('listAliases', { path: { id } });
export const removeAlias = (id: number, alias: number): Promise<unknown> => call('removeAlias', { path: { id, alias } });
export const addAlias = (id: number, name: string): Promise<unknown> => call('addAlias', { path: { id }, body: { name } });
export const uploadFile = (id: number, file: File, onProgress: (share: number) => void): Promise<unknown> =>
  upload('uploadDocumentFile', file, { path: { id }, query: { name: file.name }, onProgress });
export const fileAddress = (id: number, file: number): string => addressOf('downloadDocumentFile', { path: { id, file } });
export const listSeries = (unit: string | undefined): Promise<{ items: SeriesRow[] }> => call('listSeries', { query: { unit } });
export const readSeries = (id: number): Promise<SeriesData> => call('getSeries', { path: { id } });
export interface AllocatedNumber {
  series_id: number;
  number: number;
  label: string;
  term: number | null;
}
export const allocateNumber = (body: object): Promise<AllocatedNumber> => call('allocateNumber', { body });
export const reserveNumber = (body: object): Promise<AllocatedNumber> => call('reserveNumber', { body });
export const voidNumber = (body: object): Promise<unknown> => call('voidNumber', { body });
export interface Congress {
  id: number;
  unit: string;
  number: number;
  opened: string | null;
  closed: string;
  plenum: string | null;
  term_from: string;
  term_to: string | null;
  source: string;
}
export const listTerms = (unit: string): Promise<{ items: Congress[] }> => call('listTerms', { query: { unit } });
export const addTerm = (body: object): Promise<unknown> => call('addTerm', { body });
export const listClaims = (): Promise<{ items: Claim[] }> => call('listClaims');
export const addClaim = (body: object): Promise<unknown> => call('addClaim', { body });
export const removeClaim = (id: number): Promise<unknown> => call('removeClaim', { path: { id } });
export const listViews = (): Promise<{ items: SavedView[] }> => call('listViews');
export const saveView = (body: { name: string; query: Partial<DocumentQuery> }): Promise<SavedView> => call('saveView', { body });
export const deleteView = (id: number): Promise<unknown> => call('deleteView', { path: { id } });
