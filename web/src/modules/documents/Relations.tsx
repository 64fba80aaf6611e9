// Relations in both directions; adding one, ending one from a day on, taking back one that was a mistake.
import Button from 'antd/es/button';
import Dropdown from 'antd/es/dropdown';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DayField } from '../../shared/components/DayField.tsx';
import { EndFrom } from '../../shared/components/EndFrom.tsx';
import { Field } from '../../shared/components/Page.tsx';
import { Pick } from '../../shared/components/Pick.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { FormError } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { useUndo } from '../../shared/components/useUndo.tsx';
import { formatDay, relations, relationsBack, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useDraft } from '../../shared/lists/useDraft.tsx';
import { addRelation, endRelation, findDocuments, removeRelation, type DocumentPageData, type RelationView } from './api.ts';
import { SourceNote } from './SourceNote.tsx';
import { documentWords } from './words.ts';

interface Row {
  r: RelationView;
  word: string;
  id: number;
  label: string;
}

export function RelationTable({ page, may }: { page: DocumentPageData; may: boolean }) {
  const t = useWords(documentWords);
  const out = useLabels(relations);
  const back = useLabels(relationsBack);
  const language = useLanguage();
  const client = useQueryClient();
  const offerUndo = useUndo();
  const [ending, setEnding] = useState<number | null>(null);
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['documents'] });
  const remove = useMutation({
    mutationFn: ({ r }: Row) => removeRelation(r.id),
    onSuccess: async (_, { r, word, label }) => {
      await again();
      offerUndo(t('relationRemoved', { relation: `${word} ${label}` }), async () => {
        await addRelation(r.source_id, { kind: r.kind, target_id: r.target_id, provision: r.provision, extent: r.extent, source: r.source, ...(r.from ? { from: r.from } : {}), ...(r.to ? { to: r.to } : {}) });
        await again();
      });
    },
  });
  const rows: Row[] = [
    ...page.outgoing.map((r) => ({ r, word: out(r.kind), id: r.target_id, label: r.target_label })),
    ...page.incoming.map((r) => ({ r, word: back(r.kind), id: r.source_id, label: r.source_label })),
  ];
  // A column without a word only takes room.
  const provisions = rows.some(({ r }) => r.provision !== '' || r.extent === 'partly');
  const days = rows.some(({ r }) => r.from !== null || r.to !== null);
  const ended = rows.find((row) => row.r.id === ending);
  if (rows.length === 0) return <p className="soft">{t('noRelations')}</p>;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('relations')}>
      {ended ? (
        <EndFrom
          id="relation-end"
          label={t('endRelation')}
          dayLabel={t('endRelationFrom')}
          panel
          end={(day, over) => endRelation(ended.r, day, over)}
          again={again}
          onDone={() => setEnding(null)}
          onCancel={() => setEnding(null)}
        >
          <p>{t('endRelationNote', { relation: `${ended.word} ${ended.label}` })}</p>
        </EndFrom>
      ) : null}
      <FormError error={remove.error} />
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">{t('relation')}</th>
            <th scope="col">{t('otherDocument')}</th>
            {provisions ? <th scope="col">{t('provision')}</th> : null}
            {days ? <th scope="col">{t('from')}</th> : null}
            <th scope="col">{t('source')}</th>
            {may ? (
              <th scope="col" className="no-print">
                <span className="hidden-visually">{t('changeRelation')}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.r.id}>
              <td>{row.word}</td>
              <td className="nowrap">
                <To to={`/documents/${row.id}`}>{row.label}</To>
              </td>
              {provisions ? (
                <td>
                  {row.r.provision}
                  {row.r.extent === 'partly' ? ` (${t('partly')})` : ''}
                </td>
              ) : null}
              {days ? (
                <td className="nowrap">
                  {formatDay(row.r.from, language)}
                  {row.r.to ? ` – ${formatDay(row.r.to, language)}` : ''}
                </td>
              ) : null}
              <td>
                <SourceNote source={row.r.source} from={row.r.read_from} />
              </td>
              {may ? (
                <td className="no-print">
                  <Dropdown
                    trigger={['click']}
                    menu={{
                      items: [
                        ...(row.r.to ? [] : [{ key: 'end', label: t('endRelation'), onClick: () => setEnding(row.r.id) }]),
                        { key: 'remove', label: t('removeRelation'), onClick: () => remove.mutate(row) },
                      ],
                    }}
                  >
                    <Button size="small" aria-haspopup="menu" aria-label={`${t('changeRelation')}: ${row.word} ${row.label}`}>
                      ⋯
                    </Button>
                  </Dropdown>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      {page.capped ? <p className="soft">{t('moreRelations')}</p> : null}
    </div>
  );
}

export function RelationForm({ id, onDone }: { id: number; onDone: () => void }) {
  const t = useWords(documentWords);
  const words = useLabels(relations);
  const client = useQueryClient();
  const draft = useDraft(`relation.${id}`, { kind: 'replaces', target: undefined as { id: number; label: string } | undefined, typed: '', provision: '', extent: 'wholly', from: undefined as string | undefined });
  const { value: row, set } = draft;
  const save = useMutation({
    mutationFn: () => addRelation(id, { kind: row.kind, ...(row.target ? { target_id: row.target.id } : { target: row.typed }), provision: row.provision, extent: row.extent, ...(row.from ? { from: row.from } : {}) }),
    onSuccess: async () => {
      draft.clear();
      await client.invalidateQueries({ queryKey: ['documents'] });
      onDone();
    },
  });
  return (
    <SaveForm save={save} draft={draft} label={t('addRelation')} panel disabled={!row.target && !row.typed} onCancel={onDone}>
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
    </SaveForm>
  );
}
