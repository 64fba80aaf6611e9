// Follows one job until it has ended.
import { readJob, type Job } from './api.ts';

export async function watchJob(id: number, onProgress: (done: number, total: number) => void): Promise<Job> {
  for (let wait = 250; ; wait = Math.min(wait * 1.5, 3000)) {
    const job = await readJob(id);
    if (job.state !== 'waiting' && job.state !== 'running') return job;
    onProgress(job.done, job.total);
    await new Promise((r) => setTimeout(r, wait));
  }
}
