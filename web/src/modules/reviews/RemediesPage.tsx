// The plans that one sees: what is due next on top.
import { useSettings } from '../../app/settings.ts';
import { useList } from '../../shared/api/list.ts';
import { Grid, type Column } from '../../shared/components/Grid.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { formatDay, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { listRemedies, type RemedyItem } from './api.ts';
import { Choose, RemedyTag, ReviewTabs } from './ReviewParts.tsx';
import { progresses, remedyStates, reviewWords } from './words.ts';

const { without: _, ...ofOpen } = progresses;

export function RemediesPage() {
  const t = useWords(reviewWords);
  const language = useLanguage();
  const go = useGo();
  const { unit } = usePageContext();
  const { settings } = useSettings();
  const [url, change] = useUrlState();
  const query = { unit, state: url['state'], progress: url['progress'] };
  const list = useList<RemedyItem>(['remedies', query], (cursor, signal) => listRemedies(query, cursor, signal));
  const columns: Column<RemedyItem>[] = [
    { key: 'unit', title: t('unit'), width: 'minmax(220px, 2fr)', cell: (x) => <span className="strong">{x.heir_name || x.unit_name}</span> },
    { key: 'lead', title: t('lead_'), width: 'minmax(200px, 1.5fr)', cell: (x) => x.lead_name },
    { key: 'goal', title: t('goal'), width: 'minmax(240px, 3fr)', cell: (x) => x.goal },
    { key: 'steps', title: t('steps'), width: '110px', number: true, cell: (x) => `${x.steps_over}/${x.steps}` },
    { key: 'due', title: t('dueOn'), width: '150px', cell: (x) => formatDay(x.due_on, language) },
    { key: 'state', title: t('state'), width: '170px', cell: (x) => <RemedyTag about={x} /> },
  ];
  return (
    <Page title={t('remedies')} lead={t('remediesLead')}>
      <ReviewTabs />
      <div className="row">
        <Choose id="remedy-state" labels={remedyStates} label={t('state')} empty={t('anyState')} value={url['state'] ?? ''} onChange={(state) => change({ state, progress: undefined })} />
        <Choose id="remedy-progress" labels={ofOpen} label={t('plan')} empty={t('allProgress')} value={url['progress'] ?? ''} onChange={(progress) => change({ progress, state: undefined })} />
      </div>
      {list.loading ? <Loading rows={8} /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={list.retry} /> : null}
      {!list.loading && !list.error && list.rows.length === 0 ? <Empty title={t('noRemedies')}>{t('noRemediesHint')}</Empty> : null}
      {list.rows.length > 0 ? (
        <Grid
          label={t('remedies')}
          rows={list.rows}
          rowKey={(x) => String(x.id)}
          columns={columns}
          density={settings.density}
          more={list.more}
          total={list.total}
          loading={list.fetching}
          onOpen={(x) => go(`/remedies/${x.id}`)}
          card={(x) => (
            <>
              <div className="card-title">{x.heir_name || x.unit_name}</div>
              <div className="card-line">{x.goal}</div>
              <div className="card-line">
                {t('dueOn')} {formatDay(x.due_on, language)} · {x.lead_name}
              </div>
              <RemedyTag about={x} />
            </>
          )}
        />
      ) : null}
    </Page>
  );
}
