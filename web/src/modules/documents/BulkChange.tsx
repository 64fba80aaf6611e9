// One value for many documents: what will change is shown first, what was refused is told, and all of it can be undone.
import Input from 'antd/es/input';
import Modal from 'antd/es/modal';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Field } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { useErrorText } from '../../shared/components/States.tsx';
import { useUndo } from '../../shared/components/useUndo.tsx';
import { formatNumber, todayIso, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { readDocument, updateDocument, type DocumentRow } from './api.ts';
import { fieldsOf } from './DocumentForm.tsx';
import { documentWords } from './words.ts';

const properties = ['field', 'advising'] as const;
type Property = (typeof properties)[number];

async function write(id: number, part: Partial<Record<Property, string>>): Promise<void> {
  const now = await readDocument(id, todayIso());
  await updateDocument(id, { ...fieldsOf(now.value.document), ...part }, now.etag ?? now.value.document.version);
}

export function BulkChange({ rows, onClose }: { rows: readonly DocumentRow[]; onClose: () => void }) {
  const t = useWords(documentWords);
  const language = useLanguage();
  const say = useErrorText();
  const client = useQueryClient();
  const offerUndo = useUndo();
  const [property, setProperty] = useState<Property>('field');
  const [value, setValue] = useState('');
  const [refused, setRefused] = useState<{ label: string; why: string }[]>([]);
  const wanted = value.trim();
  const changing = rows.filter((d) => d[property] !== wanted);
  const n = (x: number): string => formatNumber(x, language);
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['documents'] });
  const save = useMutation({
    mutationFn: async () => {
      const done: DocumentRow[] = [];
      const bad: { label: string; why: string }[] = [];
      for (const d of changing)
        await write(d.id, { [property]: wanted }).then(
          () => done.push(d),
          (error: unknown) => bad.push({ label: d.label, why: say(error) }),
        );
      return { done, bad };
    },
    onSuccess: async ({ done, bad }) => {
      await again();
      setRefused(bad);
      if (done.length > 0)
        offerUndo(t('bulkDone', { n: n(done.length) }), async () => {
          for (const d of done) await write(d.id, { [property]: d[property] });
          await again();
        });
      if (bad.length === 0) onClose();
    },
  });
  return (
    <Modal open onCancel={onClose} footer={null} title={t('bulkChange', { n: n(rows.length) })} width={720} destroyOnHidden>
      <SaveForm save={save} label={t('bulkApply', { n: n(changing.length) })} disabled={changing.length === 0} onCancel={onClose}>
        <div className="pair">
          <Field id="bulk-property" label={t('bulkWhat')}>
            <select id="bulk-property" className="plain-select" value={property} onChange={(e) => setProperty(e.target.value as Property)}>
              {properties.map((p) => (
                <option key={p} value={p}>
                  {t(p)}
                </option>
              ))}
            </select>
          </Field>
          <Field id="bulk-value" label={t('bulkValue')}>
            <Input id="bulk-value" value={value} onChange={(e) => setValue(e.target.value)} />
          </Field>
        </div>
        {refused.length > 0 ? (
          <ul role="alert">
            {refused.map((r) => (
              <li key={r.label} className="field-error">
                ▲ {r.label}: {r.why}
              </li>
            ))}
          </ul>
        ) : null}
        <p className="soft">{t('bulkPreview', { change: n(changing.length), keep: n(rows.length - changing.length) })}</p>
        <div className="table-scroll" style={{ maxHeight: '40vh', overflow: 'auto' }} tabIndex={0} role="region" aria-label={t('bulkPreviewTable')}>
          <table className="small-table">
            <thead>
              <tr>
                <th scope="col">{t('label')}</th>
                <th scope="col">{t('bulkNow')}</th>
                <th scope="col">{t('bulkThen')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((d) => (
                <tr key={d.id}>
                  <th scope="row">{d.label}</th>
                  <td>{d[property] || '–'}</td>
                  <td className={d[property] === wanted ? 'soft' : 'strong'}>{wanted || '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </SaveForm>
    </Modal>
  );
}
