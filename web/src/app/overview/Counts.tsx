// Small lists of counts, each a door to what it counts; a count that cannot be told says so.
import { useQueries } from '@tanstack/react-query';
import { Panel, Tag } from '../../shared/components/Page.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatNumber, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { overviewWords } from './words.ts';

export interface Count {
  key: string;
  label: string;
  to: string;
  read: () => Promise<{ n: number; late?: number; more?: boolean }>;
}

export function Counts({ title, about, counts }: { title: string; about: readonly unknown[]; counts: readonly Count[] }) {
  const t = useWords(overviewWords);
  const language = useLanguage();
  const answers = useQueries({ queries: counts.map((c) => ({ queryKey: ['overview', ...about, c.key], queryFn: c.read, retry: false, staleTime: 60_000 })) });
  return (
    <Panel title={title}>
      <ul className="counts">
        {counts.map((c, i) => {
          const { data, error } = answers[i] ?? {};
          return (
            <li key={c.key} aria-busy={data === undefined && !error}>
              <To to={c.to}>
                <span className="row tight">
                  <span className="count-label">{c.label}</span>
                  {data?.late ? <Tag tone="warn">{t('late', { n: formatNumber(data.late, language) })}</Tag> : null}
                </span>
                <span className="number strong">{data ? formatNumber(data.n, language) + (data.more ? '+' : '') : error ? t('untold') : '…'}</span>
              </To>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
