import Button from 'antd/es/button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Page, Tag, type Tone } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { formatNumber, formatTime, jobStates, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { AdminTabs } from '../identity/AdminTabs.tsx';
import { cancelJob, listJobs, type Job } from './api.ts';

const words = {
  title: ['Việc chạy nền', 'Background jobs'],
  lead: ['Nhập tệp lớn, đọc bản quét và những việc dài khác. Việc dở dang chạy lại sau khi máy chủ khởi động lại.', 'Large imports, reading of scans and other long work. Unfinished work runs again after a restart.'],
  stop: ['Dừng', 'Stop'],
  stopping: ['Đang dừng: trang hay phần đang làm dở chạy nốt, thường trong vài giây. Không gì của việc này được giữ.', 'Stopping: the page or part in hand is finished first, mostly within seconds. Nothing of this work is kept.'],
  none: ['Chưa có việc nào', 'No jobs yet'],
  noneHint: ['Khi nhập một tệp lớn hoặc đọc một bản quét, tiến độ hiện ở đây.', 'Progress of large imports and scans is shown here.'],
  of: ['{done} / {total}', '{done} / {total}'],
  created: ['Tạo lúc', 'Created'],
} as const;
const tones: Readonly<Record<string, Tone>> = { waiting: 'plain', running: 'info', done: 'good', failed: 'bad', cancelled: 'warn' };

export function JobRow({ job }: { job: Job }) {
  const t = useWords(words);
  const states = useLabels(jobStates);
  const language = useLanguage();
  const client = useQueryClient();
  const stop = useMutation({ mutationFn: () => cancelJob(job.id), onSuccess: () => client.invalidateQueries({ queryKey: ['jobs'] }) });
  const live = job.state === 'running' || job.state === 'waiting';
  return (
    <li className="panel">
      <div className="row">
        <span className="strong">{job.title}</span>
        <Tag tone={tones[job.state] ?? 'plain'}>{states(job.state)}</Tag>
        <span className="soft">{formatTime(job.created_at)}</span>
        {live && !stop.isSuccess ? (
          <Button className="push" loading={stop.isPending} onClick={() => stop.mutate()}>
            {t('stop')}
          </Button>
        ) : null}
      </div>
      {live && stop.isSuccess ? <p role="status">{t('stopping')}</p> : null}
      {live ? (
        <div className="row" style={{ marginTop: 8 }}>
          <div className="bar" style={{ flex: 1 }} role="progressbar" aria-label={job.title} aria-valuemin={0} aria-valuemax={job.total || 100} aria-valuenow={job.done}>
            <div style={{ width: `${job.total > 0 ? (100 * job.done) / job.total : 3}%` }} />
          </div>
          <span className="soft">{job.total > 0 ? t('of', { done: formatNumber(job.done, language), total: formatNumber(job.total, language) }) : formatNumber(job.done, language)}</span>
        </div>
      ) : null}
      {job.error ? <p className="field-error">{job.error}</p> : null}
      <FormError error={stop.error} />
    </li>
  );
}

export function useJobs() {
  return useQuery({
    queryKey: ['jobs'],
    queryFn: listJobs,
    refetchInterval: (query) => (query.state.data?.items.some((j) => j.state === 'running' || j.state === 'waiting') ? 1000 : 10_000),
  });
}

export function JobsPage() {
  const t = useWords(words);
  const q = useJobs();
  return (
    <Page title={t('title')} lead={t('lead')}>
      <AdminTabs />
      {q.isPending ? <Loading /> : null}
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {q.data?.items.length === 0 ? <Empty title={t('none')}>{t('noneHint')}</Empty> : null}
      <ul className="stack">
        {q.data?.items.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </ul>
    </Page>
  );
}
