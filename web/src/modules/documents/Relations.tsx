// Relations in both directions, and the form that adds one.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DayField } from '../../shared/components/DayField.tsx';
import { Field } from '../../shared/components/Page.tsx';
import { Pick } from '../../shared/components/Pick.tsx';
import { FormError } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { common, formatDay, relations, relationsBack, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { addRelation, findDocuments, type DocumentPageData, type RelationView } from './api.ts';
import { documentWords } from './words.ts';

export function RelationTable({ page }: { page: DocumentPageData }) {
  const t = useWords(documentWords);
  const out = useLabels(relations);
  const back = useLabels(relationsBack);
  const language = useLanguage();
  const rows: { r: RelationView; word: string; id: number; label: string }[] = [
    ...page.outgoing.map((r) => ({ r, word: out(r.kind), id: r.target_id, label: r.target_label })),
    ...page.incoming.map((r) => ({ r, word: back(r.kind), id: r.source_id, label: r.source_label })),
  ];
  if (rows.length === 0) return <p className="soft">{t('noRelations')}</p>;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('relations')}>
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">{t('relation')}</th>
            <th scope="col">{t('otherDocument')}</th>
            <th scope="col">{t('provision')}</th>
            <th scope="col">{t('from')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ r, word, id, label }) => (
            <tr key={r.id}>
              <td>{word}</td>
              <td>
                <To to={`/documents/${id}`}>{label}</To>
              </td>
              <td>
                {r.provision}
                {r.extent === 'partly' ? ` (${t('partly')})` : ''}
              </td>
              <td className="nowrap">
                {formatDay(r.from, language)}
                {r.to ? ` – ${formatDay(r.to, language)}` : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function RelationForm({ id, onDone }: { id: number; onDone: () => void }) {
  const t = useWords(documentWords);
  const c = useWords(common);
  const words = useLabels(relations);
  const client = useQueryClient();
  const [row, setRow] = useState({ kind: 'replaces', target: undefined as { id: number; label: string } | undefined, typed: '', provision: '', extent: 'wholly', from: undefined as string | undefined });
  const set = (part: Partial<typeof row>): void => setRow((old) => ({ ...old, ...part }));
  const save = useMutation({
    mutationFn: () => addRelation(id, { kind: row.kind, ...(row.target ? { target_id: row.target.id } : { target: row.typed }), provision: row.provision, extent: row.extent, ...(row.from ? { from: row.from } : {}) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['documents'] });
      onDone();
    },
  });
  return (
    <form
      className="form panel"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate();
      }}
    >
      <div className="pair">
        <Field id="relation-kind" label={t('relation')}>
          <Select id="relation-kind" value={row.kind} style={{ width: '100%' }} onChange={(kind) => set({ kind })} options={Object.keys(relations).map((k) => ({ value: k, label: words(k) }))} />
        </Field>
        <Field id="relation-target" label={t('otherDocument')}>
          <Pick
            id="relation-target"
            label={t('otherDocument')}
            value={row.target?.label ?? row.typed}
            none={t('emptyFilter')}
            findKey="relation"
            find={async (text, signal) => {
              set({ typed: text, target: undefined });
              return (await findDocuments(text, signal)).slice(0, 12).map((d) => ({ key: String(d.id), label: d.name, note: d.title }));
            }}
            onPick={(p) => set({ target: { id: Number(p.key), label: p.label } })}
          />
        </Field>
      </div>
      <div className="pair">
        <Field id="relation-provision" label={t('provision')}>
          <Input id="relation-provision" value={row.provision} onChange={(e) => set({ provision: e.target.value })} />
        </Field>
        <Field id="relation-extent" label={t('extent')}>
          <Select
            id="relation-extent"
            value={row.extent}
            style={{ width: '100%' }}
            onChange={(extent) => set({ extent })}
            options={[
              { value: 'wholly', label: t('wholly') },
              { value: 'partly', label: t('partly') },
            ]}
          />
        </Field>
        <Field id="relation-from" label={t('from')}>
          <DayField id="relation-from" value={row.from} onChange={(from) => set({ from })} />
        </Field>
      </div>
      <FormError error={save.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!row.target && !row.typed}>
          {t('addRelation')}
        </Button>
        <Button onClick={onDone}>{c('cancel')}</Button>
      </div>
    </form>
  );
}
