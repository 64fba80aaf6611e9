// The list of every page: constant rows, virtual, arrow keys move, Enter opens, Space selects; cards on a
// phone. A million rows cost what is on the screen.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useNarrow } from './useNarrow.ts';

export interface Column<T> {
  key: string;
  title: string;
  width: string; // of CSS grid: "120px", "minmax(200px, 2fr)"
  cell: (row: T) => ReactNode;
  number?: boolean;
  sortable?: boolean;
}
export interface GridProps<T> {
  label: string;
  rows: readonly T[];
  rowKey: (row: T) => string;
  columns: readonly Column<T>[];
  card: (row: T) => ReactNode; // on a phone
  onOpen?: ((row: T) => void) | undefined;
  selected?: ReadonlySet<string>;
  onSelect?: (keys: Set<string>) => void;
  sort?: string | undefined; // "date" or "-date"
  onSort?: (sort: string) => void;
  total?: number | null | undefined;
  more?: (() => void) | undefined; // asks for the next rows
  loading?: boolean;
  foot?: ReactNode;
  density?: 'comfortable' | 'compact';
  height?: string;
  current?: string | undefined;
  onCurrent?: (key: string) => void;
}

// On paper there is no scrolling: every row that was loaded, as a plain table.
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = (): void => flushSync(() => setPrinting(true));
    const end = (): void => setPrinting(false);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}

function Printed<T>({ label, rows, rowKey, columns, foot }: Pick<GridProps<T>, 'label' | 'rows' | 'rowKey' | 'columns' | 'foot'>) {
  const side = (c: Column<T>): string | undefined => (c.number ? 'number' : undefined);
  return (
    <>
      <table className="small-table" aria-label={label}>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.key} scope="col" className={side(c)}>
                {c.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((c) => (
                <td key={c.key} className={side(c)}>
                  {c.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {foot}
    </>
  );
}

export function Grid<T>(p: GridProps<T>) {
  const printing = usePrinting();
  const scroll = useRef<HTMLDivElement>(null);
  const id = useId();
  const narrow = useNarrow();
  const [own, setOwn] = useState(0);
  const index = p.current === undefined ? own : Math.max(0, p.rows.findIndex((r) => p.rowKey(r) === p.current));
  const large = document.documentElement.dataset['size'] === 'large' ? 1.25 : 1;
  const size = Math.round((narrow ? 92 : p.density === 'compact' ? 34 : 46) * large);
  const virtual = useVirtualizer({ count: p.rows.length, getScrollElement: () => scroll.current, estimateSize: () => size, overscan: 8 });
  useEffect(() => virtual.measure(), [size, virtual]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { more } = p;
  useEffect(() => {
    if (more && last >= p.rows.length - 20) more();
  }, [more, last, p.rows.length]);

  const move = (to: number): void => {
    const next = Math.min(Math.max(to, 0), p.rows.length - 1);
    const row = p.rows[next];
    if (row === undefined) return;
    setOwn(next);
    p.onCurrent?.(p.rowKey(row));
    virtual.scrollToIndex(next);
  };
  const toggle = (row: T): void => {
    if (!p.onSelect) return;
    const next = new Set(p.selected);
    const key = p.rowKey(row);
    if (!next.delete(key)) next.add(key);
    p.onSelect(next);
  };
  const onKey = (e: KeyboardEvent): void => {
    if (e.target !== e.currentTarget) return;
    const row = p.rows[index];
    const steps: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: p.rows.length - 1, PageDown: index + 12, PageUp: index - 12 };
    const step = steps[e.key];
    if (step !== undefined) move(step);
    else if (e.key === 'Enter' && row !== undefined) p.onOpen?.(row);
    else if (e.key === ' ' && row !== undefined) toggle(row);
    else return;
    e.preventDefault();
  };
  const choice = p.onSelect !== undefined;
  const template = `${choice && !narrow ? '44px ' : ''}${p.columns.map((c) => c.width).join(' ')}`;
  const sortOf = (key: string): 'ascending' | 'descending' | 'none' => (p.sort === key ? 'ascending' : p.sort === `-${key}` ? 'descending' : 'none');

  if (printing) return <Printed {...p} />;
  return (
    <div className="grid-frame" style={{ height: p.height ?? 'max(420px, calc(100vh - 330px))' }}>
      <div
        ref={scroll}
        className="grid-scroll"
        role="grid"
        aria-label={p.label}
        aria-rowcount={p.total ?? p.rows.length}
        aria-colcount={narrow ? 1 : p.columns.length + (choice ? 1 : 0)}
        aria-multiselectable={choice || undefined}
        aria-busy={p.loading || undefined}
        aria-activedescendant={items.some((i) => i.index === index) ? `${id}-${index}` : undefined}
        tabIndex={0}
        onKeyDown={onKey}
      >
        {narrow ? null : (
          <div role="rowgroup">
            <div role="row" aria-rowindex={1} className="grid-row header" style={{ gridTemplateColumns: template }}>
              {choice ? (
                <div role="columnheader">
                  <span className="hidden-visually">✓</span>
                </div>
              ) : null}
              {p.columns.map((c) => (
                <div key={c.key} role="columnheader" aria-sort={c.sortable ? sortOf(c.key) : undefined} className={c.number ? 'number' : undefined}>
                  {c.sortable && p.onSort ? (
                    <button type="button" onClick={() => p.onSort?.(p.sort === c.key ? `-${c.key}` : c.key)}>
                      {c.title}
                      <span aria-hidden="true">{{ ascending: '↑', descending: '↓', none: '' }[sortOf(c.key)]}</span>
                    </button>
                  ) : (
                    c.title
                  )}
                </div>
              ))}
            </div>
          </div>
        )}
        <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = p.rows[item.index];
            if (row === undefined) return null;
            const key = p.rowKey(row);
            const isSelected = p.selected?.has(key) ?? false;
            return (
              <div
                key={key}
                id={`${id}-${item.index}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={choice ? isSelected : undefined}
                className={`grid-row body${item.index === index ? ' current' : ''}${narrow ? ' card' : ''}`}
                style={{ height: size, transform: `translateY(${item.start}px)`, ...(narrow ? {} : { gridTemplateColumns: template }) }}
                onClick={(e) => {
                  setOwn(item.index);
                  p.onCurrent?.(key);
                  if (!(e.target instanceof Element && e.target.closest('a,button,input,label'))) p.onOpen?.(row);
                }}
              >
                {narrow ? (
                  <div role="gridcell">{p.card(row)}</div>
                ) : (
                  <>
                    {choice ? (
                      <div role="gridcell">
                        <input type="checkbox" tabIndex={-1} aria-label={key} checked={isSelected} onChange={() => toggle(row)} />
                      </div>
                    ) : null}
                    {p.columns.map((c) => (
                      <div key={c.key} role="gridcell" className={c.number ? 'number' : undefined}>
                        {c.cell(row)}
                      </div>
                    ))}
                  </>
                )}
              </div>
            );
          })}
        </div>
      </div>
      {p.foot ? <div className="grid-foot">{p.foot}</div> : null}
    </div>
  );
}
