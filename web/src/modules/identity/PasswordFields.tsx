import Input from 'antd/es/input';
import { useState } from 'react';
import { Field } from '../../shared/components/Page.tsx';
import { useWords } from '../../shared/i18n/index.ts';
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
