// Beside a form that enters somebody: records that may be of the same person. Of a record outside one's sight only that
// it exists, and whom to ask.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { To } from '../../shared/components/To.tsx';
import { useLabels, useWords } from '../../shared/i18n/index.ts';
import { findCandidates, type Lookalike, type Newcomer } from './duplicateApi.ts';
import { duplicateWords, likenesses } from './duplicateWords.ts';
import { writePartialDay } from './partialDay.ts';

export function Person({ person }: { person: Lookalike }) {
  const t = useWords(duplicateWords);
  if (!person.seen) return <span className="soft">{t('elsewhere', { ask: person.ask })}</span>;
  return (
    <span>
      <To to={`/members/${encodeURIComponent(person.code)}`}>{person.full_name}</To> ({person.code})
      {person.birth_date ? `, ${t('born', { day: writePartialDay(person.birth_date) })}` : ''}, {person.unit_name}
    </span>
  );
}

// What stands still for a moment: somebody who types is not asked about at every letter.
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(key) as T), 500);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}

export function Candidates({ newcomer }: { newcomer: Newcomer }) {
  const t = useWords(duplicateWords);
  const say = useLabels(likenesses);
  const asked = useSettled(newcomer);
  const number = asked.citizen_number.replaceAll(/\D/g, '');
  const enough = asked.unit_code !== '' && asked.full_name.trim().includes(' ') && (asked.birth_date !== null || number.length === 9 || number.length === 12);
  const q = useQuery({ queryKey: ['candidates', asked], queryFn: () => findCandidates({ ...asked, citizen_number: number.length === 9 || number.length === 12 ? number : '' }), enabled: enough });
  const found = enough ? (q.data?.items ?? []) : [];
  return (
    <div aria-live="polite">
      {found.length > 0 ? (
        <div className="panel">
          <strong>{t('candidates')}</strong>
          <ul>
            {found.map((c, i) => (
              <li key={i}>
                <Person person={c.person} />
                {c.reasons.length > 0 ? `: ${c.reasons.map(say).join('; ')}` : ''}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
