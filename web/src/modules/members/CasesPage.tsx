// What takes its course: of the unit above, or coming to it; at which step, and until when.
import Button from 'antd/es/button';
import { useMay } from '../../app/session.tsx';
import { useSettings } from '../../app/settings.ts';
import { useList } from '../../shared/api/list.ts';
import { Grid, type Column } from '../../shared/components/Grid.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { Tools } from '../../shared/components/Tools.tsx';
import { formatDay, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { listCases, type CaseRow } from './api.ts';
import { Choice } from './Choice.tsx';
import { DueDay } from './DueDay.tsx';
import { MemberTabs } from './MemberTabs.tsx';
import { caseKinds, caseStates, memberWords, stages } from './words.ts';

export function CasesPage() {
  const t = useWords(memberWords);
  const kinds = useLabels(caseKinds);
  const stage = useLabels(stages);
  const language = useLanguage();
  const may = useMay();
  const go = useGo();
  const { unit } = usePageContext();
  const { settings } = useSettings();
  const [url, change] = useUrlState();
  const state = url['state'] ?? 'open';
  const filter = { unit, kind: url['kind'], state: state === 'any' ? undefined : state, side: url['side'] };
  const list = useList<CaseRow>(['cases', filter], (cursor, signal) => listCases(filter, cursor, signal));
  const between = (x: CaseRow): string => [x.unit_name, x.other_name].filter(Boolean).join(' → ');
  const columns: Column<CaseRow>[] = [
    { key: 'who', title: t('who'), width: 'minmax(180px, 1.4fr)', cell: (x) => <span className="strong">{x.full_name}</span> },
    { key: 'kind', title: t('kind'), width: 'minmax(170px, 1.2fr)', cell: (x) => kinds(x.kind) },
    { key: 'stage', title: t('stage'), width: 'minmax(160px, 1.2fr)', cell: (x) => stage(x.stage) },
    { key: 'units', title: t('fromTo'), width: 'minmax(220px, 2fr)', cell: between },
    { key: 'from', title: t('openedOn'), width: '120px', cell: (x) => formatDay(x.from, language) },
    { key: 'due', title: t('dueOn'), width: '200px', cell: (x) => <DueDay due={x.due} late={x.late} /> },
  ];
  return (
    <Page
      title={t('cases')}
      lead={t('casesLead')}
      actions={
        may('members_manage') ? (
          <Button type="primary" onClick={() => go('/members/admit')}>
            {t('admit')}
          </Button>
        ) : null
      }
    >
      <MemberTabs />
      <Tools label={t('filter')}>
        <select className="plain-select" aria-label={t('side')} value={url['side'] ?? 'here'} onChange={(e) => change({ side: e.target.value === 'here' ? undefined : e.target.value })}>
          <option value="here">{t('here')}</option>
          <option value="incoming">{t('incoming')}</option>
        </select>
        <Choice label={t('kind')} labels={caseKinds} value={url['kind']} onChange={(kind) => change({ kind })} />
        <Choice label={t('state')} labels={caseStates} value={state === 'any' ? undefined : state} onChange={(next) => change({ state: next === 'open' ? undefined : (next ?? 'any') })} />
      </Tools>
      {list.loading ? <Loading rows={8} /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={list.retry} /> : null}
      {!list.loading && !list.error && list.rows.length === 0 ? <Empty title={t('casesNone')}>{t('casesNoneHint')}</Empty> : null}
      {list.rows.length > 0 ? (
        <Grid
          label={t('cases')}
          rows={list.rows}
          rowKey={(x) => String(x.id)}
          columns={columns}
          density={settings.density}
          more={list.more}
          loading={list.fetching}
          current={url['at']}
          onCurrent={(at) => change({ at })}
          onOpen={(x) => go(`/members/cases/${x.id}`)}
          card={(x) => (
            <>
              <div className="card-title">{x.full_name}</div>
              <div className="card-line">
                {kinds(x.kind)} · {stage(x.stage)}
              </div>
              <div className="card-line">{x.due ? `${t('dueOn')} ${formatDay(x.due, language)}${x.late ? ` (${t('late')})` : ''}` : between(x)}</div>
            </>
          )}
        />
      ) : null}
    </Page>
  );
}
