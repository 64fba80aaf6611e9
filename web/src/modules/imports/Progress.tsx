import Button from 'antd/es/button';
import { formatNumber, useLanguage, useWords } from '../../shared/i18n/index.ts';
import type { Working } from './useWork.ts';
import { importWords } from './words.ts';

export function Progress({ working, onStop }: { working: Working; onStop: () => void }) {
  const t = useWords(importWords);
  const language = useLanguage();
  const share = Math.round(working.share * 100);
  const time = (seconds: number): string => (seconds < 90 ? t('seconds', { n: seconds }) : t('minutes', { n: Math.round(seconds / 60) }));
  const facts = [
    `${formatNumber(share, language)} %`,
    ...(working.perSecond === undefined || working.what === 'sending' ? [] : [t('speed', { n: formatNumber(working.perSecond, language) })]),
    ...(working.secondsLeft === undefined ? [] : [t('left', { t: time(working.secondsLeft) })]),
  ];
  return (
    <div className="panel stack">
      <div className="row">
        <span className="strong">{t(working.what)}</span>
        <span className="soft">{facts.join(' · ')}</span>
        <Button className="push" onClick={onStop}>
          {t('stop')}
        </Button>
      </div>
      <div className="bar" role="progressbar" aria-label={t(working.what)} aria-valuenow={share} aria-valuemin={0} aria-valuemax={100}>
        <div style={{ width: `${share}%` }} />
      </div>
    </div>
  );
}
