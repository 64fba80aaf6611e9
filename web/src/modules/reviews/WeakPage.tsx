// Organisations that the criteria of the day mark, with their figures and the plan of each.
import { useInfiniteQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useSettings } from '../../app/settings.ts';
import { Grid, type Column } from '../../shared/components/Grid.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { formatDay, formatNumber, unitKinds, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import type { Labels } from '../../shared/i18n/words.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { exportWeakAddress, listWeak, type WeakItem, type WeakList } from './api.ts';
import { ProgressTag, ReviewTabs } from './ReviewParts.tsx';
import { marks, progresses, reviewWords } from './words.ts';

function Facet({ label, empty, labels, tally, value, onChange }: { label: string; empty: string; labels: Labels; tally: WeakList['by_mark']; value: string | undefined; onChange: (value: string | undefined) => void }) {
  const say = useLabels(labels);
  const language = useLanguage();
  return (
    <select className="plain-select" aria-label={label} value={value ?? ''} onChange={(e) => onChange(e.target.value || undefined)}>
      <option value="">{empty}</option>
      {tally.map((x) => (
        <option key={x.key} value={x.key}>
          {say(x.key)} ({formatNumber(x.count, language)})
        </option>
      ))}
    </select>
  );
}

export function WeakPage() {
  const t = useWords(reviewWords);
  const say = useLabels(marks);
  const kinds = useLabels(unitKinds);
  const language = useLanguage();
  const go = useGo();
  const { unit, on } = usePageContext();
  const { settings } = useSettings();
  const [url, change] = useUrlState();
  const query = { unit, on, mark: url['mark'], progress: url['progress'], kind: url['kind'] };
  const q = useInfiniteQuery({
    queryKey: ['weak', query],
    queryFn: ({ pageParam, signal }) => listWeak(query, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (old) => old,
  });
  const first = q.data?.pages[0];
  const rows = q.data?.pages.flatMap((p) => p.items) ?? [];
  const reasons = (x: WeakItem): string => x.marks.map((m) => say(m)).join('; ');
  const columns: Column<WeakItem>[] = [
    { key: 'unit', title: t('unit'), width: 'minmax(220px, 2fr)', cell: (x) => <span className="strong">{x.unit_name}</span> },
    { key: 'superior', title: t('superior'), width: 'minmax(180px, 1.5fr)', cell: (x) => x.superior_name },
    { key: 'criteria', title: t('criteria'), width: 'minmax(220px, 2fr)', cell: reasons },
    { key: 'members', title: t('members'), width: '110px', number: true, cell: (x) => (x.figures ? formatNumber(x.figures.members, language) : '') },
    { key: 'officials', title: t('officials'), width: '110px', number: true, cell: (x) => (x.figures ? formatNumber(x.figures.officials, language) : '') },
    { key: 'plan', title: t('plan'), width: '170px', cell: (x) => <ProgressTag progress={x.progress} /> },
    { key: 'due', title: t('due'), width: '120px', cell: (x) => formatDay(x.due_on, language) },
  ];
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <Button href={exportWeakAddress(query, 'csv')} download>
            {t('csv')}
          </Button>
          <Button href={exportWeakAddress(query, 'xlsx')} download>
            {t('xlsx')}
          </Button>
        </>
      }
    >
      <ReviewTabs />
      <div className="row">
        <Facet label={t('criteria')} empty={t('allCriteria')} labels={marks} tally={first?.by_mark ?? []} value={url['mark']} onChange={(mark) => change({ mark })} />
        <Facet label={t('plan')} empty={t('allProgress')} labels={progresses} tally={first?.by_progress ?? []} value={url['progress']} onChange={(progress) => change({ progress })} />
        <Facet label={t('kind')} empty={t('allKinds')} labels={unitKinds} tally={first?.by_kind ?? []} value={url['kind']} onChange={(kind) => change({ kind })} />
      </div>
      {first && !first.figures ? <p className="soft">{t('withheld')}</p> : null}
      {q.isPending ? <Loading rows={8} /> : null}
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {first && rows.length === 0 ? <Empty title={t('none')}>{t('noneHint')}</Empty> : null}
      {rows.length > 0 ? (
        <Grid
          label={t('title')}
          rows={rows}
          rowKey={(x) => x.unit_code}
          columns={columns}
          density={settings.density}
          more={q.hasNextPage ? () => void (q.isFetchingNextPage ? undefined : q.fetchNextPage()) : undefined}
          total={first?.total ?? null}
          loading={q.isFetching}
          onOpen={(x) => go(`/weak/${encodeURIComponent(x.unit_code)}`)}
          card={(x) => (
            <>
              <div className="card-title">{x.unit_name}</div>
              <div className="card-line">
                {kinds(x.kind)} · {x.superior_name}
              </div>
              <div className="card-line">{reasons(x)}</div>
              <ProgressTag progress={x.progress} />
            </>
          )}
        />
      ) : null}
    </Page>
  );
}
