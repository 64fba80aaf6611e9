// The relations around a document as a drawing (columns by distance, newest above) and the same as a table.
import { useQuery } from '@tanstack/react-query';
import { ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, relations, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo } from '../../shared/lists/context.ts';
import { readGraph, type Graph, type GraphNode } from './api.ts';
import { StatusTag } from './StatusTag.tsx';
import { documentWords } from './words.ts';
import './diagram.css';

const box = { width: 190, height: 52, columnGap: 150, rowGap: 18 };
interface Placed extends GraphNode {
  x: number;
  y: number;
}

// What the document acts on stands to the right of it, what acts on it to the left.
export function layOut(graph: Graph, center: number): { nodes: Placed[]; width: number; height: number } {
  const column = new Map<number, number>([[center, 0]]);
  for (let round = 0; round < 4; round += 1)
    for (const e of graph.edges) {
      const s = column.get(e.source_id);
      const g = column.get(e.target_id);
      if (s !== undefined && g === undefined) column.set(e.target_id, s + 1);
      if (g !== undefined && s === undefined) column.set(e.source_id, g - 1);
    }
  const columns = new Map<number, GraphNode[]>();
  for (const n of graph.nodes) {
    const c = column.get(n.id) ?? 1;
    columns.set(c, [...(columns.get(c) ?? []), n]);
  }
  const keys = [...columns.keys()].sort((a, b) => a - b);
  const tallest = Math.max(1, ...[...columns.values()].map((l) => l.length));
  const height = tallest * (box.height + box.rowGap) + box.rowGap;
  const nodes: Placed[] = [];
  keys.forEach((k, i) => {
    const list = [...(columns.get(k) ?? [])].sort((a, b) => (b.issued ?? '').localeCompare(a.issued ?? ''));
    const top = (height - list.length * (box.height + box.rowGap) + box.rowGap) / 2;
    list.forEach((n, row) => nodes.push({ ...n, x: 10 + i * (box.width + box.columnGap), y: top + row * (box.height + box.rowGap) }));
  });
  return { nodes, width: 20 + keys.length * box.width + (keys.length - 1) * box.columnGap, height };
}

function Drawing({ graph, center }: { graph: Graph; center: number }) {
  const t = useWords(documentWords);
  const words = useLabels(relations);
  const language = useLanguage();
  const go = useGo();
  const { nodes, width, height } = layOut(graph, center);
  const at = new Map(nodes.map((n) => [n.id, n]));
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('diagram')}>
      <svg className="diagram" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('diagram')}>
        <defs>
          <marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse">
            <path d="M0 0 10 5 0 10Z" />
          </marker>
        </defs>
        {graph.edges.map((e) => {
          const a = at.get(e.source_id);
          const b = at.get(e.target_id);
          if (!a || !b) return null;
          const forward = a.x <= b.x;
          const x1 = a.x === b.x ? a.x + box.width / 2 : forward ? a.x + box.width : a.x;
          const x2 = a.x === b.x ? b.x + box.width / 2 : forward ? b.x : b.x + box.width;
          const y1 = a.x === b.x ? (a.y < b.y ? a.y + box.height : a.y) : a.y + box.height / 2;
          const y2 = a.x === b.x ? (a.y < b.y ? b.y : b.y + box.height) : b.y + box.height / 2;
          const mid = (x1 + x2) / 2;
          return (
            <g key={e.id}>
              <path className="edge" d={`M${x1} ${y1} C${mid} ${y1} ${mid} ${y2} ${x2} ${y2}`} markerEnd="url(#arrow)" />
              <text className="edge-word" x={mid} y={(y1 + y2) / 2 - 5} textAnchor="middle">
                {words(e.kind)}
              </text>
            </g>
          );
        })}
        {nodes.map((n) => (
          <g key={n.id} className={`node${n.id === center ? ' center' : ''}`} onClick={() => n.id !== center && go(`/documents/${n.id}`)}>
            <rect x={n.x} y={n.y} width={box.width} height={box.height} rx={6} />
            <text x={n.x + 12} y={n.y + 22} className="node-label">
              {n.label.length > 24 ? `${n.label.slice(0, 23)}…` : n.label}
            </text>
            <text x={n.x + 12} y={n.y + 41} className="node-note">
              {formatDay(n.issued, language)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

export function RelationDiagram({ id, on }: { id: number; on: string }) {
  const t = useWords(documentWords);
  const words = useLabels(relations);
  const language = useLanguage();
  const q = useQuery({ queryKey: ['documents', id, 'graph', on], queryFn: () => readGraph(id, on) });
  if (q.isPending) return <Loading rows={4} />;
  if (q.error) return <ErrorState error={q.error} bare onRetry={() => void q.refetch()} />;
  const graph = q.data;
  if (graph.edges.length === 0) return <p className="soft">{t('noRelations')}</p>;
  const name = (n: number): string => graph.nodes.find((x) => x.id === n)?.label ?? String(n);
  return (
    <div className="stack">
      <Drawing graph={graph} center={id} />
      {graph.cut ? <p className="soft">{t('cut')}</p> : null}
      <details>
        <summary>{t('graphTable')}</summary>
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t('graphTable')}>
          <table className="small-table">
            <thead>
              <tr>
                <th scope="col">{t('otherDocument')}</th>
                <th scope="col">{t('relation')}</th>
                <th scope="col">{t('otherDocument')}</th>
                <th scope="col">{t('status')}</th>
              </tr>
            </thead>
            <tbody>
              {graph.edges.map((e) => {
                const target = graph.nodes.find((n) => n.id === e.target_id);
                return (
                  <tr key={e.id}>
                    <td>
                      <To to={`/documents/${e.source_id}`}>{name(e.source_id)}</To>
                    </td>
                    <td>
                      {words(e.kind)}
                      {e.provision ? `, ${e.provision}` : ''}
                    </td>
                    <td>
                      <To to={`/documents/${e.target_id}`}>{name(e.target_id)}</To> {formatDay(target?.issued, language)}
                    </td>
                    <td>{target ? <StatusTag status={target.status} /> : null}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}
