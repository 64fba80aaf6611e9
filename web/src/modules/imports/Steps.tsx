import { useWords } from '../../shared/i18n/index.ts';
import { importWords } from './words.ts';

const steps = ['stepFile', 'stepColumns', 'stepCheck', 'stepResult'] as const;

export function Steps({ at }: { at: number }) {
  const t = useWords(importWords);
  return (
    <ol className="steps" aria-label={t('steps')}>
      {steps.map((step, i) => (
        <li key={step} className={i < at ? 'past' : i === at ? 'now' : ''} aria-current={i === at ? 'step' : undefined}>
          <span className="step-number" aria-hidden="true">
            {i < at ? '✓' : i + 1}
          </span>
          {t(step)}
        </li>
      ))}
    </ol>
  );
}
