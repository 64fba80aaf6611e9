// One account: who it is, its roles, a new link, closing and opening it.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { isProblem } from '../../shared/api/problem.ts';
import { Facts, Field } from '../../shared/components/Page.tsx';
import { Conflict, ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { common, formatActor, formatDay, formatTime, roles, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { AccountState } from './AccountsPage.tsx';
import { addGrant, listGrants, readAccount, removeGrant, resetAccount, setDisabled, updateAccount, type Account } from './api.ts';
import { UnitField } from './NewAccounts.tsx';
import { OneTimeLink } from './OneTimeLink.tsx';
import { identityWords } from './words.ts';

function Grants({ id }: { id: number }) {
  const t = useWords(identityWords);
  const roleWords = useLabels(roles);
  const may = useMay()('roles_grant');
  const client = useQueryClient();
  const language = useLanguage();
  const q = useQuery({ queryKey: ['grants', id], queryFn: () => listGrants(id) });
  const [row, setRow] = useState({ role: 'document_officer', unit_code: '', unit_name: '' });
  const done = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['grants'] });
    await client.invalidateQueries({ queryKey: ['accounts'] });
  };
  const add = useMutation({ mutationFn: () => addGrant(id, { role: row.role, unit_code: row.unit_code }), onSuccess: done });
  const remove = useMutation({ mutationFn: (grant: number) => removeGrant(grant), onSuccess: done });
  return (
    <div className="stack">
      <h3>{t('grants')}</h3>
      {q.isPending ? <Loading rows={2} /> : null}
      {q.data?.items.length === 0 ? <p className="soft">{t('noGrants')}</p> : null}
      <ul className="stack">
        {q.data?.items.map((g) => (
          <li key={g.id} className="row">
            <span>
              <span className="strong">{roleWords(g.role)}</span> · {g.unit_name || t('wholeStore')}
              <br />
              <span className="soft">
                {formatDay(g.from)}
                {g.to ? ` – ${formatDay(g.to)}` : ''} · {t('grantedBy')}: {formatActor(g.granted_by, language)}
              </span>
            </span>
            {may && !g.to ? (
              <Button className="push" onClick={() => remove.mutate(g.id)}>
                {t('removeGrant')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {may ? (
        <form
          className="stack"
          onSubmit={(e) => {
            e.preventDefault();
            add.mutate();
          }}
        >
          <Field id="grant-role" label={t('role')}>
            <Select id="grant-role" value={row.role} style={{ width: '100%' }} onChange={(role) => setRow((old) => ({ ...old, role }))} options={Object.keys(roles).map((r) => ({ value: r, label: roleWords(r) }))} />
          </Field>
          <UnitField id="grant-unit" label={t('roleUnit')} value={row.unit_name} onPick={(unit_code, unit_name) => setRow((old) => ({ ...old, unit_code, unit_name }))} />
          <div>
            <Button htmlType="submit" loading={add.isPending}>
              {t('addGrant')}
            </Button>
          </div>
        </form>
      ) : null}
      <FormError error={add.error ?? remove.error ?? q.error} />
    </div>
  );
}

function Names({ account }: { account: Account }) {
  const t = useWords(identityWords);
  const c = useWords(common);
  const client = useQueryClient();
  const [name, setName] = useState(account.full_name);
  const [theirs, setTheirs] = useState<Account | null>(null);
  const save = useMutation({
    mutationFn: (version: number) => updateAccount(account.id, { full_name: name }, version),
    onSuccess: () => client.invalidateQueries({ queryKey: ['accounts'] }),
    onError: async (error) => {
      if (isProblem(error, 409)) setTheirs(await readAccount(account.id));
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(account.version);
      }}
    >
      {theirs ? (
        <Conflict
          theirs={theirs}
          mine={{ ...theirs, full_name: name }}
          labels={{ full_name: t('fullName') }}
          onTake={() => {
            setName(theirs.full_name);
            setTheirs(null);
          }}
          onKeep={() => {
            setTheirs(null);
            save.mutate(theirs.version);
          }}
        />
      ) : null}
      <Field id="account-full-name" label={t('fullName')}>
        <Input id="account-full-name" value={name} onChange={(e) => setName(e.target.value)} />
      </Field>
      {theirs ? null : <FormError error={save.error} />}
      <div>
        <Button htmlType="submit" disabled={name === account.full_name} loading={save.isPending}>
          {c('save')}
        </Button>
      </div>
    </form>
  );
}

export function AccountPanel({ id }: { id: number }) {
  const t = useWords(identityWords);
  const client = useQueryClient();
  const [factor, setFactor] = useState(false);
  const q = useQuery({ queryKey: ['accounts', 'one', id], queryFn: () => readAccount(id) });
  const reset = useMutation({ mutationFn: () => resetAccount(id, factor), onSuccess: () => client.invalidateQueries({ queryKey: ['accounts'] }) });
  const disable = useMutation({ mutationFn: (to: boolean) => setDisabled(id, to), onSuccess: () => client.invalidateQueries({ queryKey: ['accounts'] }) });
  if (q.isPending) return <Loading />;
  if (q.error) return <ErrorState error={q.error} bare />;
  const a = q.data;
  return (
    <div className="stack">
      <div className="row">
        <h2>{a.full_name || a.name}</h2>
        <AccountState a={a} />
      </div>
      <Facts
        rows={[
          [t('name'), a.name],
          [t('unit'), a.unit_name || t('wholeStore')],
          [t('secondFactor'), a.second_factor ? t('totpOn') : t('totpOff')],
          [t('lastSignIn'), formatTime(a.signed_in_at)],
        ]}
      />
      <Names key={a.version} account={a} />
      <Grants id={id} />
      <h3>{t('reset')}</h3>
      <label className="row">
        <input type="checkbox" checked={factor} onChange={(e) => setFactor(e.target.checked)} /> {t('resetFactor')}
      </label>
      <div className="row">
        <Button loading={reset.isPending} onClick={() => reset.mutate()}>
          {t('reset')}
        </Button>
        <Button loading={disable.isPending} onClick={() => disable.mutate(!a.disabled)}>
          {a.disabled ? t('enable') : t('disable')}
        </Button>
      </div>
      {reset.data ? <OneTimeLink link={reset.data} /> : null}
      <FormError error={reset.error ?? disable.error} />
    </div>
  );
}
