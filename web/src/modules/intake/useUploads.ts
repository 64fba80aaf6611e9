// Files on their way in: sent one after another, read by the server at once or by a job that is watched.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { whenServerReturns } from '../../shared/api/connection.ts';
import { Unreachable } from '../../shared/api/problem.ts';
import { watchJob } from '../jobs/watch.ts';
import { uploadText } from './api.ts';

export interface Uploading {
  key: number;
  file: File;
  unit: string;
  state: 'waiting' | 'sending' | 'reading' | 'ready' | 'failed';
  share: number;
  textId?: number;
  known?: boolean;
  error?: unknown;
  refusal?: string | undefined; // the sentence of a job that failed
}

function textOf(result: unknown): number | undefined {
  const value: unknown = typeof result === 'string' ? (JSON.parse(result || 'null') as unknown) : result;
  if (typeof value !== 'object' || value === null) return undefined;
  const id = (value as Record<string, unknown>)['text_id'];
  return typeof id === 'number' ? id : undefined;
}

export function useUploads() {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<Uploading[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const next = useRef(1);
  const change = useCallback((key: number, part: Partial<Uploading>) => setUploads((old) => old.map((u) => (u.key === key ? { ...u, ...part } : u))), []);

  const send = useCallback(
    async ({ key, file, unit }: Pick<Uploading, 'key' | 'file' | 'unit'>) => {
      try {
        change(key, { state: 'sending', share: 0, error: undefined, refusal: undefined });
        const answer = await uploadText(file, unit, (share) => change(key, { share }));
        if (answer.text_id !== null) change(key, { state: 'ready', share: 1, textId: answer.text_id, known: answer.known_already });
        else if (answer.job_id !== null) {
          change(key, { state: 'reading', share: 0 });
          const job = await watchJob(answer.job_id, (done, total) => change(key, { share: total > 0 ? done / total : 0 }));
          const id = job.state === 'done' ? textOf(job.result) : undefined;
          if (id !== undefined) change(key, { state: 'ready', share: 1, textId: id });
          else change(key, { state: 'failed', refusal: job.error });
        }
      } catch (error) {
        change(key, { state: 'failed', error });
      }
      await client.invalidateQueries({ queryKey: ['intake', 'texts'] });
    },
    [change, client],
  );
  const add = useCallback(
    (files: readonly File[], unit: string) => {
      for (const file of files) {
        const key = next.current;
        next.current += 1;
        setUploads((old) => [...old, { key, file, unit, state: 'waiting', share: 0 }]);
        queue.current = queue.current.then(() => send({ key, file, unit }));
      }
    },
    [send],
  );
  const retry = useCallback(
    (u: Uploading) => {
      change(u.key, { state: 'waiting' });
      queue.current = queue.current.then(() => send(u));
    },
    [change, send],
  );
  // What the lost connection cut off is sent again when the server is back; the same bytes are never taken twice.
  const cut = useRef<Uploading[]>([]);
  cut.current = uploads.filter((u) => u.state === 'failed' && u.error instanceof Unreachable);
  useEffect(() => whenServerReturns(() => cut.current.forEach(retry)), [retry]);
  return { uploads, add, retry };
}
