// What the import wizard asks of the server: units and the register of members have operations of their own, of one
// shape.
import { addressOf, call, upload, type Answer } from '../../shared/api/call.ts';

export type Kind = 'units' | 'members' | 'spells';
export type Prepared = Answer<'prepareUnitImport'>;
export type ImportReport = Answer<'getImportReport'>;
export type ImportSummary = ImportReport['summary'];
type Job = Answer<'importUnits'>;

export function prepare(kind: Kind, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Prepared> {
  const query = { file_name: file.name };
  return kind === 'units' ? upload('prepareUnitImport', file, { query, onProgress, signal }) : upload('prepareMemberImport', file, { query: { ...query, kind }, onProgress, signal });
}
export function start(kind: Kind, query: { upload: string; columns: string; dry_run: boolean; valid_only: boolean; batch: string }): Promise<Job> {
  const nothing = new Blob([]); // the file waits on the server
  return kind === 'units' ? upload('importUnits', nothing, { query }) : upload('importMembers', nothing, { query: { ...query, kind } });
}
export function readReport(kind: Kind, job: number, cursor?: string): Promise<ImportReport> {
  const options = { path: { job }, query: { cursor, limit: 100 } };
  return kind === 'units' ? call('getImportReport', options) : call('getMemberImport', options);
}
export const problemsAddress = (kind: Kind, job: number, format: 'csv' | 'xlsx'): string =>
  addressOf(kind === 'units' ? 'exportUnitImportProblems' : 'exportMemberImportProblems', { path: { job }, query: { format } });
export const listBatches = (kind: Kind): Promise<Answer<'listUnitImports'>> =>
  kind === 'units' ? call('listUnitImports', { query: { limit: 20 } }) : call('listMemberImports', { query: { limit: 20 } });
export const undoBatch = (kind: Kind, batch: number): Promise<Job> => (kind === 'units' ? call('undoUnitImport', { path: { batch } }) : call('undoMemberImport', { path: { batch } }));
