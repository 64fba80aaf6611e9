// What the list of rules and the page of one rule both show.
import { Tag } from '../../shared/components/Page.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, sourceStates, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import type { Rule } from './api.ts';
import { policyWords } from './words.ts';

export function RuleState({ rule }: { rule: Rule }) {
  const t = useWords(policyWords);
  return <Tag tone={rule.stale ? 'warn' : rule.applies ? 'good' : 'plain'}>{t(rule.stale ? 'stale' : rule.applies ? 'applies' : 'not')}</Tag>;
}

export function SourceOf({ rule }: { rule: Rule }) {
  const effects = useLabels(sourceStates);
  const name = rule.document.split('@')[0] ?? '';
  return (
    <>
      <To to={`/documents?text=${encodeURIComponent(name)}`}>{name}</To>
      {rule.provision ? `, ${rule.provision}` : ''} <span className="soft">({effects(rule.source_status)})</span>
    </>
  );
}

export function useSpan(): (rule: { from: string; to: string | null }) => string {
  const t = useWords(policyWords);
  const language = useLanguage();
  return ({ from, to }) => (to ? `${formatDay(from, language)} – ${formatDay(to, language)}` : t('since', { from: formatDay(from, language) }));
}
