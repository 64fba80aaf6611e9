// Which account may see this record as its own.
import App from 'antd/es/app';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Field } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { linkAccount, unlinkAccount } from './api.ts';
import { fieldError } from '../../shared/api/problem.ts';
import { ownWords } from './ownWords.ts';

export function AccountLink({ code, onDone }: { code: string; onDone: () => void }) {
  const t = useWords(ownWords);
  const { message } = App.useApp();
  const [name, setName] = useState('');
  const done = (said: string) => (): void => {
    void message.success(said);
    onDone();
  };
  const link = useMutation({ mutationFn: () => linkAccount(code, name.trim()), onSuccess: done(t('linked', { name: name.trim() })) });
  const unlink = useMutation({ mutationFn: () => unlinkAccount(code), onSuccess: done(t('unlinked')) });
  const error = link.error ?? unlink.error;
  return (
    <SaveForm panel save={{ mutate: () => link.mutate(), isPending: link.isPending, error }} label={t('link')} onCancel={onDone} disabled={name.trim() === ''}>
      <p className="soft">{t('linkNote')}</p>
      <Field id="account-name" label={t('account')} error={fieldError(link.error, 'account')}>
        <Input id="account-name" autoFocus autoComplete="off" value={name} onChange={(e) => setName(e.target.value)} />
      </Field>
      <div>
        <Button loading={unlink.isPending} onClick={() => unlink.mutate()}>
          {t('unlink')}
        </Button>
      </div>
    </SaveForm>
  );
}
