import { TabLinks } from '../../shared/components/To.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { documentWords } from './words.ts';

export function DocumentTabs() {
  const t = useWords(documentWords);
  return (
    <TabLinks
      label={t('title')}
      tabs={[
        { to: '/documents', label: t('tabList'), end: true },
        { to: '/series', label: t('tabSeries') },
        { to: '/documents/tallies', label: t('tabTallies') },
      ]}
    />
  );
}
