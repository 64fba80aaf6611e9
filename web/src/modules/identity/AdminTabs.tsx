import { useMay } from '../../app/session.tsx';
import { TabLinks } from '../../shared/components/To.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { identityWords } from './words.ts';

export function AdminTabs() {
  const t = useWords(identityWords);
  const may = useMay();
  return (
    <TabLinks
      label={t('admin')}
      tabs={[
        ...(may('accounts_manage') ? [{ to: '/admin', label: t('accounts'), end: true }] : []),
        { to: '/admin/roles', label: t('roles') },
        ...(may('journal_read') ? [{ to: '/admin/journal', label: t('journal') }] : []),
        { to: '/admin/jobs', label: t('jobs') },
        ...(may('rules_read')
          ? [
              { to: '/admin/rules', label: t('rules') },
              { to: '/admin/calendar', label: t('calendar') },
            ]
          : []),
      ]}
    />
  );
}
