// One piece of work that takes a while: a file being sent, or a job being watched. It says how far it is, and stops
// when asked.
import { useCallback, useRef, useState } from 'react';
import { Problem } from '../../shared/api/problem.ts';
import { cancelJob } from '../jobs/api.ts';
import { watchJob } from '../jobs/watch.ts';
import { paceOf, type Pace } from './pace.ts';

export class Stopped extends Error {}

export interface Working extends Pace {
  what: 'sending' | 'checking' | 'importing' | 'undoing';
}

export function useWork() {
  const [working, setWorking] = useState<Working | null>(null);
  const stop = useRef<() => void>(() => undefined);
  const run = useCallback(async <T>(what: Working['what'], count: number, work: (shown: (share: number) => void, onStop: (f: () => void) => void) => Promise<T>): Promise<T> => {
    const begun = performance.now();
    const shown = (share: number): void => setWorking({ what, ...paceOf(share, performance.now() - begun, count) });
    shown(0);
    try {
      return await work(shown, (f) => (stop.current = f));
    } finally {
      stop.current = () => undefined;
      setWorking(null);
    }
  }, []);
  // Errors: Stopped; Problem with the job's own sentence.
  const follow = useCallback(
    (what: Working['what'], count: number, job: number) =>
      run(what, count, async (shown, onStop) => {
        onStop(() => void cancelJob(job));
        const end = await watchJob(job, (done, total) => shown(total > 0 ? done / total : 0));
        if (end.state === 'cancelled') throw new Stopped();
        if (end.state !== 'done') throw new Problem({ status: 422, detail: end.error, key: end.error_key });
        return job;
      }),
    [run],
  );
  return { working, run, follow, stop: () => stop.current() };
}
