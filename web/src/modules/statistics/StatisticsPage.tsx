// The explorer of figures: left what is asked, in the middle the table with the whole unit's figure, right its picture,
// below the same question in words with its definition and data. A copied address shows the same.
import Button from 'antd/es/button';
import { useQuery } from '@tanstack/react-query';
import { Facts, Page, Panel } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, formatNumber, useLabels, useLanguage, useWords, type Labels } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { educations, endReasons, focusGroups, genders, statuses } from '../members/words.ts';
import { ask, listMeasures, type Figures } from './api.ts';
import { Bars, Line, Tiles, type Point } from './Charts.tsx';
import { Controls } from './Controls.tsx';
import { csvOf, isRate, pivot, queryOf, readAsked, totalOf, type Pivot, type Query } from './query.ts';
import './statistics.css';
import { mapFor, provinceOf } from './tiles.ts';
import { useNames } from './useNames.ts';
import { dimensions, statisticsWords } from './words.ts';

const valueLabels: Record<string, Labels> = { gender: genders, education: educations, focus_group: focusGroups, status: statuses, reason: endReasons };
const isPlace = (dimension: string | undefined): boolean => dimension === 'child' || (dimension?.startsWith('level:') ?? false);

// How a value of a division reads: a unit by its name, a day as offices write it, a listed value in words.
function useNaming(query: Query, table: Pivot | undefined, day: string): (dimension: string | undefined, key: string) => string {
  const t = useWords(statisticsWords);
  const language = useLanguage();
  const codes = isPlace(query.by[0]) ? (table?.rows.map((r) => r.key) ?? []) : isPlace(query.by[1]) ? (table?.columns ?? []) : [];
  const names = useNames(query.unit, day, codes);
  return (dimension, key) => {
    if (isPlace(dimension)) return key === '' ? t('outside') : (names.get(key) ?? key);
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
  const [first, second] = query.by[0] === 'time' ? ['time'] : query.by;
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
                  {show(v)}
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
    </div>
  );
}

// A unit's row opens the same question one step below.
function UnitLink({ code, children }: { code: string; children: string }) {
  const [, change] = useUrlState();
  return (
    <button type="button" className="quiet" style={{ padding: 0, textAlign: 'left', textDecoration: 'underline' }} onClick={() => change({ unit: code }, { push: true })}>
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
          [t('data'), t('dataOf', { at: p.as_at.replace('T', ' ').replace('Z', ''), members: formatNumber(p.members_version, language), tree: formatNumber(p.tree_version, language) })],
          ['', t('took', { ms: formatNumber(Math.round(figures.elapsed_ms * 100) / 100, language) })],
        ]}
      />
    </Panel>
  );
}

function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function Answer({ query, title }: { query: Query; title: string }) {
  const t = useWords(statisticsWords);
  const dimension = useLabels(dimensions);
  const show = useShow(query.measure);
  const day = query.structure.mode === 'restated' ? query.structure.on : (query.on ?? query.period?.from ?? query.series?.from ?? '');
  const q = useQuery({ queryKey: ['figures', query], queryFn: ({ signal }) => ask(query, signal), placeholderData: (old) => old, retry: false });
  const whole = totalOf(query);
  const totals = useQuery({ queryKey: ['figures', whole], queryFn: ({ signal }) => ask(whole, signal), enabled: query.by.length > 0 && query.by[0] !== 'time', placeholderData: (old) => old, retry: false });
  const table = q.data ? pivot(q.data.rows, q.data.columns.length - 1) : undefined;
  const name = useNaming(query, table, day);
  if (q.error) return <ErrorState error={q.error} onRetry={() => void q.refetch()} />;
  if (!q.data || !table) return <Loading rows={8} />;
  if (table.rows.length === 0) return <Empty title={t('none')} />;
  const asTotals = totals.data ? pivot(totals.data.rows, totals.data.columns.length - 1) : undefined;
  const total = asTotals ? (query.by.length > 1 ? table.columns.map((c) => asTotals.rows.find((r) => r.key === c)?.cells[0] ?? null) : (asTotals.rows[0]?.cells ?? undefined)) : undefined;
  const last = table.columns.length - 1;
  const points = table.rows.map((r) => ({ key: r.key, name: name(query.by[0], r.key), value: query.by[1] === 'time' ? (r.cells[last] ?? null) : r.cells.reduce<number | null>((sum, v) => (v === null ? sum : (sum ?? 0) + v), null) }));
  const sheet = (): void => {
    const heads = [query.by[0] ? dimension(query.by[0]) : '', ...table.columns.map((c) => (query.by[1] ? name(query.by[1], c) : title))];
    const lines = table.rows.map((r) => [query.by[0] ? name(query.by[0], r.key) : t('total'), ...r.cells.map((v) => (v === null ? '' : String(v)))]);
    download(query.measure, csvOf([[q.data.sentence], heads, ...lines]));
  };
  return (
    <>
      <Panel title={t('table')} extra={<Button onClick={sheet}>{t('download')}</Button>}>
        <Table query={query} table={table} total={total} name={name} show={show} label={title} />
      </Panel>
      <div className="stack">
        {points.length > 1 ? (
          <Panel title={t('chart')}>
            <Picture label={q.data.sentence} points={points} query={query} show={show} />
          </Panel>
        ) : null}
        <Says figures={q.data} />
        {query.measure === 'members' ? <To to={`/members?unit=${encodeURIComponent(query.unit)}`}>{t('members')}</To> : null}
      </div>
    </>
  );
}

export function StatisticsPage() {
  const t = useWords(statisticsWords);
  const { unit, on } = usePageContext();
  const [url, change] = useUrlState();
  const measures = useQuery({ queryKey: ['measures'], queryFn: listMeasures, staleTime: Infinity });
  const asked = readAsked(url, on);
  const title = measures.data?.items.find((m) => m.name === asked.measure)?.title ?? '';
  return (
    <Page title={t('title')}>
      {measures.error ? <ErrorState error={measures.error} onRetry={() => void measures.refetch()} /> : null}
      {unit ? (
        <div className="explorer">
          <Controls asked={asked} measures={measures.data?.items ?? []} on={on} change={change} />
          <Answer query={queryOf(asked, unit, on)} title={title} />
        </div>
      ) : (
        <Empty title={t('pickUnit')}>{t('pickUnitHint')}</Empty>
      )}
    </Page>
  );
}
