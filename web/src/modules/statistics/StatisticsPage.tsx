// The explorer of figures: left what is asked, in the middle the table with the whole unit's figure, right its picture,
// below the same question in words with its definition and data. A copied address shows the same.
import App from 'antd/es/app';
import Button from 'antd/es/button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useFiguresDay, useFocusUnit } from '../../app/focus.ts';
import { Problem } from '../../shared/api/problem.ts';
import { Facts, Page, Panel } from '../../shared/components/Page.tsx';
import { saveFile } from '../../shared/components/saveFile.ts';
import { Empty, ErrorState, Loading, useErrorText } from '../../shared/components/States.tsx';
import { formatDay, formatNumber, formatTime, unitKinds, useLabels, useLanguage, useWords, type Labels } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { lastMonthEnd } from '../../shared/lists/period.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { educations, endReasons, focusGroups, genders, statuses } from '../members/words.ts';
import { ask, exportFigures, listMeasures, type Figures } from './api.ts';
import { Bars, Line, Tiles, type Point } from './Charts.tsx';
import { Controls } from './Controls.tsx';
import { Doors, type Figure } from './Doors.tsx';
import { doorsOf, isRate, pivot, queryOf, readAsked, totalOf, type Pivot, type Query } from './query.ts';
import { StatisticsTabs } from './StatisticsTabs.tsx';
import './statistics.css';
import { mapFor, provinceOf } from './tiles.ts';
import { dimensions, statisticsWords } from './words.ts';

const valueLabels: Record<string, Labels> = { gender: genders, education: educations, focus_group: focusGroups, status: statuses, reason: endReasons, kind: unitKinds };
const isPlace = (dimension: string | undefined): boolean => dimension === 'child' || (dimension?.startsWith('level:') ?? false);

// How a value of a division reads: a unit by its name, a day as offices write it, a listed value in words.
function useNaming(names: Readonly<Record<string, string>>): (dimension: string | undefined, key: string) => string {
  const t = useWords(statisticsWords);
  const language = useLanguage();
  return (dimension, key) => {
    if (isPlace(dimension)) return key === '' ? t('outside') : (names[key] ?? key);
    if (dimension === 'time') return formatDay(key, language);
    if (key === 'unknown') return t('unknown');
    const pair = dimension ? valueLabels[dimension]?.[key] : undefined;
    return pair ? pair[language === 'vi' ? 0 : 1] : key;
  };
}

function useShow(measure: string): (value: number | null) => string {
  const language = useLanguage();
  return (value) => {
    if (value === null) return '–';
    return isRate(measure) ? `${formatNumber(Math.round(value * 1000) / 10, language)} %` : formatNumber(value, language);
  };
}

