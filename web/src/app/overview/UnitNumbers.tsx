// A unit's numbers at a glance: members, admissions and growth beside their targets, units below. Each is a door.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { readUnit } from '../../modules/org/api.ts';
import { ask, readTargets, type TargetPage } from '../../modules/statistics/api.ts';
import { Tag } from '../../shared/components/Page.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, formatNumber, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useFiguresDay } from '../focus.ts';
import { useMay } from '../session.tsx';
import { overviewWords } from './words.ts';

function Tile({ to, label, value, children }: { to: string; label: string; value: string | undefined; children?: ReactNode }) {
  return (
    <div className="tile-number panel" aria-busy={value === undefined}>
      <To to={to}>
        <span>{label}</span>
        <span className="big">{value ?? '…'}</span>
      </To>
      {children}
    </div>
  );
}

function Against({ page, show }: { page: TargetPage | undefined; show: (value: number) => string }) {
  const t = useWords(overviewWords);
  if (!page) return null;
  const { value, reached } = page.unit;
  if (value === null) return <span className="soft">{t('noTarget')}</span>;
  return (
    <span className="row tight">
      <span className="soft">{t('target', { n: show(value) })}</span>
      {reached === null ? null : <Tag tone={reached ? 'good' : 'warn'}>{t(reached ? 'reached' : 'notReached')}</Tag>}
    </span>
  );
}

export function UnitNumbers({ unit }: { unit: string }) {
  const t = useWords(overviewWords);
  const language = useLanguage();
  const may = useMay();
  const { on } = useFiguresDay();
  const year = Number(on.slice(0, 4));
  const figures = may('statistics_read');
  const named = `unit=${encodeURIComponent(unit)}`;
  const members = useQuery({ queryKey: ['figures', 'overview', unit, on], queryFn: () => ask({ measure: 'members', unit, by: [], on, structure: { mode: 'as_was' } }), enabled: figures, retry: false });
  const targets = (measure: string) => ({ queryKey: ['targets', unit, year, measure, undefined], queryFn: () => readTargets({ unit, year, measure, denominator: undefined }), enabled: figures, retry: false });
  const admissions = useQuery(targets('admissions'));
  const growth = useQuery(targets('growth_rate'));
  const page = useQuery({ queryKey: ['unit', unit, on], queryFn: () => readUnit(unit, on), enabled: may('units_read') });
  const number = (value: number | null | undefined, digits = 0): string => (value === null || value === undefined ? '–' : formatNumber(Math.round(value * 10 ** digits) / 10 ** digits, language));
  const percent = (value: number | null | undefined): string => (value === null || value === undefined ? '–' : `${number(value, 2)} %`);
  const count = members.data?.rows[0]?.[0];
  // Before the answer nothing, after a refusal a dash.
  const told = (q: { isPending: boolean }, value: string): string | undefined => (q.isPending ? undefined : value);
  return (
    <div className="number-tiles">
      {figures ? (
        <>
          <Tile to={`/statistics?${named}`} label={t('members')} value={told(members, number(typeof count === 'number' ? count : null))}>
            <span className="soft">{t('onDay', { day: formatDay(on, language) })}</span>
          </Tile>
          <Tile to={`/statistics/targets?${named}&m=admissions`} label={t('admissions', { year })} value={told(admissions, number(admissions.data?.unit.actual))}>
            <Against page={admissions.data} show={(v) => number(v)} />
          </Tile>
          <Tile to={`/statistics/targets?${named}`} label={t('growth', { year })} value={told(growth, percent(growth.data?.unit.actual))}>
            <Against page={growth.data} show={percent} />
          </Tile>
        </>
      ) : null}
      {may('units_read') ? (
        <Tile to={`/units/${encodeURIComponent(unit)}`} label={t('below')} value={told(page, number(page.data?.unit.children))}>
          <To to={`/units?at=${encodeURIComponent(unit)}`}>{t('openTree')}</To>
        </Tile>
      ) : null}
    </div>
  );
}
