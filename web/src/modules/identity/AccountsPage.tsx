import Button from 'antd/es/button';
import Drawer from 'antd/es/drawer';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useList } from '../../shared/api/list.ts';
import { Grid, type Column } from '../../shared/components/Grid.tsx';
import { Page, Tag } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { common, formatNumber, formatTime, roles, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { AccountPanel } from './AccountPanel.tsx';
import { AdminTabs } from './AdminTabs.tsx';
import { listAccounts, type Account } from './api.ts';
import { BulkAccounts, NewAccountForm } from './NewAccounts.tsx';
import { identityWords } from './words.ts';

export function AccountState({ a }: { a: Account }) {
  const t = useWords(identityWords);
  if (a.disabled) return <Tag tone="bad">{t('disabled')}</Tag>;
  if (!a.signed_in_at) return <Tag tone="info">{t('neverSignedIn')}</Tag>;
  return <Tag tone="good">{t('active')}</Tag>;
}

export function AccountsPage() {
  const t = useWords(identityWords);
  const c = useWords(common);
  const roleWords = useLabels(roles);
  const language = useLanguage();
  const [url, change] = useUrlState();
  const [form, setForm] = useState<'one' | 'bulk' | null>(null);
  const list = useList<Account>(['accounts', url['search'], url['sort']], (cursor, signal) => listAccounts(url['search'], url['sort'], cursor, signal));
  const open = url['account'] ? Number(url['account']) : undefined;
  const columns: Column<Account>[] = [
    { key: 'name', title: t('name'), width: 'minmax(140px, 1fr)', cell: (a) => a.name },
    { key: 'full', title: t('fullName'), width: 'minmax(180px, 1.4fr)', cell: (a) => a.full_name },
    { key: 'unit', title: t('unit'), width: 'minmax(160px, 1.4fr)', cell: (a) => a.unit_name || t('wholeStore') },
    { key: 'roles', title: t('roles'), width: 'minmax(160px, 1.4fr)', cell: (a) => a.roles.map(roleWords).join(', ') },
    { key: 'factor', title: t('secondFactor'), width: '180px', cell: (a) => (a.second_factor ? t('totpOn') : t('totpOff')) },
    { key: 'state', title: t('state'), width: '180px', cell: (a) => <AccountState a={a} /> },
    { key: 'last', title: t('lastSignIn'), width: '170px', cell: (a) => formatTime(a.signed_in_at) },
  ];
  return (
    <Page
      title={t('accounts')}
      actions={
        <>
          <Button type="primary" onClick={() => setForm('one')}>
            {t('newAccount')}
          </Button>
          <Button onClick={() => setForm('bulk')}>{t('bulk')}</Button>
        </>
      }
    >
      <AdminTabs />
      {form === 'one' ? <NewAccountForm onDone={() => setForm(null)} /> : null}
      {form === 'bulk' ? <BulkAccounts onDone={() => setForm(null)} /> : null}
      <div className="row">
        <Input.Search aria-label={t('search')} placeholder={t('search')} defaultValue={url['search'] ?? ''} onSearch={(search) => change({ search })} style={{ maxWidth: 420 }} />
        <select className="plain-select" aria-label={c('sort')} value={url['sort'] ?? ''} onChange={(e) => change({ sort: e.target.value || undefined })}>
          <option value="">{t('sortPerson')}</option>
          <option value="account">{t('sortAccount')}</option>
        </select>
      </div>
      {list.loading ? <Loading /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={list.retry} /> : null}
      {!list.loading && !list.error && list.rows.length === 0 ? <Empty title={t('noAccounts')} /> : null}
      {list.rows.length > 0 ? (
        <Grid
          label={t('accounts')}
          rows={list.rows}
          rowKey={(a) => String(a.id)}
          columns={columns}
          more={list.more}
          total={list.total}
          onOpen={(a) => change({ account: String(a.id) }, { push: true })}
          card={(a) => (
            <>
              <div className="card-title">{a.full_name || a.name}</div>
              <div className="card-line">
                {a.name} · {a.roles.map(roleWords).join(', ')}
              </div>
              <AccountState a={a} />
            </>
          )}
          foot={<span>{c('rows', { n: formatNumber(list.total ?? list.rows.length, language) })}</span>}
        />
      ) : null}
      <Drawer open={open !== undefined} onClose={() => change({ account: undefined })} title={t('accounts')} size={520} destroyOnHidden>
        {open !== undefined ? <AccountPanel id={open} /> : null}
      </Drawer>
    </Page>
  );
}