interface TableProps {
  query: Query;
  table: Pivot;
  total: readonly (number | null)[] | undefined;
  name: (dimension: string | undefined, key: string) => string;
  show: (value: number | null) => string;
  label: string;
}
function Table({ query, table, total, name, show, label }: TableProps) {
  const t = useWords(statisticsWords);
  const dimension = useLabels(dimensions);
  const [opened, setOpened] = useState<Figure | null>(null);
  const [first, second] = query.by;
  const figure = (value: number | null, keys: readonly string[]): ReactNode => {
    const where = query.by.map((d, i) => name(d, keys[i] ?? '')).join(', ') || t('total');
    const doors = value === null ? [] : doorsOf(query, keys);
    if (doors.length === 0) return show(value);
    return (
      <button type="button" className="figure" aria-label={t('openDoors', { value: show(value), where })} onClick={() => setOpened({ value: show(value), where, doors })}>
        {show(value)}
      </button>
    );
  };
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">{first && first !== 'time' ? dimension(first) : ''}</th>
            {table.columns.map((c) => (
              <th key={c} scope="col" className="number">
                {second ? name(second, c) : label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((r) => (
            <tr key={r.key}>
              <th scope="row">{first === undefined ? t('total') : isPlace(first) && r.key !== '' && r.key !== query.unit ? <UnitLink code={r.key}>{name(first, r.key)}</UnitLink> : name(first, r.key)}</th>
              {r.cells.map((v, i) => (
                <td key={table.columns[i]} className="number">
                  {figure(v, [r.key, table.columns[i] ?? ''])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {total && first !== undefined && first !== 'time' ? (
          <tfoot>
            <tr>
              <th scope="row">{t('total')}</th>
              {total.map((v, i) => (
                <td key={table.columns[i]} className="number strong">
                  {show(v)}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
      <Doors figure={opened} onClose={() => setOpened(null)} />
    </div>
  );
}

// A unit's row opens the same question one step below.
function UnitLink({ code, children }: { code: string; children: string }) {
  const [, change] = useUrlState();
  return (
    <button type="button" className="figure name" onClick={() => change({ unit: code }, { push: true })}>
      {children}
    </button>
  );
}

function Picture({ label, points, query, show }: { label: string; points: readonly Point[]; query: Query; show: (v: number | null) => string }) {
  const [, change] = useUrlState();
  if (points.length < 2) return null;
  if (query.by.at(-1) === 'time' && query.by.length === 1) return <Line label={label} points={points} show={show} />;
  const map = mapFor(points.map((p) => p.name));
  if (isPlace(query.by[0]) && points.filter((p) => map.has(provinceOf(p.name))).length >= 10) return <Tiles label={label} points={points} show={show} onPick={(unit) => change({ unit }, { push: true })} />;
  return <Bars label={label} points={points} show={show} />;
}

function Says({ figures }: { figures: Figures }) {
  const t = useWords(statisticsWords);
  const language = useLanguage();
  const p = figures.provenance;
  return (
    <Panel title={t('says')}>
      <p className="strong">{figures.sentence}</p>
      {figures.withheld.length > 0 ? <p className="soft">{t('withheldNote')}</p> : null}
      <Facts
        rows={[
          [t('definition'), t('definitionOf', { definition: p.definition, version: p.definition_version })],
          [t('data'), t('dataOf', { at: formatTime(p.as_at), members: formatNumber(p.members_version, language), tree: formatNumber(p.tree_version, language) })],
          ['', t('took', { ms: formatNumber(Math.round(figures.elapsed_ms * 100) / 100, language) })],
        ]}
      />
    </Panel>
  );
}

function Export({ query }: { query: Query }) {
  const t = useWords(statisticsWords);
  const { message } = App.useApp();
  const say = useErrorText();
  const send = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') => saveFile(`so-lieu-${query.unit}-${query.measure}.${format}`, await exportFigures(query, format)),
    onError: (error) => void message.error(say(error)),
  });
  return (
    <>
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button key={format} className="no-print" loading={send.isPending && send.variables === format} onClick={() => send.mutate(format)}>
          {t('download', { format: format.toUpperCase() })}
        </Button>
      ))}
    </>
  );
}

// Whoever may see counts alone is told the ends of months.
function Refused({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useWords(statisticsWords);
  const language = useLanguage();
  const { on } = usePageContext();
  const [, change] = useUrlState();
  if (!(error instanceof Problem) || error.key !== 'statistics.period_ends_only') return <ErrorState error={error} onRetry={onRetry} />;
  const end = lastMonthEnd(on);
  return (
    <div>
      <ErrorState error={error} />
      <Button type="primary" onClick={() => change({ on: end, period: undefined })}>
        {t('toMonthEnd', { day: formatDay(end, language) })}
      </Button>
    </div>
  );
}

function Answer({ query, title }: { query: Query; title: string }) {
  const t = useWords(statisticsWords);
  const show = useShow(query.measure);
  const q = useQuery({ queryKey: ['figures', query], queryFn: ({ signal }) => ask(query, signal), placeholderData: (old) => old, retry: false });
  const whole = totalOf(query);
  const totals = useQuery({ queryKey: ['figures', whole], queryFn: ({ signal }) => ask(whole, signal), enabled: query.by.length > 0 && query.by[0] !== 'time', placeholderData: (old) => old, retry: false });
  const table = q.data ? pivot(q.data.rows, q.data.columns.length - 1) : undefined;
  const name = useNaming(q.data?.names ?? {});
  if (q.error) return <Refused error={q.error} onRetry={() => void q.refetch()} />;
  if (!q.data || !table) return <Loading rows={8} />;
  if (table.rows.length === 0) return <Empty title={t('none')} />;
  const asTotals = totals.data ? pivot(totals.data.rows, totals.data.columns.length - 1) : undefined;
  const total = asTotals ? (query.by.length > 1 ? table.columns.map((c) => asTotals.rows.find((r) => r.key === c)?.cells[0] ?? null) : (asTotals.rows[0]?.cells ?? undefined)) : undefined;
  const last = table.columns.length - 1;
  // Rates are not added up, and a row with a withheld cell has no length.
  const lengthOf = (cells: readonly (number | null)[]): number | null => (cells.length > 1 && (isRate(query.measure) || cells.includes(null)) ? null : cells.reduce<number | null>((sum, v) => (v === null ? sum : (sum ?? 0) + v), null));
  const points = table.rows.map((r) => ({ key: r.key, name: name(query.by[0], r.key), value: query.by[1] === 'time' ? (r.cells[last] ?? null) : lengthOf(r.cells) }));
  return (
    <>
      <Panel title={t('table')} extra={<Export query={query} />}>
        <Table query={query} table={table} total={total} name={name} show={show} label={title} />
      </Panel>
      <div className="stack">
        {points.filter((p) => p.value !== null).length > 1 ? (
          <Panel title={t('chart')}>
            <Picture label={q.data.sentence} points={points} query={query} show={show} />
          </Panel>
        ) : null}
        <Says figures={q.data} />
      </div>
    </>
  );
}

export function StatisticsPage() {
  const t = useWords(statisticsWords);
  const language = useLanguage();
  const { period, structure } = usePageContext();
  const { on, monthEnd } = useFiguresDay();
  const unit = useFocusUnit();
  const [url, change] = useUrlState();
  const measures = useQuery({ queryKey: ['measures'], queryFn: listMeasures, staleTime: Infinity });
  const asked = readAsked(url, on, period);
  const title = measures.data?.items.find((m) => m.name === asked.measure)?.title ?? '';
  return (
    <Page title={t('title')} lead={monthEnd ? t('monthEnd', { day: formatDay(on, language) }) : undefined}>
      <StatisticsTabs />
      {measures.error ? <ErrorState error={measures.error} onRetry={() => void measures.refetch()} /> : null}
      {unit ? (
        <div className="explorer">
          <Controls asked={asked} measures={measures.data?.items ?? []} change={change} />
          <Answer query={queryOf(asked, unit, on, structure)} title={title} />
        </div>
      ) : (
        <Empty title={t('pickUnit')}>{t('pickUnitHint')}</Empty>
      )}
    </Page>
  );
}
