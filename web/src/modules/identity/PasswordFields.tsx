import Input from 'antd/es/input';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTakeSession } from '../../app/session.tsx';
import { Field } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { changePassword } from './api.ts';
import { identityWords } from './words.ts';

// A new password, twice; gives it when both entries are the same.
export function NewPassword({ onChange, error }: { onChange: (password: string | undefined) => void; error?: string | undefined }) {
  const t = useWords(identityWords);
  const [one, setOne] = useState('');
  const [two, setTwo] = useState('');
  const differ = two !== '' && one !== two;
  const tell = (a: string, b: string): void => onChange(a !== '' && a === b ? a : undefined);
  return (
    <>
      <Field id="new-password" label={t('newPassword')} note={t('newPasswordNote')} error={error}>
        <Input.Password
          id="new-password"
          autoComplete="new-password"
          value={one}
          onChange={(e) => {
            setOne(e.target.value);
            tell(e.target.value, two);
          }}
        />
      </Field>
      <Field id="new-password-2" label={t('again')} error={differ ? t('notSame') : undefined}>
        <Input.Password
          id="new-password-2"
          autoComplete="new-password"
          value={two}
          onChange={(e) => {
            setTwo(e.target.value);
            tell(one, e.target.value);
          }}
        />
      </Field>
    </>
  );
}

// The password in use and a new one: for the account page, and for who must change it before going on.
export function ChangePassword({ block }: { block?: boolean }) {
  const t = useWords(identityWords);
  const take = useTakeSession();
  const [old, setOld] = useState('');
  const [next, setNext] = useState<string | undefined>();
  const save = useMutation({ mutationFn: () => changePassword({ current_password: old, new_password: next ?? '' }), onSuccess: take });
  if (save.isSuccess) return <p role="status">{t('changed')}</p>;
  return (
    <SaveForm save={save} label={t('changePassword')} block={block ?? false} plain={!block} disabled={!old || !next}>
      <Field id="current-password" label={t('currentPassword')}>
        <Input.Password id="current-password" autoComplete="current-password" value={old} onChange={(e) => setOld(e.target.value)} />
      </Field>
      <NewPassword onChange={setNext} />
    </SaveForm>
  );
}
