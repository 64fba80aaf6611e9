// An end of membership that was entered wrongly is taken back, with the reason beside it.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Field, Panel } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { undoEnd, type MemberPage } from './api.ts';
import { fieldError } from '../../shared/api/problem.ts';
import { memberWords } from './words.ts';

const ends = ['struck_off', 'left', 'expelled', 'deceased'];

export function UndoEnd({ member: m }: { member: MemberPage }) {
  const t = useWords(memberWords);
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const save = useMutation({ mutationFn: () => undoEnd(m.code, { note }, m.version), onSuccess: () => client.invalidateQueries() });
  if (!m.may_manage || !ends.includes(m.spells.at(-1)?.reason ?? '')) return null;
  if (!open) return <Button onClick={() => setOpen(true)}>{t('undoEnd')}</Button>;
  return (
    <Panel title={t('undoEnd')}>
      <p className="soft">{t('undoEndNote')}</p>
      <SaveForm plain save={{ mutate: () => save.mutate(), isPending: save.isPending, error: save.error }} label={t('undoEnd')} disabled={note.trim() === ''} onCancel={() => setOpen(false)}>
        <Field id="undo-end-why" label={t('undoEndWhy')} error={fieldError(save.error, 'note')}>
          <Input id="undo-end-why" value={note} onChange={(e) => setNote(e.target.value)} />
        </Field>
      </SaveForm>
    </Panel>
  );
}
