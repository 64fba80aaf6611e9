// What falls due: recognitions, transfers whose clock runs, absences that end, badges of the next occasion.
import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useSettings } from '../../app/settings.ts';
import { DayField } from '../../shared/components/DayField.tsx';
import { Grid, type Column } from '../../shared/components/Grid.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { common, formatDay, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { dueUntil, listDue, type DueRow } from './api.ts';
import { DueDay } from './DueDay.tsx';
import { MemberTabs } from './MemberTabs.tsx';
import { dueKinds, memberWords } from './words.ts';

export function DuePage() {
  const t = useWords(memberWords);
  const c = useWords(common);
  const kinds = useLabels(dueKinds);
  const language = useLanguage();
  const go = useGo();
  const { unit } = usePageContext();
  const { settings } = useSettings();
  const [url, change] = useUrlState();
  const kind = url['kind'] ?? 'recognition';
  const until = url['until'] ?? dueUntil(kind);
  const q = useQuery({ queryKey: ['due', unit, kind, until], queryFn: () => listDue({ unit, kind, until }) });
  const rows = q.data?.items ?? [];
  const columns: Column<DueRow>[] = [
    { key: 'who', title: t('who'), width: 'minmax(200px, 2fr)', cell: (x) => <span className="strong">{x.full_name}</span> },
    { key: 'code', title: t('code'), width: '130px', cell: (x) => x.member_code },
    { key: 'unit', title: t('home'), width: 'minmax(200px, 2fr)', cell: (x) => x.unit_name },
    ...(kind === 'badge' ? [{ key: 'years', title: t('badges'), width: '170px', cell: (x: DueRow) => (x.years === null ? '' : t('badgeYears', { n: x.years })) }] : []),
    { key: 'due', title: t('dueOn'), width: '210px', cell: (x) => <DueDay due={x.due} late={x.late} unknownYear={x.unknown_year} /> },
  ];
  return (
    <Page title={t('due')} lead={t('dueLead')} actions={<Button onClick={() => window.print()}>{c('print')}</Button>}>
      <MemberTabs />
      <div className="row">
        <select className="plain-select" aria-label={t('kind')} value={kind} onChange={(e) => change({ kind: e.target.value, until: undefined })}>
          {Object.keys(dueKinds).map((k) => (
            <option key={k} value={k}>
              {kinds(k)}
            </option>
          ))}
        </select>
        <label htmlFor="due-until">{t(kind === 'badge' ? 'occasion' : 'until')}</label>
        <DayField id="due-until" value={until} onChange={(day) => change({ until: day })} />
      </div>
      {q.isPending ? <Loading rows={8} /> : null}
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {q.data && rows.length === 0 ? <Empty title={t('dueNone')} /> : null}
      {rows.length > 0 ? (
        <Grid
          label={kinds(kind)}
          rows={rows}
          rowKey={(x) => `${x.member_code} ${x.due}`}
          columns={columns}
          density={settings.density}
          total={rows.length}
          loading={q.isFetching}
          onOpen={(x) => go(x.case_id === null ? `/members/${encodeURIComponent(x.member_code)}` : `/members/cases/${x.case_id}`)}
          card={(x) => (
            <>
              <div className="card-title">{x.full_name}</div>
              <div className="card-line">
                {t('dueOn')} {formatDay(x.due, language)} {x.late ? `(${t('late')})` : ''}
              </div>
              <div className="card-line">{x.unit_name}</div>
            </>
          )}
          foot={<span>{t('count', { n: rows.length })}</span>}
        />
      ) : null}
    </Page>
  );
}
