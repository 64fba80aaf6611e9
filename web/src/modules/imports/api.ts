// What the import wizard asks of the server: each kind of file has operations of its own, of one shape.
import { addressOf, call, upload, type Answer } from '../../shared/api/call.ts';
import type { OperationId } from '../../shared/api/operations.ts';

export type Kind = 'units' | 'members' | 'spells';
export type Prepared = Answer<'prepareUnitImport'>;
export type ImportReport = Answer<'getImportReport'>;
export type ImportProblem = ImportReport['items'][number];
export type ImportSummary = ImportReport['summary'];
type Job = { job_id: number };

const unitOperations = { prepare: 'prepareUnitImport', start: 'importUnits', report: 'getImportReport', problems: 'exportUnitImportProblems', list: 'listUnitImports', undo: 'undoUnitImport' } as const;
const memberOperations = { prepare: 'prepareMemberImport', start: 'importMembers', report: 'getMemberImport', problems: 'exportMemberImportProblems', list: 'listMemberImports', undo: 'undoMemberImport' } as const;
const operations = (kind: Kind): Record<keyof typeof unitOperations, OperationId> => (kind === 'units' ? unitOperations : memberOperations);
const kindQuery = (kind: Kind): { kind?: Kind } => (kind === 'units' ? {} : { kind });

export const prepare = (kind: Kind, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Prepared> =>
  upload(operations(kind).prepare, file, { query: { ...kindQuery(kind), file_name: file.name }, onProgress, signal }) as Promise<Prepared>;
export const start = (kind: Kind, options: { upload: string; columns: string; dry_run: boolean; valid_only: boolean; batch: string }): Promise<Job> =>
  upload(operations(kind).start, new Blob([]), { query: { ...kindQuery(kind), ...options } }) as Promise<Job>;
export const readReport = (kind: Kind, job: number, cursor?: string): Promise<ImportReport> => call(operations(kind).report, { path: { job }, query: { cursor, limit: 100 } }) as Promise<ImportReport>;
export const problemsAddress = (kind: Kind, job: number, format: 'csv' | 'xlsx'): string => addressOf(operations(kind).problems, { path: { job }, query: { format } });
export const listBatches = (kind: Kind): Promise<{ items: ImportSummary[] }> => call(operations(kind).list, { query: { limit: 20 } }) as Promise<{ items: ImportSummary[] }>;
export const undoBatch = (kind: Kind, batch: number): Promise<Job> => call(operations(kind).undo, { path: { batch } }) as Promise<Job>;
