// What came of a file: its counts, and every problem with its row, page by page and as a file.
import Button from 'antd/es/button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Facts } from '../../shared/components/Page.tsx';
import { ErrorState } from '../../shared/components/States.tsx';
import { formatNumber, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { problemsAddress, readReport, type ImportReport, type Kind } from './api.ts';
import { importWords } from './words.ts';

export function Counts({ summary }: { summary: ImportReport['summary'] }) {
  const t = useWords(importWords);
  const language = useLanguage();
  const n = (x: number): string => formatNumber(x, language);
  return (
    <Facts
      rows={[
        [t('rows'), n(summary.rows)],
        [t('added'), n(summary.added)],
        [t('corrected'), n(summary.corrected)],
        [t('same'), n(summary.same)],
        [t('refused'), n(summary.refused)],
      ]}
    />
  );
}

export function Problems({ kind, report, name }: { kind: Kind; report: ImportReport; name: (key: string) => string }) {
  const t = useWords(importWords);
  const language = useLanguage();
  const job = report.summary.job_id;
  const n = (x: number): string => formatNumber(x, language);
  const q = useInfiniteQuery({
    queryKey: ['import-problems', kind, job],
    queryFn: ({ pageParam }) => readReport(kind, job, pageParam || undefined),
    initialPageParam: '',
    initialData: { pages: [report], pageParams: [''] },
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: Infinity,
  });
  if (report.summary.problems === 0) return null;
  const items = q.data.pages.flatMap((page) => page.items);
  return (
    <div className="stack">
      {report.summary.counts.length > 1 ? (
        <ul>
          {report.summary.counts.map((c) => (
            <li key={c.key}>
              {n(c.count)} × {c.sentence}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('problems')}>
        <table className="small-table">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('line')}
              </th>
              <th scope="col">{t('column')}</th>
              <th scope="col">{t('problem')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((p, i) => (
              <tr key={i}>
                <td className="number">{n(p.line)}</td>
                <td>{name(p.field)}</td>
                <td>{p.sentence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.fetchNextPage()} bare /> : null}
      {report.capped ? <p className="soft">{t('capped', { n: n(20_000), total: n(report.summary.problems) })}</p> : null}
      <div className="row no-print">
        {q.hasNextPage ? (
          <Button loading={q.isFetchingNextPage} onClick={() => void q.fetchNextPage()}>
            {t('more')}
          </Button>
        ) : null}
        <a href={problemsAddress(kind, job, 'csv')} download>
          {t('saveCsv')}
        </a>
        <a href={problemsAddress(kind, job, 'xlsx')} download>
          {t('saveXlsx')}
        </a>
      </div>
    </div>
  );
}
