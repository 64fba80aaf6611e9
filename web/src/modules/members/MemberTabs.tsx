import { TabLinks } from '../../shared/components/To.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { ownWords } from './ownWords.ts';
import { memberWords } from './words.ts';

export function MemberTabs() {
  const t = useWords(memberWords);
  const o = useWords(ownWords);
  return (
    <TabLinks
      label={t('title')}
      tabs={[
        { to: '/members', label: t('list'), end: true },
        { to: '/members/cases', label: t('cases') },
        { to: '/members/due', label: t('due') },
        { to: '/members/duplicates', label: t('duplicates') },
        { to: '/members/questions', label: o('tab') },
      ]}
    />
  );
}
