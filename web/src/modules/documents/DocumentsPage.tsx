import Button from 'antd/es/button';
import Dropdown from 'antd/es/dropdown';
import Popover from 'antd/es/popover';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { useSettings } from '../../app/settings.ts';
import { useList } from '../../shared/api/list.ts';
import { Grid, type Column } from '../../shared/components/Grid.tsx';
import { Page, Tag } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { Tools } from '../../shared/components/Tools.tsx';
import { common, documentKinds, formatDay, formatNumber, useLabels, useLanguage, useWords, type Language } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { countDocuments, exportAddress, listDocuments, type DocumentRow, type Filter } from './api.ts';
import { BulkChange } from './BulkChange.tsx';
import { Chips, SearchLine, Views } from './DocumentFilters.tsx';
import { DocumentTabs } from './DocumentTabs.tsx';
import { Marked } from './Marked.tsx';
import { filterKeys } from './searchFields.ts';
import { StatusTag } from './StatusTag.tsx';
import { documentWords } from './words.ts';

const defaultColumns = 'label,issued,subject,issuer,status';

function useColumns(language: Language): Column<DocumentRow>[] {
  const t = useWords(documentWords);
  const kinds = useLabels(documentKinds);
  return [
    {
      key: 'label',
      title: t('label'),
      width: 'minmax(170px, 1.1fr)',
      cell: (d) => (
        <>
          <span className="strong">
            <Marked text={d.label} hits={d.hits} field="label" />
          </span>{' '}
          {d.state === 'stub' ? <Tag>{t('stub')}</Tag> : null}
        </>
      ),
    },
    { key: 'kind', title: t('kind'), width: '140px', cell: (d) => kinds(d.kind) },
    { key: 'issued', title: t('issued'), width: '140px', cell: (d) => formatDay(d.issued, language) },
    {
      key: 'subject',
      title: t('subject'),
      width: 'minmax(260px, 3fr)',
      cell: (d) => (
        <span title={d.snippet || d.subject}>
          <Marked text={d.subject} hits={d.hits} field="subject" />
          {d.snippet ? <span className="soft"> … {d.snippet}</span> : null}
        </span>
      ),
    },
    { key: 'issuer', title: t('issuer'), width: 'minmax(190px, 1.6fr)', cell: (d) => d.issuer },
    { key: 'advising', title: t('advising'), width: 'minmax(150px, 1fr)', cell: (d) => d.advising },
    { key: 'field', title: t('field'), width: 'minmax(120px, 1fr)', cell: (d) => d.field },
    { key: 'owner_unit', title: t('owner'), width: '120px', cell: (d) => d.owner_unit },
    { key: 'term', title: t('term'), width: '80px', number: true, cell: (d) => d.term ?? '' },
    { key: 'status', title: t('status'), width: '190px', cell: (d) => <StatusTag status={d.status} /> },
  ];
}

function CountLine({ total, capped, filter, shown }: { total: number | null; capped: boolean; filter: Filter; shown: number }) {
  const t = useWords(documentWords);
  const language = useLanguage();
  const exact = useMutation({ mutationFn: () => countDocuments(filter) });
  const n = exact.data?.total ?? total ?? shown;
  return (
    <span className="row">
      <span>{t(capped && !exact.data ? 'capped' : 'countOf', { n: formatNumber(n, language) })}</span>
      {capped && !exact.data ? (
        <Button size="small" loading={exact.isPending} onClick={() => exact.mutate()}>
          {t('exactCount')}
        </Button>
      ) : null}
    </span>
  );
}

function Export({ label, filter, small }: { label: string; filter: Filter; small?: boolean }) {
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: (['csv', 'xlsx'] as const).map((format) => ({
          key: format,
          label: (
            <a href={exportAddress(filter, format)} download>
              {format.toUpperCase()}
            </a>
          ),
        })),
      }}
    >
      <Button aria-haspopup="menu" {...(small ? { size: 'small' } : {})}>
        {label}
      </Button>
    </Dropdown>
  );
}

