// A deadline: its day, and a mark where it has passed.
import { Tag } from '../../shared/components/Page.tsx';
import { formatDay, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { memberWords } from './words.ts';

export function DueDay({ due, late, unknownYear }: { due: string | null; late: boolean; unknownYear?: number | null }) {
  const t = useWords(memberWords);
  const language = useLanguage();
  if (!due) return null;
  return (
    <span className="row tight line">
      {formatDay(due, language)} {late ? <Tag tone="warn">{t('late')}</Tag> : null}
      {unknownYear ? <Tag tone="info">{t('noCalendar', { n: unknownYear })}</Tag> : null}
    </span>
  );
}
