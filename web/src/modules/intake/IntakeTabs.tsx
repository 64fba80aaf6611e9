import { TabLinks } from '../../shared/components/To.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { intakeWords } from './words.ts';

export function IntakeTabs() {
  const t = useWords(intakeWords);
  return (
    <TabLinks
      label={t('title')}
      tabs={[
        { to: '/intake', label: t('tabTexts'), end: true },
        { to: '/intake/facts', label: t('tabFacts') },
        { to: '/intake/attestations', label: t('tabAttestations') },
      ]}
    />
  );
}
