// Registering a document, and changing one: the same fields, the same refusals. A draft stays on this device.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../app/session.tsx';
import { fieldError, isProblem } from '../../shared/api/problem.ts';
import { DayField } from '../../shared/components/DayField.tsx';
import { Field } from '../../shared/components/Page.tsx';
import { Conflict, FormError } from '../../shared/components/States.tsx';
import { common, documentKinds, useLabels, useWords } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { DraftNote, useDraft } from '../../shared/lists/useDraft.tsx';
import { UnitPick } from '../org/UnitPick.tsx';
import { createDocument, readDocument, updateDocument, type DocumentFields, type DocumentRecord } from './api.ts';
import { documentWords } from './words.ts';

const empty: DocumentFields = { kind: 'resolution', number: null, suffix: '', code: '', year: null, issued: null, owner_unit: '', congress_paper: false, issuer: '', advising: '', subject: '', field: '', addressees: '', open_to_all: false, parties: [], effective_from: null, effective_to: null, aliases: [], source: '' };

export function fieldsOf(d: DocumentFields): DocumentFields {
  return Object.fromEntries(Object.keys(empty).map((k) => [k, d[k as keyof DocumentFields]])) as unknown as DocumentFields;
}
export function DocumentForm({ document, version, onDone }: { document?: DocumentRecord; version?: string | number; onDone?: () => void }) {
  const t = useWords(documentWords);
  const c = useWords(common);
  const kinds = useLabels(documentKinds);
  const session = useSession();
  const { unit, on } = usePageContext();
  const client = useQueryClient();
  const go = useGo();
  const draft = useDraft<DocumentFields>(document ? `document.${document.id}.${document.version}` : 'document', document ? fieldsOf(document) : { ...empty, owner_unit: unit ?? session.unit_code });
  const { value: d, set } = draft;
  const [seen, setSeen] = useState(version);
  const [theirs, setTheirs] = useState<{ fields: DocumentFields; version: string | number } | null>(null);
  const save = useMutation({
    mutationFn: (at: string | number | undefined) => (document ? updateDocument(document.id, d, at) : createDocument(d)),
    onSuccess: async (page) => {
      draft.clear();
      await client.invalidateQueries({ queryKey: ['documents'] });
      onDone?.();
      if (!document) go(`/documents/${page.document.id}`);
    },
    onError: async (error) => {
      if (!document || !isProblem(error, 409)) return;
      const now = await readDocument(document.id, on);
      if (now.value.document.version !== document.version) setTheirs({ fields: fieldsOf(now.value.document), version: now.etag ?? now.value.document.version });
    },
  });
  const wrong = (field: string): string | undefined => fieldError(save.error, field);
  const labels = Object.fromEntries((['kind', 'number', 'code', 'issued', 'issuer', 'advising', 'subject', 'field', 'addressees', 'source'] as const).map((k) => [k, t(k)])) as Partial<Record<keyof DocumentFields, string>>;
  const party = c('unit');
  return (
    <form
      className="form panel"
      style={{ maxWidth: 960 }}
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(seen);
      }}
    >
      {theirs ? (
        <Conflict
          theirs={theirs.fields}
          mine={d}
          labels={labels}
          onTake={() => {
            set(theirs.fields);
            setSeen(theirs.version);
            setTheirs(null);
          }}
          onKeep={() => {
            setSeen(theirs.version);
            setTheirs(null);
            save.mutate(theirs.version);
          }}
        />
      ) : null}
      <div className="pair">
        <Field id="document-kind" label={t('kind')} error={wrong('kind')}>
          <Select id="document-kind" showSearch={{ optionFilterProp: 'label' }} value={d.kind} style={{ width: '100%' }} onChange={(kind) => set({ kind })} options={Object.keys(documentKinds).map((k) => ({ value: k, label: kinds(k) }))} />
        </Field>
        <Field id="document-number" label={t('number')} note={document ? undefined : t('numberAuto')} error={wrong('number')}>
          <Input id="document-number" inputMode="numeric" value={d.number ?? ''} onChange={(e) => set({ number: /^\d{1,9}$/.test(e.target.value) ? Number(e.target.value) : null })} />
        </Field>
        <Field id="document-code" label={t('code')} error={wrong('code')}>
          <Input id="document-code" placeholder="KL/TW" value={d.code} onChange={(e) => set({ code: e.target.value })} />
        </Field>
        <Field id="document-issued" label={t('issued')} error={wrong('issued')}>
          <DayField id="document-issued" value={d.issued ?? undefined} onChange={(issued) => set({ issued: issued ?? null })} />
        </Field>
      </div>
      <Field id="document-subject" label={t('subject')} error={wrong('subject')}>
        <Input.TextArea id="document-subject" rows={2} value={d.subject} onChange={(e) => set({ subject: e.target.value })} />
      </Field>
      <div className="pair">
        <Field id="document-owner" label={t('owner')} error={wrong('owner_unit')}>
          <UnitPick id="document-owner" label={t('owner')} value={d.owner_unit} onPick={(owner_unit) => set({ owner_unit })} />
        </Field>
        <Field id="document-issuer" label={t('issuer')} error={wrong('issuer')}>
          <Input id="document-issuer" value={d.issuer} onChange={(e) => set({ issuer: e.target.value })} />
        </Field>
        <Field id="document-advising" label={t('advising')} error={wrong('advising')}>
          <Input id="document-advising" value={d.advising} onChange={(e) => set({ advising: e.target.value })} />
        </Field>
      </div>
      <div className="pair">
        <Field id="document-field" label={t('field')} error={wrong('field')}>
          <Input id="document-field" value={d.field} onChange={(e) => set({ field: e.target.value })} />
        </Field>
        <Field id="document-from" label={t('effectiveFrom')} error={wrong('effective_from')}>
          <DayField id="document-from" value={d.effective_from ?? undefined} onChange={(day) => set({ effective_from: day ?? null })} />
        </Field>
        <Field id="document-to" label={t('effectiveTo')} error={wrong('effective_to')}>
          <DayField id="document-to" value={d.effective_to ?? undefined} onChange={(day) => set({ effective_to: day ?? null })} />
        </Field>
      </div>
      <Field id="document-addressees" label={t('addressees')} error={wrong('addressees')}>
        <Input id="document-addressees" value={d.addressees} onChange={(e) => set({ addressees: e.target.value })} />
      </Field>
      <div className="stack">
        <label className="row">
          <input type="checkbox" checked={d.open_to_all} onChange={(e) => set({ open_to_all: e.target.checked })} /> {t('openToAll')}
        </label>
        {d.open_to_all ? null : (
          <Field id="document-party" label={t('parties')} error={wrong('parties')}>
            <div className="row">
              {d.parties.map((p) => (
                <span key={p.unit} className="chip">
                  {p.name || p.unit}
                  <button type="button" aria-label={`${c('clear')} ${p.name || p.unit}`} onClick={() => set({ parties: d.parties.filter((x) => x.unit !== p.unit) })}>
                    ✕
                  </button>
                </span>
              ))}
              <div style={{ flex: 1, minWidth: 200 }}>
                <UnitPick id="document-party" label={t('parties')} placeholder={party} onPick={(unit, name) => set({ parties: [...d.parties.filter((x) => x.unit !== unit), { unit, name, subtree: true }] })} />
              </div>
            </div>
          </Field>
        )}
        <label className="row line">
          <input type="checkbox" checked={d.congress_paper} onChange={(e) => set({ congress_paper: e.target.checked })} /> {t('congress')}
        </label>
      </div>
      <Field id="document-source" label={t('source')} error={wrong('source')}>
        <Input id="document-source" value={d.source} onChange={(e) => set({ source: e.target.value })} />
      </Field>
      {theirs ? null : <FormError error={save.error} />}
      <DraftNote draft={draft} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {document ? t('save') : t('registerNow')}
        </Button>
        {onDone ? <Button onClick={onDone}>{c('cancel')}</Button> : null}
      </div>
    </form>
  );
}
