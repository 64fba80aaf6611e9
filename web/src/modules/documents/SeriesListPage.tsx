import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay, useSession } from '../../app/session.tsx';
import { DayField } from '../../shared/components/DayField.tsx';
import { Field, Page, Panel } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatNumber, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { allocateNumber, listSeries, reserveNumber } from './api.ts';
import { UnitPick } from '../org/UnitPick.tsx';
import { Congresses } from './Congresses.tsx';
import { DocumentTabs } from './DocumentTabs.tsx';
import { documentWords } from './words.ts';

function TakeNumber({ unit: first }: { unit: string }) {
  const t = useWords(documentWords);
  const client = useQueryClient();
  const [row, setRow] = useState({ unit: first, code: '', on: undefined as string | undefined, number: '', reason: '' });
  const set = (part: Partial<typeof row>): void => setRow((old) => ({ ...old, ...part }));
  const body = (): object => ({ unit: row.unit, code: row.code, reason: row.reason, ...(row.on ? { on: row.on } : {}), ...(/^\d+$/.test(row.number) ? { number: Number(row.number) } : {}) });
  const done = (): Promise<void> => client.invalidateQueries({ queryKey: ['series'] });
  const take = useMutation({ mutationFn: () => allocateNumber(body()), onSuccess: done });
  const reserve = useMutation({ mutationFn: () => reserveNumber(body()), onSuccess: done });
  return (
    <Panel title={t('take')}>
      <form
        className="form"
        onSubmit={(e) => {
          e.preventDefault();
          reserve.reset();
          take.mutate();
        }}
      >
        <div className="pair">
          <Field id="series-unit" label={t('owner')}>
            <UnitPick id="series-unit" label={t('owner')} value={row.unit} onPick={(picked) => set({ unit: picked })} />
          </Field>
          <Field id="series-code" label={t('code')}>
            <Input id="series-code" required placeholder="QĐ/TU" value={row.code} onChange={(e) => set({ code: e.target.value })} />
          </Field>
          <Field id="series-on" label={t('issued')}>
            <DayField id="series-on" value={row.on} onChange={(on) => set({ on })} />
          </Field>
        </div>
        <div className="pair">
          <Field id="series-number" label={`${t('number')} (${t('reserve').toLowerCase()})`}>
            <Input id="series-number" inputMode="numeric" value={row.number} onChange={(e) => set({ number: e.target.value })} />
          </Field>
          <Field id="series-reason" label={t('reason')}>
            <Input id="series-reason" value={row.reason} onChange={(e) => set({ reason: e.target.value })} />
          </Field>
        </div>
        <FormError error={take.error ?? reserve.error} />
        <div role="status">
          {take.data ? <p className="strong">{t('taken', { label: take.data.label })}</p> : null}
          {reserve.data ? <p className="strong">{t('reservedNow', { label: reserve.data.label })}</p> : null}
        </div>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={take.isPending}>
            {t('take')}
          </Button>
          <Button
            loading={reserve.isPending}
            disabled={row.reason.trim() === ''}
            onClick={() => {
              take.reset();
              reserve.mutate();
            }}
          >
            {t('reserve')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

export function SeriesListPage() {
  const t = useWords(documentWords);
  const language = useLanguage();
  const may = useMay();
  const session = useSession();
  const { unit } = usePageContext();
  const q = useQuery({ queryKey: ['series', unit], queryFn: () => listSeries(unit) });
  const n = (x: number): string => formatNumber(x, language);
  return (
    <Page title={t('tabSeries')} lead={t('seriesLead')}>
      <DocumentTabs />
      {may('numbers_allocate') ? <TakeNumber unit={unit ?? session.unit_code} /> : null}
      {q.isPending ? <Loading /> : null}
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {q.data?.items.length === 0 ? <Empty title={t('noSeries')}>{t('noSeriesHint')}</Empty> : null}
      {q.data && q.data.items.length > 0 ? (
        <div className="panel table-scroll" tabIndex={0} role="region" aria-label={t('tabSeries')}>
          <table className="small-table">
            <thead>
              <tr>
                <th scope="col">{t('series')}</th>
                <th scope="col">{t('unit')}</th>
                <th scope="col" className="number">
                  {t('term')}
                </th>
                <th scope="col">{t('run')}</th>
                {(['used', 'reserved', 'void', 'gaps', 'last'] as const).map((k) => (
                  <th key={k} scope="col" className="number">
                    {t(k)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {q.data.items.map((s) => (
                <tr key={s.id}>
                  <td>
                    <To to={`/series/${s.id}`}>{s.code}</To>
                  </td>
                  <td>
                    <To to={`/units/${encodeURIComponent(s.unit)}`}>{s.unit}</To>
                  </td>
                  <td className="number">{s.term ?? ''}</td>
                  <td>{s.run === 'congress' ? t('congressRun') : t('committee')}</td>
                  <td className="number">{n(s.used)}</td>
                  <td className="number">{n(s.reserved)}</td>
                  <td className="number">{n(s.voided)}</td>
                  <td className="number">{s.gaps > 0 ? <strong>▲ {n(s.gaps)}</strong> : '0'}</td>
                  <td className="number">{n(s.last)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {unit || session.unit_code ? <Congresses unit={unit ?? session.unit_code} /> : null}
    </Page>
  );
}
