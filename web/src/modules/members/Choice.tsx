// A filter of one listed value: all of them, or one.
import { useLabels, useWords, type Labels } from '../../shared/i18n/index.ts';
import { memberWords } from './words.ts';

export function Choice({ label, labels, value, onChange }: { label: string; labels: Labels; value: string | undefined; onChange: (value: string | undefined) => void }) {
  const t = useWords(memberWords);
  const say = useLabels(labels);
  return (
    <select className="plain-select" aria-label={label} value={value ?? ''} onChange={(e) => onChange(e.target.value || undefined)}>
      <option value="">
        {label}: {t('any')}
      </option>
      {Object.keys(labels).map((k) => (
        <option key={k} value={k}>
          {say(k)}
        </option>
      ))}
    </select>
  );
}
