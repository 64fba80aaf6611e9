import Button from 'antd/es/button';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { useMay } from '../../app/session.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Pick } from '../../shared/components/Pick.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatNumber, unitKinds, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { exportUnitsAddress, findUnits, readUnit } from './api.ts';
import './tree.css';
import { useTree, type TreeRow } from './useTree.ts';
import { orgWords } from './words.ts';

function Tree({ rows, current, setCurrent, toggle, more }: { rows: readonly TreeRow[]; current: string | undefined; setCurrent: (code: string) => void; toggle: (code: string, wanted?: boolean) => void; more: (code: string) => void }) {
  const t = useWords(orgWords);
  const kinds = useLabels(unitKinds);
  const language = useLanguage();
  const go = useGo();
  const id = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const size = document.documentElement.dataset['size'] === 'large' ? 52 : 44;
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroll.current, estimateSize: () => size, overscan: 10 });
  const index = Math.max(0, rows.findIndex((r) => r.key === current));
  // Once for each row that becomes current, as soon as it is there; opening a branch must not jump.
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (!current || shown.current === current) return;
    const at = rows.findIndex((r) => r.key === current);
    if (at < 0) return;
    shown.current = current;
    virtual.scrollToIndex(at, { align: 'auto' });
  }, [current, rows, virtual]);
  const moveTo = (i: number): void => {
    const row = rows[Math.min(Math.max(i, 0), rows.length - 1)];
    if (row) setCurrent(row.key);
  };
  const onKey = (e: KeyboardEvent): void => {
    const row = rows[index];
    if (!row) return;
    if (e.key === 'ArrowDown') moveTo(index + 1);
    else if (e.key === 'ArrowUp') moveTo(index - 1);
    else if (e.key === 'Home') moveTo(0);
    else if (e.key === 'End') moveTo(rows.length - 1);
    else if (e.key === 'ArrowRight' && row.unit) {
      if (row.open) moveTo(index + 1);
      else if (row.unit.children > 0) toggle(row.unit.code, true);
    } else if (e.key === 'ArrowLeft') {
      if (row.open && row.unit) toggle(row.unit.code, false);
      else {
        for (let i = index - 1; i >= 0; i -= 1)
          if ((rows[i]?.depth ?? 0) < row.depth) {
            moveTo(i);
            break;
          }
      }
    } else if (e.key === 'Enter') {
      if (row.unit) go(`/units/${encodeURIComponent(row.unit.code)}`);
      else if (row.parent) more(row.parent);
    } else return;
    e.preventDefault();
  };
  const items = virtual.getVirtualItems();
  return (
    <div className="grid-frame tree-frame">
      <div ref={scroll} className="grid-scroll" role="tree" aria-label={t('tree')} tabIndex={0} onKeyDown={onKey} aria-activedescendant={items.some((i) => i.index === index) ? `${id}-${index}` : undefined}>
        <div className="grid-body" role="presentation" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <div
                key={row.key}
                id={`${id}-${item.index}`}
                role="treeitem"
                aria-level={row.depth + 1}
                aria-setsize={row.siblings}
                aria-posinset={row.position}
                aria-selected={item.index === index}
                {...(row.unit && row.unit.children > 0 ? { 'aria-expanded': row.open } : {})}
                className={`tree-row${item.index === index ? ' current' : ''}`}
                style={{ height: size, transform: `translateY(${item.start}px)`, paddingLeft: 8 + row.depth * 22 }}
                onClick={() => {
                  setCurrent(row.key);
                  if (!row.unit && row.parent) more(row.parent);
                }}
                onDoubleClick={() => row.unit && go(`/units/${encodeURIComponent(row.unit.code)}`)}
              >
                {row.unit ? (
                  <>
                    <span
                      className="twist"
                      aria-hidden="true"
                      onClick={(e) => {
                        e.stopPropagation();
                        setCurrent(row.key);
                        if (row.unit && row.unit.children > 0) toggle(row.unit.code);
                      }}
                    >
                      {row.unit.children > 0 ? (row.open ? '▾' : '▸') : '·'}
                    </span>
                    <span className="tree-name">{row.unit.name}</span>
                    <span className="tree-note soft">{kinds(row.unit.kind)}</span>
                    {row.unit.children > 0 ? <span className="tree-count soft">{formatNumber(row.unit.children, language)}</span> : null}
                  </>
                ) : (
                  <span className="soft">{row.waiting ? '…' : t('moreBelow')}</span>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

export function TreePage() {
  const t = useWords(orgWords);
  const kinds = useLabels(unitKinds);
  const { on, unit: scope } = usePageContext();
  const [state, change] = useUrlState();
  const may = useMay();
  const go = useGo();
  const tree = useTree(on);
  const current = state['at'] ?? scope;
  const { openPath } = tree;
  const roots = tree.roots.data?.items;

  const show = async (code: string): Promise<void> => {
    const unit = await readUnit(code, on);
    openPath(unit.ancestors.map((a) => a.code));
    change({ at: code });
  };
  const asked = useRef('');
  useEffect(() => {
    const code = state['at'] ?? scope;
    if (code && asked.current !== `${code} ${on}`) {
      asked.current = `${code} ${on}`;
      void readUnit(code, on).then((u) => openPath(u.ancestors.map((a) => a.code)), () => undefined);
    } else if (!code && roots && roots.length <= 3) openPath(roots.map((r) => r.code));
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [roots, on]);
  const chosen = tree.rows.find((r) => r.key === current)?.unit;
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <Button onClick={() => go('/reorganisations')}>{t('reorganisations')}</Button>
          {may('reviews_read') ? <Button onClick={() => go('/weak')}>{t('weak')}</Button> : null}
          {may('units_import') ? <Button onClick={() => go('/units/import')}>{t('import')}</Button> : null}
          <Button href={exportUnitsAddress('csv')} download>
            {t('exportCsv')}
          </Button>
          <Button href={exportUnitsAddress('xlsx')} download>
            {t('exportXlsx')}
          </Button>
        </>
      }
    >
      <div style={{ maxWidth: 640 }}>
        <Pick
          label={t('search')}
          placeholder={t('search')}
          none={t('none')}
          findKey={`tree-${on}`}
          find={async (text, signal) => (await findUnits(text, on, signal)).map((u) => ({ key: u.code, label: u.name, note: u.code, kind: kinds(u.kind) }))}
          onPick={(c) => void show(c.key)}
        />
      </div>
      {tree.roots.isPending ? <Loading rows={8} /> : null}
      {tree.roots.error ? <ErrorState error={tree.roots.error} onRetry={() => void tree.roots.refetch()} /> : null}
      {roots && roots.length === 0 ? (
        <Empty title={t('empty')} action={may('units_import') ? <To to="/units/import">{t('import')}</To> : null}>
          {t('emptyHint')}
        </Empty>
      ) : null}
      {roots && roots.length > 0 ? (
        <>
          <Tree
            rows={tree.rows}
            current={current}
            setCurrent={(code) => change({ at: code })}
            toggle={tree.toggle}
            more={tree.more}
          />
          {chosen ? (
            <div className="panel row">
              <span className="strong">{chosen.name}</span>
              <span className="soft">
                {chosen.code} · {kinds(chosen.kind)}
              </span>
              <span className="push row">
                <Button onClick={() => change({ unit: chosen.code })}>{t('use')}</Button>
                <To to={`/units/${encodeURIComponent(chosen.code)}`}>{chosen.name}</To>
              </span>
            </div>
          ) : null}
        </>
      ) : null}
    </Page>
  );
}
