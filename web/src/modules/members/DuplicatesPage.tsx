// Pairs of records that may be of one person, as the last scan of the unit found them, and the scan itself.
import Button from 'antd/es/button';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../../shared/api/problem.ts';
import { Page, Tag } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, formatNumber, formatTime, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { watchJob } from '../jobs/watch.ts';
import { listRoots } from '../org/api.ts';
import { Person } from './Candidates.tsx';
import { listDuplicates, scanDuplicates, type Duplicate, type DuplicateList } from './duplicateApi.ts';
import { duplicateWords, likenesses } from './duplicateWords.ts';
import { MemberTabs } from './MemberTabs.tsx';

function Pair({ pair }: { pair: Duplicate }) {
  const t = useWords(duplicateWords);
  const say = useLabels(likenesses);
  const language = useLanguage();
  const both = pair.one.seen && pair.other.seen;
  return (
    <li className="panel">
      <div className="row tight">
        {pair.reasons.map((r) => (
          <Tag key={r} tone={r === 'citizen_number' || r === 'name_and_birth' ? 'warn' : 'info'}>
            {say(r)}
          </Tag>
        ))}
      </div>
      <div>
        <Person person={pair.one} />
      </div>
      <div>
        <Person person={pair.other} />
      </div>
      {pair.distinct ? <div className="soft">{t('markedBy', { who: pair.distinct.account, day: formatDay(pair.distinct.on, language), note: pair.distinct.note })}</div> : null}
      {both ? <To to={`/members/duplicates/${encodeURIComponent(pair.one.code)}/${encodeURIComponent(pair.other.code)}`}>{t('compare')}</To> : null}
    </li>
  );
}

function ScanNote({ scan }: { scan: NonNullable<DuplicateList['scan']> }) {
  const t = useWords(duplicateWords);
  const language = useLanguage();
  const n = (x: number): string => formatNumber(x, language);
  return (
    <p className="soft">
      {t('scanned', { unit: scan.unit_name, when: formatTime(scan.finished_at / 1000), number: n(scan.same_number), birth: n(scan.same_birth), near: n(scan.near) })}
      {scan.crowded > 0 ? ` ${t('crowded', { n: n(scan.crowded) })}` : ''}
      {scan.capped ? ` ${t('capped')}` : ''}
    </p>
  );
}

export function DuplicatesPage() {
  const t = useWords(duplicateWords);
  const context = usePageContext();
  const client = useQueryClient();
  const [url, change] = useUrlState();
  const [share, setShare] = useState<number | null>(null);
  const roots = useQuery({ queryKey: ['roots', context.on], queryFn: ({ signal }) => listRoots(context.on, signal), enabled: context.unit === undefined });
  const unit = context.unit ?? roots.data?.items[0]?.code;
  const flags = { lower: url['lower'] === 'true', distinct: url['distinct'] === 'true' };
  const q = useInfiniteQuery({
    queryKey: ['duplicates', unit, flags],
    queryFn: ({ pageParam }) => listDuplicates({ unit, ...flags, cursor: pageParam, limit: 50 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: unit !== undefined,
  });
  const scan = useMutation({
    mutationFn: async () => {
      const { job_id } = await scanDuplicates(unit ?? '');
      const end = await watchJob(job_id, (done, total) => setShare(total > 0 ? Math.floor((100 * done) / total) : 0));
      if (end.state !== 'done') throw new Problem({ status: 422, detail: end.error, key: end.error_key });
    },
    onSettled: () => {
      setShare(null);
      return client.invalidateQueries({ queryKey: ['duplicates'] });
    },
  });
  const first = q.data?.pages[0];
  const pairs = q.data?.pages.flatMap((p) => p.items) ?? [];
  const flag = (name: 'lower' | 'distinct', label: string) => (
    <label className="row tight">
      <input type="checkbox" checked={flags[name]} onChange={(e) => change({ [name]: e.target.checked ? 'true' : undefined })} /> {label}
    </label>
  );
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button type="primary" loading={scan.isPending} disabled={unit === undefined} onClick={() => scan.mutate()}>
          {t('scan')}
        </Button>
      }
    >
      <MemberTabs />
      <div className="row">
        {flag('lower', t('lower'))}
        {flag('distinct', t('distinctOnly'))}
      </div>
      <div aria-live="polite">{share === null ? null : t('scanning', { n: share })}</div>
      <FormError error={scan.error} />
      {q.isPending ? <Loading rows={6} /> : null}
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {first && !first.scan ? <Empty title={t('never')}>{t('neverHint')}</Empty> : null}
      {first?.scan ? <ScanNote scan={first.scan} /> : null}
      {first?.scan && pairs.length === 0 ? <Empty title={t('none')} /> : null}
      {pairs.length > 0 ? (
        <ul className="stack" aria-label={t('title')}>
          {pairs.map((p) => (
            <Pair key={p.number} pair={p} />
          ))}
        </ul>
      ) : null}
      {q.hasNextPage ? (
        <Button loading={q.isFetchingNextPage} onClick={() => void q.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </Page>
  );
}
