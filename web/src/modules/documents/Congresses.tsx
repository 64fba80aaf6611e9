// The congresses of an organisation and the terms that begin with them: a number belongs to the run of its term.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { DayField } from '../../shared/components/DayField.tsx';
import { Field, Panel } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { ErrorState, Loading } from '../../shared/components/States.tsx';
import { formatDay, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { addTerm, listTerms } from './api.ts';
import { documentWords } from './words.ts';

type Day = string | undefined;

function CongressForm({ unit, onDone }: { unit: string; onDone: () => void }) {
  const t = useWords(documentWords);
  const client = useQueryClient();
  const [row, setRow] = useState({ number: '', opened: undefined as Day, closed: undefined as Day, plenum: undefined as Day, source: '' });
  const set = (part: Partial<typeof row>): void => setRow((old) => ({ ...old, ...part }));
  const save = useMutation({
    mutationFn: () => addTerm({ unit, number: Number(row.number), opened: row.opened ?? null, closed: row.closed, plenum: row.plenum ?? null, source: row.source }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['terms'] });
      await client.invalidateQueries({ queryKey: ['series'] });
      onDone();
    },
  });
  return (
    <SaveForm save={save} label={t('addCongress')} panel disabled={!/^\d+$/.test(row.number) || !row.closed} onCancel={onDone}>
      <p className="soft">{t('addCongressNote')}</p>
      <div className="pair">
        <Field id="congress-number" label={t('congressNumber')}>
          <Input id="congress-number" inputMode="numeric" required value={row.number} onChange={(e) => set({ number: e.target.value })} />
        </Field>
        <Field id="congress-opened" label={t('congressOpened')}>
          <DayField id="congress-opened" value={row.opened} onChange={(opened) => set({ opened })} />
        </Field>
        <Field id="congress-closed" label={t('congressClosed')}>
          <DayField id="congress-closed" value={row.closed} onChange={(closed) => set({ closed })} />
        </Field>
        <Field id="congress-plenum" label={t('congressPlenum')}>
          <DayField id="congress-plenum" value={row.plenum} onChange={(plenum) => set({ plenum })} />
        </Field>
      </div>
      <Field id="congress-source" label={t('source')}>
        <Input id="congress-source" value={row.source} onChange={(e) => set({ source: e.target.value })} />
      </Field>
    </SaveForm>
  );
}

export function Congresses({ unit }: { unit: string }) {
  const t = useWords(documentWords);
  const language = useLanguage();
  const may = useMay()('documents_manage');
  const [form, setForm] = useState(false);
  const q = useQuery({ queryKey: ['terms', unit], queryFn: () => listTerms(unit), retry: false });
  return (
    <Panel title={t('congresses', { unit })} extra={may ? <Button onClick={() => setForm(!form)}>{t('addCongress')}</Button> : null}>
      {form ? <CongressForm unit={unit} onDone={() => setForm(false)} /> : null}
      {q.isPending ? <Loading rows={2} /> : null}
      {q.error ? <ErrorState error={q.error} bare /> : null}
      {q.data?.items.length === 0 ? <p className="soft">{t('noCongresses')}</p> : null}
      {q.data && q.data.items.length > 0 ? (
        <table className="small-table">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('congressNumber')}
              </th>
              <th scope="col">{t('congressDays')}</th>
              <th scope="col">{t('termDays')}</th>
              <th scope="col">{t('source')}</th>
            </tr>
          </thead>
          <tbody>
            {q.data.items.map((x) => (
              <tr key={x.id}>
                <td className="number">{x.number}</td>
                <td>
                  {x.opened ? `${formatDay(x.opened, language)} – ` : ''}
                  {formatDay(x.closed, language)}
                </td>
                <td>
                  {t('since', { day: formatDay(x.term_from, language) })}
                  {x.term_to ? ` ${t('before', { day: formatDay(x.term_to, language) })}` : ''}
                </td>
                <td>{x.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Panel>
  );
}
