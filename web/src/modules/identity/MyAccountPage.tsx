import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession, useSessionHandle } from '../../app/session.tsx';
import { useSettings, type Settings } from '../../app/settings.ts';
import { Facts, Field, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { common, formatAgent, formatTime, roles, useLabels, useWords } from '../../shared/i18n/index.ts';
import { createToken, listMySessions, listTokens, newRecoveryCodes, removeTotp, revokeSession, revokeToken } from './api.ts';
import { Enrol, RecoveryCodes } from './Enrol.tsx';
import { ChangePassword } from './PasswordFields.tsx';
import { identityWords } from './words.ts';

function Face() {
  const t = useWords(identityWords);
  const { settings, change } = useSettings();
  const themes: { value: Settings['theme']; label: string }[] = [
    { value: 'system', label: t('themeSystem') },
    { value: 'light', label: t('themeLight') },
    { value: 'dark', label: t('themeDark') },
  ];
  return (
    <Panel title={t('face')}>
      <div className="stack">
        <label className="row">
          <span style={{ minWidth: 140 }}>{t('language')}</span>
          <select className="plain-select" value={settings.language} onChange={(e) => change({ language: e.target.value === 'en' ? 'en' : 'vi' })}>
            <option value="vi" lang="vi">
              Tiếng Việt
            </option>
            <option value="en" lang="en">
              English
            </option>
          </select>
        </label>
        <label className="row">
          <span style={{ minWidth: 140 }}>{t('theme')}</span>
          <select className="plain-select" value={settings.theme} onChange={(e) => change({ theme: themes.find((x) => x.value === e.target.value)?.value ?? 'system' })}>
            {themes.map((x) => (
              <option key={x.value} value={x.value}>
                {x.label}
              </option>
            ))}
          </select>
        </label>
        <label className="row">
          <span style={{ minWidth: 140 }}>{t('textSize')}</span>
          <select className="plain-select" value={settings.size} onChange={(e) => change({ size: e.target.value === 'large' ? 'large' : 'normal' })}>
            <option value="normal">100 %</option>
            <option value="large">125 %</option>
          </select>
        </label>
        <label className="row">
          <input type="checkbox" checked={settings.contrast === 'more'} onChange={(e) => change({ contrast: e.target.checked ? 'more' : 'normal' })} /> {t('contrast')}
        </label>
      </div>
    </Panel>
  );
}

function SecondFactor() {
  const t = useWords(identityWords);
  const session = useSession();
  const { refresh } = useSessionHandle();
  const [password, setPassword] = useState('');
  const codes = useMutation({ mutationFn: () => newRecoveryCodes(password) });
  const remove = useMutation({ mutationFn: () => removeTotp(password), onSuccess: () => void refresh() });
  return (
    <Panel title={t('secondFactor')} extra={<Tag tone={session.second_factor ? 'good' : 'plain'}>{session.second_factor ? t('totpOn') : t('totpOff')}</Tag>}>
      {session.second_factor ? (
        codes.data ? (
          <RecoveryCodes codes={codes.data.codes} onDone={() => codes.reset()} />
        ) : (
          <div className="form">
            <Field id="factor-password" label={t('currentPassword')}>
              <Input.Password id="factor-password" autoComplete="current-password" value={password} onChange={(e) => setPassword(e.target.value)} />
            </Field>
            <FormError error={codes.error ?? remove.error} />
            <div className="row">
              <Button disabled={!password} loading={codes.isPending} onClick={() => codes.mutate()}>
                {t('recoveryNew')}
              </Button>
              <Button disabled={!password} loading={remove.isPending} onClick={() => remove.mutate()}>
                {t('totpRemove')}
              </Button>
            </div>
          </div>
        )
      ) : (
        <Enrol needsPassword onDone={() => void refresh()} />
      )}
    </Panel>
  );
}

function Sessions() {
  const t = useWords(identityWords);
  const client = useQueryClient();
  const q = useQuery({ queryKey: ['my-sessions'], queryFn: listMySessions });
  const close = useMutation({ mutationFn: revokeSession, onSuccess: () => client.invalidateQueries({ queryKey: ['my-sessions'] }) });
  return (
    <Panel title={t('sessions')}>
      {q.isPending ? <Loading rows={2} /> : null}
      {q.error ? <ErrorState error={q.error} bare /> : null}
      <FormError error={close.error} />
      <ul className="stack">
        {q.data?.items.map((s) => (
          <li key={s.id} className="row">
            <span style={{ flex: 1, minWidth: 200, overflowWrap: 'anywhere' }}>
              {s.remote} {s.current ? <Tag tone="good">{t('thisSession')}</Tag> : null}
              <br />
              <span className="soft">
                {t('lastSeen')}: {formatTime(s.last_seen_at)} · {formatAgent(s.agent)}
              </span>
            </span>
            {s.current ? null : <Button onClick={() => close.mutate(s.id)}>{t('closeSession')}</Button>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Tokens() {
  const t = useWords(identityWords);
  const c = useWords(common);
  const client = useQueryClient();
  const q = useQuery({ queryKey: ['tokens'], queryFn: listTokens });
  const [row, setRow] = useState({ name: '', scope: 'read', days: '30' });
  const done = (): Promise<void> => client.invalidateQueries({ queryKey: ['tokens'] });
  const create = useMutation({ mutationFn: () => createToken({ name: row.name, scope: row.scope, days: Number(row.days) }), onSuccess: done });
  const revoke = useMutation({ mutationFn: revokeToken, onSuccess: done });
  return (
    <Panel title={t('tokens')}>
      <div className="stack">
        {q.isPending ? <Loading rows={2} /> : null}
        {q.error ? <ErrorState error={q.error} bare /> : null}
        {q.data?.items.length === 0 ? <p className="soft">{t('noTokens')}</p> : null}
        <ul className="stack">
          {q.data?.items.map((k) => (
            <li key={k.id} className="row">
              <span>
                <span className="strong">{k.name}</span> · {k.scope === 'read' ? t('scopeRead') : t('scopeAll')}
                <br />
                <span className="soft">
                  {t('expires')}: {formatTime(k.expires_at)}
                </span>
              </span>
              <Button className="push" onClick={() => revoke.mutate(k.id)}>
                {t('revoke')}
              </Button>
            </li>
          ))}
        </ul>
        {create.data ? (
          <div className="panel stack" role="status">
            <p>{t('tokenShown')}</p>
            <div className="row">
              <Input readOnly aria-label={t('tokens')} value={create.data.token} style={{ flex: 1, minWidth: 200 }} />
              <Button onClick={() => void navigator.clipboard.writeText(create.data.token)}>{c('copy')}</Button>
            </div>
          </div>
        ) : null}
        <form
          className="form"
          onSubmit={(e) => {
            e.preventDefault();
            create.mutate();
          }}
        >
          <div className="pair">
            <Field id="token-name" label={t('tokenName')}>
              <Input id="token-name" required value={row.name} onChange={(e) => setRow((old) => ({ ...old, name: e.target.value }))} />
            </Field>
            <Field id="token-scope" label={t('tokenScope')}>
              <Select
                id="token-scope"
                value={row.scope}
                style={{ width: '100%' }}
                onChange={(scope) => setRow((old) => ({ ...old, scope }))}
                options={[
                  { value: 'read', label: t('scopeRead') },
                  { value: 'all', label: t('scopeAll') },
                ]}
              />
            </Field>
            <Field id="token-days" label={t('tokenDays')}>
              <Input id="token-days" inputMode="numeric" value={row.days} onChange={(e) => setRow((old) => ({ ...old, days: e.target.value }))} />
            </Field>
          </div>
          <FormError error={create.error ?? revoke.error} />
          <div>
            <Button htmlType="submit" disabled={!row.name.trim() || !/^\d+$/.test(row.days)} loading={create.isPending}>
              {t('tokenCreate')}
            </Button>
          </div>
        </form>
      </div>
    </Panel>
  );
}

export function MyAccountPage() {
  const t = useWords(identityWords);
  const session = useSession();
  const roleWords = useLabels(roles);
  return (
    <Page title={t('myAccount')} lead={session.full_name || session.name}>
      <div className="halves">
        <div className="stack">
          <Panel title={t('myRoles')}>
            <Facts
              rows={[
                [t('name'), session.name],
                [t('unit'), session.unit_name || t('wholeStore')],
                [t('myRoles'), session.grants.map((g) => `${roleWords(g.role)} · ${g.unit_name || t('wholeStore')}`).join('; ')],
              ]}
            />
          </Panel>
          <Face />
          <Sessions />
        </div>
        <div className="stack">
          <Panel title={t('changePassword')}>
          <ChangePassword />
        </Panel>
          <SecondFactor />
          <Tokens />
        </div>
      </div>
    </Page>
  );
}
