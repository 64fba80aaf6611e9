import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { useSessionHandle, useTakeSession } from '../../app/session.tsx';
import { Field } from '../../shared/components/Page.tsx';
import { ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { signIn, signInSecondFactor, signOut } from './api.ts';
import { Door } from './Door.tsx';
import { Enrol } from './Enrol.tsx';
import { ChangePassword } from './PasswordFields.tsx';
import { identityWords } from './words.ts';

function Names() {
  const t = useWords(identityWords);
  const take = useTakeSession();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const enter = useMutation({ mutationFn: () => signIn(name.trim(), password), onSuccess: take });
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault();
        enter.mutate();
      }}
    >
      <Field id="name" label={t('name')}>
        <Input id="name" autoComplete="username" autoFocus required value={name} onChange={(e) => setName(e.target.value)} />
      </Field>
      <Field id="password" label={t('password')}>
        <Input.Password id="password" autoComplete="current-password" required value={password} onChange={(e) => setPassword(e.target.value)} />
      </Field>
      <FormError error={enter.error} />
      <Button type="primary" htmlType="submit" block loading={enter.isPending}>
        {t('signIn')}
      </Button>
      <p className="soft">{t('forgot')}</p>
    </form>
  );
}

function Code() {
  const t = useWords(identityWords);
  const take = useTakeSession();
  const [code, setCode] = useState('');
  const enter = useMutation({ mutationFn: () => signInSecondFactor(code.trim()), onSuccess: take });
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault();
        enter.mutate();
      }}
    >
      <p>{t('secondFactorHint')}</p>
      <Field id="code" label={t('code')}>
        <Input id="code" autoComplete="one-time-code" autoFocus required value={code} onChange={(e) => setCode(e.target.value)} />
      </Field>
      <FormError error={enter.error} />
      <Button type="primary" htmlType="submit" block loading={enter.isPending}>
        {t('confirm')}
      </Button>
    </form>
  );
}

export function SignInPage() {
  const t = useWords(identityWords);
  const { answer, session, loading, error, refresh } = useSessionHandle();
  const [params] = useSearchParams();
  if (loading)
    return (
      <Door title={t('signIn')}>
        <Loading rows={3} />
      </Door>
    );
  if (error)
    return (
      <Door title={t('signIn')}>
        <ErrorState bare error={error} onRetry={() => void refresh()} />
      </Door>
    );
  const next = params.get('next');
  if (session) return <Navigate to={next?.startsWith('/') && !next.startsWith('//') ? next : '/'} replace />;
  const state = answer?.state;
  const leave = (
    <Button type="link" onClick={() => void signOut().catch(() => undefined).then(refresh)}>
      {t('otherAccount')}
    </Button>
  );
  if (state === 'second_factor')
    return (
      <Door title={t('secondFactor')}>
        <Code />
        {leave}
      </Door>
    );
  if (state === 'change_password')
    return (
      <Door title={t('mustChange')}>
        <ChangePassword block />
        {leave}
      </Door>
    );
  if (state === 'enrol_second_factor')
    return (
      <Door title={t('mustEnrol')}>
        <Enrol needsPassword={false} onDone={() => void refresh()} />
        {leave}
      </Door>
    );
  return (
    <Door title={t('signIn')}>
      <Names />
    </Door>
  );
}
