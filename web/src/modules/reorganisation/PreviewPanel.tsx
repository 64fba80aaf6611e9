// What a plan would do: the totals that must stay first, then people, units before and after, work, and who would see
// more.
import type { ReactNode } from 'react';
import { Facts, Panel, Tag } from '../../shared/components/Page.tsx';
import { formatNumber, roles, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import type { Preview, Total, UnitSums } from './api.ts';
import { TwoTrees } from './TwoTrees.tsx';
import { movedKinds, planWords, totalMeasures } from './words.ts';

// The proof of a plan that was carried out.
export function Balance({ totals, units }: { totals: readonly Total[]; units: UnitSums }) {
  const t = useWords(planWords);
  const say = useLabels(totalMeasures);
  const language = useLanguage();
  const n = (x: number): string => formatNumber(x, language);
  return (
    <div className="stack">
      {totals.map((total) => (
        <div key={total.measure} className="row">
          <span>{say(total.measure)}</span>
          <span className="strong">
            {n(total.before)} = {n(total.after)}
          </span>
          <Tag tone={total.before === total.after ? 'good' : 'bad'}>{t(total.before === total.after ? 'equal' : 'differs')}</Tag>
        </div>
      ))}
      <UnitsBalance units={units} />
    </div>
  );
}

function UnitsBalance({ units }: { units: UnitSums }) {
  const t = useWords(planWords);
  const language = useLanguage();
  const n = (x: number): string => formatNumber(x, language);
  return <p className="soft">{t('unitsBalance', { before: n(units.before), established: n(units.established), ended: n(units.ended), after: n(units.after) })}</p>;
}

// Before a commit there is nothing to compare yet: what is counted now, and has to be counted after it.
function Totals({ totals, units }: { totals: readonly Total[]; units: UnitSums }) {
  const t = useWords(planWords);
  const say = useLabels(totalMeasures);
  const language = useLanguage();
  return (
    <div className="stack">
      <p className="soft">{t('totalsNote')}</p>
      <Facts rows={totals.map((total) => [say(total.measure), formatNumber(total.before, language)])} />
      <UnitsBalance units={units} />
    </div>
  );
}

// Said where a list is cut.
export function Cut({ shown, total }: { shown: number; total: number }) {
  const t = useWords(planWords);
  const language = useLanguage();
  if (shown >= total) return null;
  return <p className="soft">{t('cut', { shown: formatNumber(shown, language), total: formatNumber(total, language) })}</p>;
}

function Table({ label, heads, rows }: { label: string; heads: readonly string[]; rows: readonly { key: string; cells: readonly ReactNode[] }[] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="small-table">
        <thead>
          <tr>
            {heads.map((h) => (
              <th key={h} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Moved({ preview, kinds }: { preview: Preview; kinds: readonly string[] }) {
  const t = useWords(planWords);
  const say = useLabels(movedKinds);
  const language = useLanguage();
  const rows = preview.moved.filter((m) => kinds.includes(m.kind));
  if (rows.length === 0) return preview.moved.length < preview.moved_rows ? <Cut shown={preview.moved.length} total={preview.moved_rows} /> : <p className="soft">{t('nothing')}</p>;
  return (
    <>
      <Cut shown={preview.moved.length} total={preview.moved_rows} />
      <Table
        label={t('people')}
        heads={[t('verb'), t('from'), t('to'), t('count')]}
        rows={rows.map((m, i) => ({ key: String(i), cells: [say(m.kind), m.from, m.to || t('stays'), formatNumber(m.count, language)] }))}
      />
    </>
  );
}

function Sight({ preview }: { preview: Preview }) {
  const t = useWords(planWords);
  const language = useLanguage();
  const say = useLabels(roles);
  const branches = (list: Preview['access'][number]['gained']): string => list.map((b) => t('branch', { name: b.name, units: formatNumber(b.units, language), people: formatNumber(b.people, language), roles: b.roles.map(say).join(', ') })).join('; ');
  if (preview.access.length === 0) return <p className={preview.access_grows ? 'strong' : 'soft'}>{t(preview.access_grows ? 'grows' : 'noSight')}</p>;
  return (
    <div className="stack">
      {preview.access_grows ? <p className="strong">{t('grows')}</p> : null}
      <Cut shown={preview.access.length} total={preview.access_rows} />
      <ul className="stack">
        {preview.access.map((a) => (
          <li key={a.account}>
            <span className="strong">{a.full_name || a.account}</span> <span className="soft">{a.account}</span>
            {a.gained.length > 0 ? (
              <div>
                <Tag tone="warn">{t('gains')}</Tag> {branches(a.gained)}
              </div>
            ) : null}
            {a.lost.length > 0 ? (
              <div>
                <Tag>{t('loses')}</Tag> {branches(a.lost)}
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

const tabs = ['people', 'unitsTab', 'work', 'sight'] as const;
export function PreviewPanel({ preview }: { preview: Preview }) {
  const t = useWords(planWords);
  const language = useLanguage();
  const [url, change] = useUrlState();
  const tab = tabs.find((x) => x === url['tab']) ?? 'people';
  if (preview.problems.length > 0)
    return (
      <Panel title={t('problems')}>
        <ul className="stack" role="alert">
          {preview.problems.map((p, i) => (
            <li key={i}>{p.sentence}</li>
          ))}
        </ul>
      </Panel>
    );
  const { ended, established, changed, moved_along } = preview.units;
  const touched = ended + established + changed + moved_along;
  const counts: Record<(typeof tabs)[number], number> = { people: preview.people, unitsTab: touched, work: preview.work + preview.documents + preview.targets, sight: preview.access_rows };
  return (
    <>
      <Panel title={t('totals')}>
        <Totals totals={preview.totals} units={preview.units} />
      </Panel>
      <Panel>
        <div className="row" role="tablist" aria-label={t('preview')} style={{ marginBottom: 12 }}>
          {tabs.map((x) => (
            <button key={x} type="button" role="tab" id={`tab-${x}`} aria-selected={x === tab} aria-controls="preview-tab" className="quiet" onClick={() => change({ tab: x })}>
              <span className={x === tab ? 'strong' : undefined}>{t(x)}</span> <span className="badge">{formatNumber(counts[x], language)}</span>
            </button>
          ))}
        </div>
        <div role="tabpanel" id="preview-tab" aria-labelledby={`tab-${tab}`}>
          {tab === 'people' ? <Moved preview={preview} kinds={['people']} /> : null}
          {tab === 'unitsTab' ? (
            <>
              <Cut shown={preview.unit_list.length} total={touched} />
              <TwoTrees units={preview.unit_list} on={preview.effective_on} />
            </>
          ) : null}
          {tab === 'work' ? <Moved preview={preview} kinds={['work', 'documents', 'targets']} /> : null}
          {tab === 'sight' ? <Sight preview={preview} /> : null}
        </div>
      </Panel>
    </>
  );
}
