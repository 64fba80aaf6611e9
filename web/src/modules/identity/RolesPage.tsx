import Button from 'antd/es/button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { permissions, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { AdminTabs } from './AdminTabs.tsx';
import { listRoles, readSecondFactor, storeSecondFactor } from './api.ts';
import { identityWords } from './words.ts';

export function RolesPage() {
  const t = useWords(identityWords);
  const language = useLanguage();
  const permissionWords = useLabels(permissions);
  const may = useMay()('settings_manage');
  const client = useQueryClient();
  const q = useQuery({ queryKey: ['roles'], queryFn: listRoles });
  const settings = useQuery({ queryKey: ['second-factor'], queryFn: readSecondFactor });
  const [changed, setChanged] = useState<Record<string, boolean>>({});
  const save = useMutation({
    mutationFn: () => storeSecondFactor({ items: (settings.data?.items ?? []).map((s) => ({ role: s.role, required: changed[s.role] ?? s.required })) }),
    onSuccess: async () => {
      setChanged({});
      await client.invalidateQueries({ queryKey: ['second-factor'] });
      await client.invalidateQueries({ queryKey: ['roles'] });
    },
  });
  const needs = (role: string): boolean => changed[role] ?? settings.data?.items.find((s) => s.role === role)?.required ?? false;
  return (
    <Page
      title={t('roles')}
      lead={t('rolesLead')}
      actions={
        may ? (
          <Button type="primary" disabled={Object.keys(changed).length === 0} loading={save.isPending} onClick={() => save.mutate()}>
            {t('saveSettings')}
          </Button>
        ) : null
      }
    >
      <AdminTabs />
      <FormError error={save.error} />
      {q.isPending ? <Loading /> : null}
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {q.data ? (
        <div className="panel table-scroll" tabIndex={0} role="region" aria-label={t('roles')}>
          <table className="small-table">
            <thead>
              <tr>
                <th scope="col">{t('role')}</th>
                <th scope="col">{t('needsFactor')}</th>
                <th scope="col">{t('permissions')}</th>
              </tr>
            </thead>
            <tbody>
              {q.data.items.map((r) => (
                <tr key={r.role}>
                  <th scope="row">{language === 'vi' ? r.name_vi : r.name_en}</th>
                  <td>
                    <label className="row tight">
                      <input type="checkbox" disabled={!may} checked={needs(r.role)} aria-label={`${t('needsFactor')}: ${language === 'vi' ? r.name_vi : r.name_en}`} onChange={(e) => setChanged((old) => ({ ...old, [r.role]: e.target.checked }))} />
                    </label>
                  </td>
                  <td>{r.permissions.map(permissionWords).join(' · ') || '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Page>
  );
}
