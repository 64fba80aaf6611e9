// Targets of a year: the unit's own with what is left to give, the units below with what they reached, quality beside
// quantity, and what a goal far ahead needs each year.
import Button from 'antd/es/button';
import { useQuery } from '@tanstack/react-query';
import { useFocusUnit } from '../../app/focus.ts';
import { useMay } from '../../app/session.tsx';
import { Facts, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { common, formatDay, formatNumber, todayIso, useLabels, useLanguage, useWords, type Labels } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { writePeriod } from '../../shared/lists/period.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { readTargets, type TargetItem, type TargetPage } from './api.ts';
import { Goal } from './Goal.tsx';
import { dayBefore } from './query.ts';
import './statistics.css';
import { StatisticsTabs } from './StatisticsTabs.tsx';
import { TargetForm } from './TargetForm.tsx';
import { denominators, targetMeasures, targetWords } from './targetWords.ts';

export const isPerCent = (measure: string): boolean => measure === 'growth_rate';

export function useTargetNumber(): (value: number | null | undefined, measure: string) => string {
  const language = useLanguage();
  return (value, measure) => {
    if (value === null || value === undefined) return '–';
    return formatNumber(Math.round(value * 100) / 100, language) + (isPerCent(measure) ? ' %' : '');
  };
}

function Target({ item, measure }: { item: TargetItem; measure: string }) {
  const t = useWords(targetWords);
  const show = useTargetNumber();
  const notes = [item.inherited && t('inherited'), item.own?.local && t('local'), item.own?.late && t('late')].filter(Boolean);
  return (
    <>
      {show(item.value, measure)}
      {notes.length > 0 ? <div className="soft">{notes.join(', ')}</div> : null}
      {item.own?.reason ? <div className="soft">{item.own.reason}</div> : null}
    </>
  );
}

function Reached({ item }: { item: TargetItem }) {
  const t = useWords(targetWords);
  if (item.reached === null) return <Tag>{t('unknown')}</Tag>;
  return <Tag tone={item.reached ? 'good' : 'warn'}>{t(item.reached ? 'yes' : 'no')}</Tag>;
}

const figureOf: Record<string, string> = { growth_rate: 'growth_rate', admissions: 'admissions', admissions_student: 'admissions&by=focus_group', admissions_non_state_worker: 'admissions&by=focus_group' };
const partners = [['dropouts_in_probation', 'dropouts'], ['ends_within_24_months', 'early'], ['admissions_late_in_period', 'lateAdmissions']] as const;

// The explorer with the figures of this line.
const doorTo = (page: TargetPage, code: string, measure: string): string =>
  `/statistics?unit=${encodeURIComponent(code)}&m=${measure}${measure.includes('by=') ? '' : '&by=none'}${page.counted_to ? `&period=${writePeriod({ from: `${page.year}-01-01`, until: dayBefore(page.counted_to) })}` : ''}`;

function Below({ page, onEdit }: { page: TargetPage; onEdit: ((code: string) => void) | undefined }) {
  const t = useWords(targetWords);
  const show = useTargetNumber();
  const language = useLanguage();
  if (page.below.length === 0) return <Empty bare title={t('noneBelow')} />;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('below')}>
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">{t('unit')}</th>
            <th scope="col" className="number">
              {t('target')}
            </th>
            <th scope="col" className="number">
              {t('actual')}
            </th>
            <th scope="col">{t('reached')}</th>
            {partners.map(([key, word]) => (
              <th key={key} scope="col" className="number">
                {t(word)}
              </th>
            ))}
            {onEdit ? <th scope="col" className="no-print" aria-label={t('set')} /> : null}
          </tr>
        </thead>
        <tbody>
          {page.below.map((item) => (
            <tr key={item.unit_code}>
              <th scope="row">
                <To to={`/statistics/targets?unit=${encodeURIComponent(item.unit_code)}`}>{item.unit_name}</To>
              </th>
              <td className="number">
                <Target item={item} measure={page.measure} />
              </td>
              <td className="number">{item.actual === null ? '–' : <To to={doorTo(page, item.unit_code, figureOf[page.measure] ?? page.measure)}>{show(item.actual, page.measure)}</To>}</td>
              <td>
                <Reached item={item} />
              </td>
              {partners.map(([key]) => (
                <td key={key} className="number">
                  {item[key] === null ? '–' : <To to={doorTo(page, item.unit_code, key)}>{formatNumber(item[key], language)}</To>}
                </td>
              ))}
              {onEdit ? (
                <td className="no-print">
                  <Button size="small" aria-label={t(item.own ? 'changeOf' : 'setOf', { unit: item.unit_name })} onClick={() => onEdit(item.unit_code)}>
                    {t(item.own ? 'change' : 'set')}
                  </Button>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Summary({ page, onEdit }: { page: TargetPage; onEdit: ((code: string) => void) | undefined }) {
  const t = useWords(targetWords);
  const denominator = useLabels(denominators);
  const show = useTargetNumber();
  const language = useLanguage();
  const { unit } = page;
  const left = page.unallocated;
  return (
    <Panel
      title={page.judged > 0 ? t('reachedOf', { reached: page.reached, judged: page.judged }) : t('nobodyJudged')}
      extra={onEdit ? <Button aria-label={t(unit.own ? 'changeOf' : 'setOf', { unit: unit.unit_name })} onClick={() => onEdit(unit.unit_code)}>{t(unit.own ? 'changeOwn' : 'setOwn')}</Button> : null}
    >
      <div className="stack">
        <p>
          {isPerCent(page.measure) ? t('ruleGrowth', { denominator: denominator(page.denominator) }) : t('rulePeople')} {page.counted_to ? t('countedTo', { day: formatDay(dayBefore(page.counted_to), language) }) : t('notBegun')}
        </p>
        <Facts
          rows={[
            [t('own', { unit: unit.unit_name }), unit.value === null ? t('noOwn') : <Target key="t" item={unit} measure={page.measure} />],
            [t('actual'), unit.actual === null ? null : <To key="a" to={doorTo(page, unit.unit_code, figureOf[page.measure] ?? page.measure)}>{show(unit.actual, page.measure)}</To>],
            [t('reached'), unit.reached === null ? null : <Reached key="r" item={unit} />],
            [t('allocated'), page.allocated === null ? null : show(page.allocated, page.measure)],
            [t((left ?? 0) < 0 ? 'over' : 'left'), left === null ? null : left < 0 ? <Tag key="o" tone="warn">{show(-left, page.measure)}</Tag> : <span key="l" className="strong">{show(left, page.measure)}</span>],
            ...partners.map(([key, word]) => [t(word), unit[key] === null ? null : <To key={key} to={doorTo(page, unit.unit_code, key)}>{formatNumber(unit[key], language)}</To>] as const),
          ]}
        />
      </div>
    </Panel>
  );
}

function Choose({ label, value, labels, onChange }: { label: string; value: string; labels: Labels; onChange: (value: string) => void }) {
  const say = useLabels(labels);
  return (
    <select className="plain-select" aria-label={label} value={value} onChange={(e) => onChange(e.target.value)}>
      {Object.keys(labels).map((k) => (
        <option key={k} value={k}>
          {say(k)}
        </option>
      ))}
    </select>
  );
}

export function TargetsPage() {
  const t = useWords(targetWords);
  const c = useWords(common);
  const may = useMay();
  const unit = useFocusUnit();
  const { on, period } = usePageContext();
  const [url, change] = useUrlState();
  const year = Number((period?.from ?? on).slice(0, 4));
  const measure = url['m'] ?? 'growth_rate';
  const denominator = isPerCent(measure) ? (url['of'] ?? 'opening') : undefined;
  const q = useQuery({ queryKey: ['targets', unit, year, measure, denominator], queryFn: () => readTargets({ unit: unit ?? '', year, measure, denominator }), enabled: unit !== undefined, retry: false, placeholderData: (old) => old });
  const edit = may('targets_manage') ? (code: string): void => change({ edit: code }) : undefined;
  const page = q.data;
  const edited = page && url['edit'] ? [page.unit, ...page.below].find((x) => x.unit_code === url['edit']) : undefined;
  const now = Number(todayIso().slice(0, 4));
  const years = [...new Set([year, ...Array.from({ length: 12 }, (_, i) => now + 1 - i)])].sort((a, b) => b - a);
  return (
    <Page title={t('title')} lead={t('lead')} actions={<Button onClick={() => window.print()}>{c('print')}</Button>}>
      <StatisticsTabs />
      <div className="row no-print">
        <Choose label={t('measure')} value={measure} labels={targetMeasures} onChange={(m) => change({ m, edit: undefined })} />
        {denominator ? <Choose label={t('denominator')} value={denominator} labels={denominators} onChange={(of) => change({ of: of === 'opening' ? undefined : of })} /> : null}
        <select className="plain-select" aria-label={t('year')} value={year} onChange={(e) => change({ period: e.target.value, on: undefined, edit: undefined })}>
          {years.map((y) => (
            <option key={y}>{y}</option>
          ))}
        </select>
      </div>
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {!page && !q.error ? <Loading rows={8} /> : null}
      {page && !q.error ? (
        <>
          {edited && edit ? <TargetForm key={`${edited.unit_code} ${page.year} ${page.measure}`} page={page} item={edited} onDone={() => change({ edit: undefined })} /> : null}
          <div className="halves">
            <Summary page={page} onEdit={edit} />
            <Goal unit={page.unit} />
          </div>
          <Panel title={t('below')}>
            <Below page={page} onEdit={edit} />
          </Panel>
        </>
      ) : null}
    </Page>
  );
}
