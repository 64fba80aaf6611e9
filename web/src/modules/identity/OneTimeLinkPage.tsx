import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Problem } from '../../shared/api/problem.ts';
import { Field } from '../../shared/components/Page.tsx';
import { ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { lookAtLink, openLink, type LinkAbout } from './api.ts';
import { Door } from './Door.tsx';
import { NewPassword } from './PasswordFields.tsx';
import { useTakeSession } from '../../app/session.tsx';
import { identityWords } from './words.ts';

function LinkForm({ token, about }: { token: string; about: LinkAbout }) {
  const t = useWords(identityWords);
  const take = useTakeSession();
  const navigate = useNavigate();
  const first = about.purpose === 'first';
  const [name, setName] = useState('');
  const [fullName, setFullName] = useState('');
  const [password, setPassword] = useState<string | undefined>();
  const save = useMutation({
    mutationFn: () => openLink({ token, password, ...(first ? { name: name.trim(), full_name: fullName.trim() } : {}) }),
    onSuccess: (answer) => {
      take(answer);
      void navigate('/sign-in', { replace: true });
    },
  });
  const wrong = (field: string): string | undefined => (save.error instanceof Problem && save.error.body.field === field ? save.error.body.detail : undefined);
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault();
        if (password) save.mutate();
      }}
    >
      {first ? (
        <>
          <p>{t('linkFirstHint')}</p>
          <Field id="link-name" label={t('name')} error={wrong('name')}>
            <Input id="link-name" autoComplete="username" required value={name} onChange={(e) => setName(e.target.value)} />
          </Field>
          <Field id="link-full" label={t('fullName')} error={wrong('full_name')}>
            <Input id="link-full" autoComplete="name" value={fullName} onChange={(e) => setFullName(e.target.value)} />
          </Field>
        </>
      ) : null}
      <NewPassword onChange={setPassword} error={wrong('password')} />
      {wrong('password') || wrong('name') ? null : <FormError error={save.error} />}
      <Button type="primary" htmlType="submit" block loading={save.isPending} disabled={!password}>
        {t('setPassword')}
      </Button>
    </form>
  );
}

export function OneTimeLinkPage() {
  const t = useWords(identityWords);
  const token = useLocation().hash.slice(1);
  const about = useQuery({ queryKey: ['link', token], queryFn: () => lookAtLink(token), enabled: token !== '', staleTime: Infinity });
  if (token === '')
    return (
      <Door title={t('link')}>
        <p>{t('linkMissing')}</p>
      </Door>
    );
  if (about.isPending)
    return (
      <Door title={t('link')}>
        <Loading rows={3} />
      </Door>
    );
  if (about.error)
    return (
      <Door title={t('link')}>
        <ErrorState error={about.error} bare />
      </Door>
    );
  const { purpose, name } = about.data;
  return (
    <Door title={purpose === 'first' ? t('linkFirst') : purpose === 'invite' ? t('linkInvite', { name }) : t('linkReset', { name })}>
      <LinkForm token={token} about={about.data} />
    </Door>
  );
}
