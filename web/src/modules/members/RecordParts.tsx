// Parts of a record that its own page and the member's own page show alike.
import { To } from '../../shared/components/To.tsx';
import { formatDay, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import type { MemberPage as Member } from './api.ts';
import { endReasons, memberWords, statuses } from './words.ts';

export function Spells({ member }: { member: Member }) {
  const t = useWords(memberWords);
  const status = useLabels(statuses);
  const reason = useLabels(endReasons);
  const language = useLanguage();
  return (
    <ol className="timeline">
      {[...member.spells].reverse().map((s) => (
        <li key={`${s.from} ${s.unit_code} ${s.status}`}>
          <div className="when">
            {formatDay(s.from, language)} – {s.to ? formatDay(s.to, language) : t('still')}
          </div>
          <div>
            <To to={`/units/${encodeURIComponent(s.unit_code)}`}>{s.unit_name}</To> · {status(s.status)}
          </div>
          {s.reason || s.document || s.article ? <div className="soft">{[reason(s.reason), s.document.split('@')[0], s.article].filter(Boolean).join(' · ')}</div> : null}
        </li>
      ))}
    </ol>
  );
}

export function Badges({ member }: { member: Member }) {
  const t = useWords(memberWords);
  const language = useLanguage();
  return (
    <ul>
      {member.badges.map((b) => (
        <li key={b.years}>
          {t('badgeYears', { n: b.years })} <span className="soft">{formatDay(b.on, language)}</span>
        </li>
      ))}
    </ul>
  );
}
