// What became of the unit and whose place it took, each with its day.
import { useQueries } from '@tanstack/react-query';
import { Panel } from '../../shared/components/Page.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, todayIso, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { readUnit, type UnitPage } from './api.ts';
import type { UnitName } from './model.ts';
import { orgWords } from './words.ts';

function Heirs({ title, heirs, days }: { title: string; heirs: readonly UnitName[]; days: readonly (string | null | undefined)[] }) {
  const t = useWords(orgWords);
  const language = useLanguage();
  if (heirs.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ol className="timeline">
        {heirs.map((h, i) => (
          <li key={h.code}>
            {days[i] ? <div className="when">{t('since', { from: formatDay(days[i], language) })}</div> : null}
            <To to={`/units/${encodeURIComponent(h.code)}`}>{h.name}</To> <span className="soft">{h.code}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

export function Lineage({ page }: { page: UnitPage }) {
  const t = useWords(orgWords);
  const today = todayIso();
  const heirs = page.unit.became.filter((h) => h.code !== page.unit.code);
  // A predecessor's place was taken on the day on which it ended.
  const taken = useQueries({ queries: page.predecessors.slice(0, 40).map((p) => ({ queryKey: ['unit', p.code, today], queryFn: () => readUnit(p.code, today) })) });
  if (heirs.length + page.predecessors.length === 0) return null;
  return (
    <Panel title={t('lineage')}>
      <div className="stack">
        <Heirs title={t('becameWhat')} heirs={heirs} days={heirs.map(() => page.unit.to)} />
        <Heirs title={t('tookPlace')} heirs={page.predecessors} days={taken.map((q) => q.data?.unit.to)} />
      </div>
    </Panel>
  );
}
