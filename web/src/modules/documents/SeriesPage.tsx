import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useMay } from '../../app/session.tsx';
import { Facts, Field, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatNumber, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { readSeries, voidNumber } from './api.ts';
import { documentWords } from './words.ts';

function VoidForm({ id }: { id: number }) {
  const t = useWords(documentWords);
  const client = useQueryClient();
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => voidNumber({ series_id: id, number: Number(number), reason }),
    onSuccess: async () => {
      setNumber('');
      setReason('');
      await client.invalidateQueries({ queryKey: ['series'] });
    },
  });
  return (
    <SaveForm save={save} label={t('voidIt')} plain disabled={!/^\d+$/.test(number) || reason.trim() === ''}>
      <div className="pair">
        <Field id="void-number" label={t('number')}>
          <Input id="void-number" inputMode="numeric" required value={number} onChange={(e) => setNumber(e.target.value)} />
        </Field>
        <Field id="void-reason" label={t('reason')}>
          <Input id="void-reason" required value={reason} onChange={(e) => setReason(e.target.value)} />
        </Field>
      </div>
    </SaveForm>
  );
}

export function SeriesPage() {
  const id = Number(useParams()['id']);
  const t = useWords(documentWords);
  const language = useLanguage();
  const may = useMay();
  const q = useQuery({ queryKey: ['series', 'one', id], queryFn: () => readSeries(id) });
  if (q.isPending)
    return (
      <Page title={t('series')}>
        <Loading />
      </Page>
    );
  if (q.error)
    return (
      <Page title={t('series')}>
        <ErrorState error={q.error} onRetry={() => void q.refetch()} />
      </Page>
    );
  const { series: s, gaps, set_aside: aside } = q.data;
  const n = (x: number): string => formatNumber(x, language);
  const documents = `/documents?code=${encodeURIComponent(s.code)}&unit=${encodeURIComponent(s.unit)}${s.term ? `&term=${s.term}` : ''}&sort=number`;
  return (
    <Page title={`${t('series')} ${s.code} · ${s.unit}`} lead={<To to="/series">{t('tabSeries')}</To>}>
      <div className="halves">
        <Panel>
          <Facts
            rows={[
              [t('unit'), <To key="u" to={`/units/${encodeURIComponent(s.unit)}`}>{s.unit}</To>],
              [t('term'), s.term],
              [t('run'), s.run === 'congress' ? t('congressRun') : t('committee')],
              [t('used'), <To key="d" to={documents}>{n(s.used)}</To>],
              [t('reserved'), n(s.reserved)],
              [t('void'), n(s.voided)],
              [t('last'), n(s.last)],
            ]}
          />
        </Panel>
        <Panel title={t('gapRows')}>
          {gaps.length === 0 ? <p className="soft">{t('noGaps')}</p> : null}
          <ul className="row">
            {gaps.map((g) => (
              <li key={g.from}>
                <Tag tone="warn">{g.from === g.to ? g.from : `${g.from}–${g.to}`}</Tag>
              </li>
            ))}
          </ul>
          {may('documents_manage') ? <VoidForm id={id} /> : null}
        </Panel>
      </div>
      <Panel title={t('setAside')}>
        {aside.length === 0 ? (
          <p className="soft">{t('noSetAside')}</p>
        ) : (
          <table className="small-table">
            <thead>
              <tr>
                <th scope="col" className="number">
                  {t('number')}
                </th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('reason')}</th>
              </tr>
            </thead>
            <tbody>
              {aside.map((r) => (
                <tr key={`${r.number}${r.suffix}`}>
                  <td className="number">
                    {r.number}
                    {r.suffix}
                  </td>
                  <td>{r.state === 'reserved' ? t('reserved') : r.state === 'used' ? t('used') : t('void')}</td>
                  <td>{r.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </Page>
  );
}
