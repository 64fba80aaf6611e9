// Where somebody who stays elsewhere for a time has a vote, and where not, with the rule that says so.
import { useQueries } from '@tanstack/react-query';
import { useWords } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { readVotingRight, type MemberPage } from './api.ts';
import { memberWords } from './words.ts';

export function VotingRights({ member: m }: { member: MemberPage }) {
  const t = useWords(memberWords);
  const { on } = usePageContext();
  const host = m.cases.find((c) => c.kind === 'temporary' && c.state === 'open');
  const places = host ? [{ code: m.unit_code, name: m.unit_name }, { code: host.other_code, name: host.other_name }] : [];
  const rights = useQueries({ queries: places.map((p) => ({ queryKey: ['vote', m.code, p.code, on], queryFn: () => readVotingRight(m.code, p.code, on) })) });
  return (
    <>
      {places.map((p, i) => {
        const right = rights[i]?.data;
        if (!right) return null;
        return <div key={p.code}>{right.allowed ? t('votesAt', { unit: p.name }) : `${right.sentence} (${right.citation})`}</div>;
      })}
    </>
  );
}
