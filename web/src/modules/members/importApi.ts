// What the page of imports asks of the server.
import { call, upload, type Answer } from '../../shared/api/call.ts';

export type ImportKind = 'members' | 'spells';
export type ImportReport = Answer<'getMemberImport'>;
export type ImportSummary = Answer<'listMemberImports'>['items'][number];

export const importMembers = (kind: ImportKind, file: File, options: { dry_run: boolean; valid_only: boolean; columns: string }, onProgress: (share: number) => void): Promise<{ job_id: number }> =>
  upload('importMembers', file, { query: { kind, file_name: file.name, ...options }, onProgress });
export const readImport = (job: number): Promise<ImportReport> => call('getMemberImport', { path: { job }, query: { limit: 500 } });
export const listImports = (): Promise<Answer<'listMemberImports'>> => call('listMemberImports', { query: { limit: 20 } });
export const undoImport = (batch: number): Promise<{ job_id: number }> => call('undoMemberImport', { path: { batch } });