export function DocumentsPage() {
  const t = useWords(documentWords);
  const c = useWords(common);
  const language = useLanguage();
  const may = useMay();
  const go = useGo();
  const { on, onChosen } = usePageContext();
  const { settings, change: changeSettings } = useSettings();
  const [url, change] = useUrlState();
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [bulk, setBulk] = useState(false);
  const all = useColumns(language);
  const names = (url['cols'] ?? defaultColumns).split(',');
  const columns = all.filter((col) => names.includes(col.key));
  const filter: Record<string, string | undefined> = { sort: url['sort'], on: onChosen ? on : undefined };
  for (const k of filterKeys) filter[k] = url[k];
  const list = useList<DocumentRow>(['documents', filter], (cursor, signal) => listDocuments(filter, cursor, signal));
  const chosen = list.rows.filter((d) => selected.has(String(d.id)));
  const filtered = filterKeys.some((k) => url[k] && k !== 'unit');
  const sorts = [
    { key: 'newest', label: t('newest') },
    { key: 'oldest', label: t('oldest') },
    { key: 'registered', label: t('sortRegistered') },
    { key: 'number', label: t('sortNumber') },
  ];
  return (
    <Page title={t('title')} actions={may('documents_register') ? <Button type="primary" onClick={() => go('/documents/new')}>{t('register')}</Button> : null}>
      <DocumentTabs />
      <SearchLine key={url['text'] ?? ''} url={url} change={change} />
      <Tools label={t('tools')}>
        <Chips url={url} change={change} />
        <span className="push row">
          <select className="plain-select" aria-label={c('sort')} value={url['sort'] ?? 'newest'} onChange={(e) => change({ sort: e.target.value === 'newest' ? undefined : e.target.value })}>
            {sorts.map((s) => (
              <option key={s.key} value={s.key}>
                {s.label}
              </option>
            ))}
          </select>
          <Popover
            trigger="click"
            placement="bottomRight"
            content={
              <fieldset className="stack">
                <legend className="hidden-visually">{c('columns')}</legend>
                {all.map((col) => (
                  <label key={col.key} className="row">
                    <input
                      type="checkbox"
                      checked={names.includes(col.key)}
                      onChange={(e) => {
                        const next = all.map((x) => x.key).filter((k) => (k === col.key ? e.target.checked : names.includes(k)));
                        change({ cols: next.length === 0 || next.join(',') === defaultColumns ? undefined : next.join(',') });
                      }}
                    />{' '}
                    {col.title}
                  </label>
                ))}
                <label className="row">
                  <input type="checkbox" checked={settings.density === 'compact'} onChange={(e) => changeSettings({ density: e.target.checked ? 'compact' : 'comfortable' })} /> {t('dense')}
                </label>
              </fieldset>
            }
          >
            <Button aria-haspopup="dialog">{c('columns')}</Button>
          </Popover>
          <select
            className="plain-select"
            aria-label={t('groupBy')}
            value=""
            onChange={(e) => go(`/documents/tallies?${new URLSearchParams({ ...Object.fromEntries(filterKeys.flatMap((k) => (url[k] && k !== 'unit' ? [[k, url[k]]] : []))), by: e.target.value }).toString()}`)}
          >
            <option value="">{t('groupBy')}</option>
            {(['kind', 'issuer', 'advising', 'field', 'term'] as const).map((k) => (
              <option key={k} value={k}>
                {t(k)}
              </option>
            ))}
          </select>
          <Views url={url} change={change} />
          <Button onClick={() => window.print()}>{c('print')}</Button>
          {may('documents_export') ? (
            <Export label={c('export')} filter={{ ...filter, columns: names.join(',') }} />
          ) : null}
        </span>
      </Tools>
      {list.loading ? <Loading rows={10} /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={list.retry} /> : null}
      {!list.loading && !list.error && list.rows.length === 0 ? (
        filtered ? (
          <Empty title={t('emptyFilter')} action={<Button onClick={() => change(Object.fromEntries(filterKeys.map((k) => [k, undefined])))}>{c('clear')}</Button>}>
            {t('emptyFilterHint')}
          </Empty>
        ) : (
          <Empty title={t('empty')} action={<To to="/intake">{t('toIntake')}</To>}>
            {t('emptyHint')}
          </Empty>
        )
      ) : null}
      {list.rows.length > 0 ? (
        <Grid
          label={t('title')}
          rows={list.rows}
          rowKey={(d) => String(d.id)}
          columns={columns}
          density={settings.density}
          more={list.more}
          total={list.total}
          loading={list.fetching}
          current={url['at']}
          onCurrent={(at) => change({ at })}
          selected={selected}
          onSelect={setSelected}
          onOpen={(d) => go(`/documents/${d.id}`)}
          card={(d) => (
            <>
              <div className="card-title">
                {d.label} <span className="soft">{formatDay(d.issued, language)}</span>
              </div>
              <div className="card-line">{d.subject}</div>
              <div className="card-line">{d.issuer}</div>
            </>
          )}
          foot={
            <>
              <CountLine key={JSON.stringify(filter)} total={list.total} capped={list.capped} filter={filter} shown={list.rows.length} />
              {chosen.length > 0 ? (
                <>
                  <span>{t('selected', { n: formatNumber(chosen.length, language) })}</span>
                  {may('documents_register') ? (
                    <Button size="small" type="primary" onClick={() => setBulk(true)}>
                      {t('bulkOpen')}
                    </Button>
                  ) : null}
                  {may('documents_export') ? <Export small label={t('exportSelected')} filter={{ on: filter['on'], columns: names.join(','), ids: chosen.map((d) => d.id).join(',') }} /> : null}
                  <Button size="small" onClick={() => setSelected(new Set())}>
                    {t('selectNone')}
                  </Button>
                </>
              ) : null}
              <span className="push keys">
                <kbd>↑↓</kbd> <kbd>Enter</kbd> <kbd>Space</kbd>
              </span>
            </>
          }
        />
      ) : null}
      {bulk ? <BulkChange rows={chosen} onClose={() => setBulk(false)} /> : null}
    </Page>
  );
}
