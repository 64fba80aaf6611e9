import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay, useSession } from '../../app/session.tsx';
import { DayField } from '../../shared/components/DayField.tsx';
import { Field, Page, Panel } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { Empty, ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { useUndo } from '../../shared/components/useUndo.tsx';
import { formatDay, formatNumber, todayIso, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { UnitPick } from '../org/UnitPick.tsx';
import { addClaim, listClaims, removeClaim, tallyDocuments, type Claim, type TallyRow } from './api.ts';
import { Chips, useFacetWords } from './DocumentFilters.tsx';
import { DocumentTabs } from './DocumentTabs.tsx';
import { filterKeys } from './searchFields.ts';
import { documentWords } from './words.ts';

const bys = ['issuer', 'advising', 'kind', 'field', 'year', 'quarter', 'month', 'term', 'code'] as const;
type By = (typeof bys)[number];

// The list behind a cell: every number is a door.
function doorOf(by: By, row: TallyRow, filter: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [k, v] of Object.entries(filter)) if (v) query.set(k, v);
  const day = (y: number, m: number): string => `${m > 12 ? y + 1 : y}-${String(m > 12 ? m - 12 : m).padStart(2, '0')}-01`;
  const period = /^(\d{4})(?:-Q([1-4])|-(\d{2}))?$/.exec(row.key);
  if ((by === 'year' || by === 'quarter' || by === 'month') && period) {
    const y = Number(period[1]);
    const first = period[2] ? Number(period[2]) * 3 - 2 : period[3] ? Number(period[3]) : 1;
    query.set('from', day(y, first));
    query.set('to', day(y, first + (period[2] ? 3 : period[3] ? 1 : 12)));
  } else query.set(by, row.key);
  return `/documents?${query.toString()}`;
}

function Claims() {
  const t = useWords(documentWords);
  const language = useLanguage();
  const may = useMay()('documents_register');
  const client = useQueryClient();
  const offerUndo = useUndo();
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['claims'] });
  const q = useQuery({ queryKey: ['claims'], queryFn: () => listClaims() });
  const remove = useMutation({
    mutationFn: (c: Claim) => removeClaim(c.id),
    onSuccess: async (_, { unit, text, value, query, dated, source_document_id, source }) => {
      await again();
      offerUndo(t('claimRemoved', { text }), () => addClaim({ unit, text, value, query, dated, source_document_id, source }).then(again));
    },
  });
  if (q.isPending) return <Loading rows={3} />;
  if (q.error) return <ErrorState error={q.error} bare />;
  if (q.data.items.length === 0) return <Empty bare title={t('noClaims')} />;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('claims')}>
      <FormError error={remove.error} />
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">{t('claimText')}</th>
            <th scope="col" className="number">
              {t('claim')}
            </th>
            <th scope="col" className="number">
              {t('ours')}
            </th>
            <th scope="col" className="number">
              {t('difference')}
            </th>
            <th scope="col">{t('claimSource')}</th>
            {may ? (
              <th scope="col" className="no-print">
                <span className="hidden-visually">{t('claimActions')}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {q.data.items.map((c) => {
            const query = new URLSearchParams();
            for (const [k, v] of Object.entries(c.query)) if (v !== null && v !== '' && filterKeys.includes(k)) query.set(k, String(v));
            return (
              <tr key={c.id}>
                <td>{c.text}</td>
                <td className="number">{formatNumber(c.value, language)}</td>
                <td className="number">
                  <To to={`/documents?${query.toString()}`}>{formatNumber(c.count, language)}</To>
                </td>
                <td className="number">{c.difference > 0 ? `+${formatNumber(c.difference, language)}` : formatNumber(c.difference, language)}</td>
                <td>
                  {c.source_document_id ? <To to={`/documents/${c.source_document_id}`}>{c.source || t('seeText')}</To> : c.source} {formatDay(c.dated, language)}
                </td>
                {may ? (
                  <td className="no-print">
                    <Button size="small" aria-label={t('removeClaim', { text: c.text })} disabled={remove.isPending} onClick={() => remove.mutate(c)}>
                      {t('claimActions')}
                    </Button>
                  </td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function ClaimForm({ filter, onDone }: { filter: Readonly<Record<string, string | undefined>>; onDone: () => void }) {
  const t = useWords(documentWords);
  const session = useSession();
  const context = usePageContext();
  const client = useQueryClient();
  const [unit, setUnit] = useState(context.unit ?? session.unit_code);
  const [text, setText] = useState('');
  const [value, setValue] = useState('');
  const [source, setSource] = useState('');
  const save = useMutation({
    mutationFn: () => {
      const query: Record<string, string | number> = {};
      for (const [k, v] of Object.entries(filter)) if (v) query[k] = k === 'term' ? Number(v) : v;
      return addClaim({ unit, text, value: Number(value), query, source });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['claims'] });
      onDone();
    },
  });
  return (
    <SaveForm save={save} label={t('addClaim')} disabled={!/^\d+$/.test(value) || unit === ''} onCancel={onDone}>
      <div className="pair">
        <Field id="claim-text" label={t('claimText')}>
          <Input id="claim-text" required value={text} onChange={(e) => setText(e.target.value)} />
        </Field>
        <Field id="claim-value" label={t('claimValue')}>
          <Input id="claim-value" required inputMode="numeric" value={value} onChange={(e) => setValue(e.target.value)} />
        </Field>
        <Field id="claim-unit" label={t('unit')}>
          <UnitPick id="claim-unit" label={t('unit')} value={unit} onPick={setUnit} />
        </Field>
        <Field id="claim-source" label={t('claimSource')}>
          <Input id="claim-source" value={source} onChange={(e) => setSource(e.target.value)} />
        </Field>
      </div>
    </SaveForm>
  );
}

export function TalliesPage() {
  const t = useWords(documentWords);
  const language = useLanguage();
  const may = useMay();
  const say = useFacetWords();
  const [url, change] = useUrlState();
  const [claim, setClaim] = useState(false);
  const by: By = bys.find((b) => b === url['by']) ?? 'issuer';
  const filter: Record<string, string | undefined> = {};
  for (const k of filterKeys) filter[k] = url[k];
  const q = useQuery({ queryKey: ['documents', 'tally', by, filter], queryFn: () => tallyDocuments(by, filter), placeholderData: (old) => old });
  const words: Record<By, string> = { issuer: t('issuer'), advising: t('advising'), kind: t('kind'), field: t('field'), year: t('yearBy'), quarter: t('quarter'), month: t('month'), term: t('term'), code: t('code') };
  const most = Math.max(1, ...(q.data?.rows.map((r) => r.count) ?? []));
  const period = url['from'] || url['to'] ? `, ${formatDay(url['from'], language)}–${formatDay(url['to'], language)}` : '';
  return (
    <Page title={t('tabTallies')} lead={t('tallyLead')}>
      <DocumentTabs />
      <div className="row">
        <label className="row tight">
          {t('by')}
          <select className="plain-select" value={by} onChange={(e) => change({ by: e.target.value })}>
            {bys.map((b) => (
              <option key={b} value={b}>
                {words[b]}
              </option>
            ))}
          </select>
        </label>
        <span className="row tight">
          {t('period')}
          <span style={{ width: 165 }}>
            <DayField id="tally-from" label={t('from')} value={url['from']} onChange={(from) => change({ from })} />
          </span>
          <span style={{ width: 165 }}>
            <DayField id="tally-to" label={t('to')} value={url['to']} onChange={(to) => change({ to })} />
          </span>
        </span>
        <Chips url={url} change={change} />
      </div>
      <div className="halves">
        <Panel title={words[by]} extra={may('documents_register') ? <Button onClick={() => setClaim(!claim)}>{t('addClaim')}</Button> : null}>
          {claim ? <ClaimForm filter={filter} onDone={() => setClaim(false)} /> : null}
          {q.isPending ? <Loading /> : null}
          {q.error ? <ErrorState error={q.error} bare onRetry={() => void q.refetch()} /> : null}
          {q.data ? (
            <>
              <table className="small-table">
                <thead>
                  <tr>
                    <th scope="col">{words[by]}</th>
                    <th scope="col" className="number">
                      {t('count')}
                    </th>
                    <th scope="col" style={{ width: '35%' }}>
                      <span className="hidden-visually">{t('count')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {q.data.rows.map((r) => (
                    <tr key={r.key}>
                      <td>{by === 'kind' ? say('kind', r.key) : formatDay(r.name || r.key, language) || t('notRecorded')}</td>
                      <td className="number">
                        <To to={doorOf(by, r, filter)}>{formatNumber(r.count, language)}</To>
                      </td>
                      <td aria-hidden="true">
                        <div className="bar">
                          <div style={{ width: `${(100 * r.count) / most}%` }} />
                        </div>
                      </td>
                    </tr>
                  ))}
                </tbody>
                <tfoot>
                  <tr>
                    <th scope="row">{t('total')}</th>
                    <td className="number strong">{formatNumber(q.data.total, language)}</td>
                    <td />
                  </tr>
                </tfoot>
              </table>
              <p className="soft">{t('sentence', { by: words[by].toLowerCase(), unit: url['unit'] ? `, ${url['unit']}` : '', period, day: formatDay(todayIso(), language) })}</p>
            </>
          ) : null}
        </Panel>
        <Panel title={t('claims')}>
          <Claims />
        </Panel>
      </div>
    </Page>
  );
}
