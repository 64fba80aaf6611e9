import { TabLinks } from '../../shared/components/To.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { memberWords } from './words.ts';

export function MemberTabs() {
  const t = useWords(memberWords);
  return (
    <TabLinks
      label={t('title')}
      tabs={[
        { to: '/members', label: t('list'), end: true },
        { to: '/members/cases', label: t('cases') },
        { to: '/members/due', label: t('due') },
      ]}
    />
  );
}
