import Button from 'antd/es/button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useMay } from '../../app/session.tsx';
import { useList } from '../../shared/api/list.ts';
import { Grid, type Column } from '../../shared/components/Grid.tsx';
import { Facts, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, formatNumber, unitKinds, unitLevels, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { listChildren, readUnit, type UnitFunction, type UnitItem } from './api.ts';
import { Lineage } from './Lineage.tsx';
import './tree.css';
import { UnitReviewLine } from '../reviews/UnitReviewLine.tsx';
import { UnitFigures } from '../statistics/UnitFigures.tsx';
import { EndForm, EndFunction, FunctionForm, UnitForm } from './UnitForm.tsx';
import { orgWords } from './words.ts';

const listed: readonly string[] = ['grassroots_committee', 'grassroots_cell', 'cell']; // as weak, when they are

function Functions({ functions, may }: { functions: readonly UnitFunction[]; may: boolean }) {
  const t = useWords(orgWords);
  const [ending, setEnding] = useState<number | null>(null);
  if (functions.length === 0) return <p className="soft">{t('noFunctions')}</p>;
  return (
    <ol className="stack">
      {functions.map((f) => (
        <li key={f.id}>
          <p>{f.text}</p>
          <p className="soft">
            {t('source')}: <To to={`/documents?text=${encodeURIComponent(f.document.split('@')[0] ?? f.document)}`}>{f.document.split('@')[0]}</To>
            {f.provision ? `, ${f.provision}` : ''} · {f.to ? `${formatDay(f.from)} – ${formatDay(f.to)}` : t('since', { from: formatDay(f.from) })}
          </p>
          {ending === f.id ? <EndFunction f={f} onDone={() => setEnding(null)} /> : null}
          {may && !f.to && ending !== f.id ? (
            <Button size="small" className="no-print" aria-label={`${t('endFunction')}: ${f.text}`} onClick={() => setEnding(f.id)}>
              {t('endFunction')}
            </Button>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function History({ history }: { history: readonly UnitItem[] }) {
  const t = useWords(orgWords);
  const kinds = useLabels(unitKinds);
  return (
    <ol className="timeline">
      {[...history].reverse().map((h) => (
        <li key={h.from}>
          <div className="when">{h.to ? `${formatDay(h.from)} – ${formatDay(h.to)}` : t('since', { from: formatDay(h.from) })}</div>
          <div>{h.name}</div>
          <div className="soft">
            {kinds(h.kind)}
            {h.parent_code ? (
              <>
                {' · '}
                <To to={`/units/${encodeURIComponent(h.parent_code)}`}>{h.parent_code}</To>
              </>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Children({ code, on }: { code: string; on: string }) {
  const t = useWords(orgWords);
  const kinds = useLabels(unitKinds);
  const language = useLanguage();
  const go = useGo();
  const list = useList<UnitItem>(['children', code, on], (cursor, signal) => listChildren(code, on, cursor, signal));
  if (list.loading) return <Loading />;
  if (list.error) return <ErrorState error={list.error} onRetry={list.retry} bare />;
  if (list.rows.length === 0) return <p className="soft">{t('noChildren')}</p>;
  const columns: Column<UnitItem>[] = [
    { key: 'name', title: t('unitName'), width: 'minmax(220px, 3fr)', cell: (u) => u.name },
    { key: 'code', title: t('code'), width: 'minmax(90px, 1fr)', cell: (u) => u.code },
    { key: 'kind', title: t('kind'), width: 'minmax(140px, 1fr)', cell: (u) => kinds(u.kind) },
    { key: 'children', title: t('children'), width: '170px', number: true, cell: (u) => formatNumber(u.children, language) },
  ];
  return (
    <Grid
      label={t('children')}
      rows={list.rows}
      rowKey={(u) => u.code}
      columns={columns}
      more={list.more}
      total={list.total}
      height={`${Math.min(520, 130 + list.rows.length * 46)}px`}
      onOpen={(u) => go(`/units/${encodeURIComponent(u.code)}`)}
      card={(u) => (
        <>
          <div className="card-title">{u.name}</div>
          <div className="card-line">
            {u.code} · {kinds(u.kind)}
          </div>
        </>
      )}
    />
  );
}

export function UnitPage() {
  const { code = '' } = useParams();
  const t = useWords(orgWords);
  const kinds = useLabels(unitKinds);
  const levels = useLabels(unitLevels);
  const { on } = usePageContext();
  const [, change] = useUrlState();
  const may = useMay();
  const go = useGo();
  const [form, setForm] = useState<'add' | 'change' | 'end' | 'function' | null>(null);
  const unit = useQuery({ queryKey: ['unit', code, on], queryFn: () => readUnit(code, on) });
  if (unit.isPending)
    return (
      <Page title={code}>
        <Loading />
      </Page>
    );
  if (unit.error)
    return (
      <Page title={code}>
        <ErrorState error={unit.error} onRetry={() => void unit.refetch()} />
      </Page>
    );
  const page = unit.data;
  const u = page.unit;
  const active = page.active;
  return (
    <Page
      title={u.name}
      lead={
        <nav className="crumbs" aria-label={t('path')}>
          {page.ancestors.map((a) => (
            <span key={a.code}>
              <To to={`/units/${encodeURIComponent(a.code)}`}>{a.name}</To> ▸
            </span>
          ))}
          <span>{u.code}</span>
        </nav>
      }
      actions={
        <>
          <Tag tone={active ? 'good' : 'warn'}>{active ? t('active') : t('ended')}</Tag>
          <Button onClick={() => change({ unit: u.code })}>{t('use')}</Button>
          {active && (may('members_manage') || may('reorganisations_plan')) ? <Button onClick={() => go(`/reorganisations/new?about=${encodeURIComponent(u.code)}`)}>{t('askChange')}</Button> : null}
          {page.may_change ? (
            <>
              <Button onClick={() => setForm('add')}>{t('addBelow')}</Button>
              <Button onClick={() => setForm('change')}>{t('change')}</Button>
              {u.to ? null : <Button onClick={() => setForm('end')}>{t('end')}</Button>}
            </>
          ) : null}
        </>
      }
    >
      {form === 'end' ? <EndForm page={page} onDone={() => setForm(null)} /> : null}
      {form === 'add' || form === 'change' ? <UnitForm key={form} page={page} mode={form} onDone={() => setForm(null)} /> : null}
      <div className="columns">
        <div className="stack">
          <Panel>
            <Facts
              rows={[
                [t('code'), u.code],
                [t('kind'), kinds(u.kind)],
                [t('level'), levels(u.level)],
                [t('period'), u.to ? `${formatDay(u.from)} – ${formatDay(u.to)}` : t('since', { from: formatDay(u.from) })],
                [t('documents'), <To key="d" to={`/documents?unit=${encodeURIComponent(u.code)}`}>{t('documents')}</To>],
              ]}
            />
          </Panel>
          <section className="stack">
            <h2>{t('children')}</h2>
            <Children code={code} on={on} />
          </section>
        </div>
        <div className="stack">
          {may('reviews_read') && listed.includes(u.kind) ? <UnitReviewLine code={u.code} on={on} /> : null}
          {active && may('statistics_read') ? <UnitFigures unit={u.code} /> : null}
          <Lineage page={page} />
          <Panel title={t('functions')} extra={page.may_change ? <Button onClick={() => setForm('function')}>{t('addFunction')}</Button> : null}>
            {form === 'function' ? <FunctionForm code={code} onDone={() => setForm(null)} /> : null}
            <Functions functions={page.functions} may={page.may_change} />
          </Panel>
          <Panel title={t('history')}>
            <History history={page.history} />
          </Panel>
        </div>
      </div>
    </Page>
  );
}
