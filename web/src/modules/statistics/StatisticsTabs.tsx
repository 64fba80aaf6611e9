import { TabLinks } from '../../shared/components/To.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { outcomeWords } from './outcomes.ts';
import { statisticsWords } from './words.ts';

export function StatisticsTabs() {
  const t = useWords(statisticsWords);
  const o = useWords(outcomeWords);
  return (
    <TabLinks
      label={t('sections')}
      tabs={[
        { to: '/statistics', label: t('figuresTab'), end: true },
        { to: '/statistics/targets', label: t('targetsTab') },
        { to: '/statistics/reductions', label: o('reductions') },
      ]}
    />
  );
}
