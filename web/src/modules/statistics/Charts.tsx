// Pictures of one column of figures, drawn without a library: bars to compare, a line over time, tiles for provinces.
// The table beside them has the same numbers.
import { formatNumber, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { mapFor, provinceOf } from './tiles.ts';
import { statisticsWords } from './words.ts';

export interface Point {
  key: string;
  name: string;
  value: number | null;
}
interface Props {
  label: string;
  points: readonly Point[];
  show: (value: number | null) => string;
}
const shown = 40;

export function Bars({ label, points, show }: Props) {
  const top = Math.max(1e-9, ...points.map((p) => Math.abs(p.value ?? 0)));
  return (
    <div className="bars" role="img" aria-label={label}>
      {points.slice(0, shown).map((p) => (
        <div key={p.key} style={{ display: 'contents' }}>
          <span className="bar-name" title={p.name}>
            {p.name}
          </span>
          <span className="bar-body" style={{ width: `${(Math.abs(p.value ?? 0) / top) * 100}%` }} />
          <span className="number">{show(p.value)}</span>
        </div>
      ))}
    </div>
  );
}

export function Line({ label, points, show }: Props) {
  const [width, height, left, foot] = [420, 240, 8, 34];
  const top = Math.max(1e-9, ...points.map((p) => p.value ?? 0));
  const low = Math.min(0, ...points.map((p) => p.value ?? 0));
  const x = (i: number): number => left + (i * (width - 2 * left)) / Math.max(1, points.length - 1);
  const y = (v: number): number => 22 + (height - foot - 22) * (1 - (v - low) / (top - low));
  const known = points.map((p, i) => ({ ...p, i })).filter((p): p is Point & { i: number; value: number } => p.value !== null);
  const [first, last] = [known[0], known.at(-1)];
  return (
    <svg className="line-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line className="axis" x1={left} x2={width - left} y1={y(low)} y2={y(low)} />
      <path d={known.map((p, k) => `${k === 0 ? 'M' : 'L'}${x(p.i)} ${y(p.value)}`).join('')} />
      {known.map((p) => (
        <circle key={p.key} cx={x(p.i)} cy={y(p.value)} r={3}>
          <title>{`${p.name}: ${show(p.value)}`}</title>
        </circle>
      ))}
      {first ? (
        <text x={x(first.i)} y={y(first.value) - 8}>
          {show(first.value)}
        </text>
      ) : null}
      {last && last !== first ? (
        <text x={x(last.i)} y={y(last.value) - 8} textAnchor="end">
          {show(last.value)}
        </text>
      ) : null}
      {first ? (
        <text x={left} y={height - 10}>
          {first.name}
        </text>
      ) : null}
      {last && last !== first ? (
        <text x={width - left} y={height - 10} textAnchor="end">
          {last.name}
        </text>
      ) : null}
    </svg>
  );
}

export function Tiles({ label, points, show, onPick }: Props & { onPick: (key: string) => void }) {
  const t = useWords(statisticsWords);
  const language = useLanguage();
  const map = mapFor(points.map((p) => p.name));
  const placed = points.flatMap((p) => {
    const tile = map.get(provinceOf(p.name));
    return tile ? [{ ...p, ...tile }] : [];
  });
  const others = points.filter((p) => !map.has(provinceOf(p.name)));
  const top = Math.max(1e-9, ...placed.map((p) => p.value ?? 0));
  return (
    <div className="stack">
      <div className="tiles" role="group" aria-label={label}>
        {placed.map((p) => (
          <button
            key={p.key}
            type="button"
            className="tile"
            style={{ gridColumn: p.column + 1, gridRow: p.row + 1, cursor: 'pointer', background: `color-mix(in srgb, var(--lt-info) ${Math.round(((p.value ?? 0) / top) * 35)}%, var(--lt-panel))` }}
            title={`${p.name}: ${show(p.value)}`}
            onClick={() => onPick(p.key)}
          >
            <span className="tile-name">{p.name.replace(/^Đảng bộ (tỉnh|thành phố|thành phố trực thuộc Trung ương) /, '')}</span>
            <span>{show(p.value)}</span>
          </button>
        ))}
      </div>
      <p className="soft">{t('mapNote')}</p>
      {others.length > 0 ? <p className="soft">{t('mapOther', { names: `${others.slice(0, 5).map((p) => `${p.name} (${show(p.value)})`).join(', ')}${others.length > 5 ? ` … +${formatNumber(others.length - 5, language)}` : ''}` })}</p> : null}
    </div>
  );
}
