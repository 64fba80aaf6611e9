// What the jobs page asks of the server.
import { call } from '../../shared/api/call.ts';
import type { JobAbout } from '../identity/model.ts';

export type Job = JobAbout;
export const listJobs = (): Promise<{ items: Job[] }> => call('listJobs', { query: { limit: 100 } });
export const readJob = (id: number): Promise<Job> => call('getJob', { path: { id } });
export const cancelJob = (id: number): Promise<unknown> => call('cancelJob', { path: { id } });
