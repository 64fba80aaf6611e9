import Button from 'antd/es/button';
import { useMay } from '../../app/session.tsx';
import { useSettings } from '../../app/settings.ts';
import { useList } from '../../shared/api/list.ts';
import { Grid, type Column } from '../../shared/components/Grid.tsx';
import { Page, Tag, type Tone } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { formatDay, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { listPlans, type PlanItem } from './api.ts';
import { planStates, planWords } from './words.ts';

const tones: Record<string, Tone> = { draft: 'info', approved: 'info', committed: 'good', undone: 'plain' };
export function PlanState({ state }: { state: string }) {
  const say = useLabels(planStates);
  return <Tag tone={tones[state] ?? 'plain'}>{say(state)}</Tag>;
}

export function PlansPage() {
  const t = useWords(planWords);
  const states = useLabels(planStates);
  const language = useLanguage();
  const may = useMay();
  const go = useGo();
  const { settings } = useSettings();
  const [url, change] = useUrlState();
  const list = useList<PlanItem>(['plans', url['state']], (cursor, signal) => listPlans(url['state'], cursor, signal));
  const columns: Column<PlanItem>[] = [
    { key: 'code', title: t('code'), width: '150px', cell: (p) => <span className="strong">{p.code}</span> },
    { key: 'title', title: t('name'), width: 'minmax(220px, 3fr)', cell: (p) => p.title },
    { key: 'effective', title: t('effective'), width: '130px', cell: (p) => formatDay(p.effective_on, language) },
    { key: 'owner', title: t('owner'), width: 'minmax(160px, 1.5fr)', cell: (p) => p.owner_name },
    { key: 'planner', title: t('planner'), width: '130px', cell: (p) => p.planner },
    { key: 'state', title: t('state'), width: '160px', cell: (p) => <PlanState state={p.state} /> },
  ];
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        may('reorganisations_plan') || may('members_manage') ? (
          <Button type="primary" onClick={() => go('/reorganisations/new')}>
            {t(may('reorganisations_plan') ? 'add' : 'ask')}
          </Button>
        ) : null
      }
    >
      <div>
        <select className="plain-select" aria-label={t('state')} value={url['state'] ?? ''} onChange={(e) => change({ state: e.target.value || undefined })}>
          <option value="">{t('state')}</option>
          {Object.keys(planStates).map((s) => (
            <option key={s} value={s}>
              {states(s)}
            </option>
          ))}
        </select>
      </div>
      {list.loading ? <Loading rows={8} /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={list.retry} /> : null}
      {!list.loading && !list.error && list.rows.length === 0 ? <Empty title={t('none')}>{t('noneHint')}</Empty> : null}
      {list.rows.length > 0 ? (
        <Grid
          label={t('title')}
          rows={list.rows}
          rowKey={(p) => p.code}
          columns={columns}
          density={settings.density}
          more={list.more}
          loading={list.fetching}
          onOpen={(p) => go(`/reorganisations/${encodeURIComponent(p.code)}`)}
          card={(p) => (
            <>
              <div className="card-title">{p.title || p.code}</div>
              <div className="card-line">
                {p.code} · {states(p.state)}
              </div>
              <div className="card-line">{formatDay(p.effective_on, language)}</div>
            </>
          )}
        />
      ) : null}
    </Page>
  );
}
