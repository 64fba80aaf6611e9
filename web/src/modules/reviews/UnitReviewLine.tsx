// On the page of a unit: why it is listed as weak and the plan that runs, when there is either.
import { useQuery } from '@tanstack/react-query';
import { Panel } from '../../shared/components/Page.tsx';
import { To } from '../../shared/components/To.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { readReview } from './api.ts';
import { Reasons } from './OrganisationPage.tsx';
import { RemedyTag } from './ReviewParts.tsx';
import { reviewWords } from './words.ts';

export function UnitReviewLine({ code, on }: { code: string; on: string }) {
  const t = useWords(reviewWords);
  const q = useQuery({ queryKey: ['review', code, on], queryFn: () => readReview(code, on), retry: false });
  const running = q.data?.remedies.filter((r) => r.state === 'open') ?? [];
  if (!q.data || (q.data.reasons.length === 0 && running.length === 0)) return null;
  return (
    <Panel title={t('title')} extra={<To to={`/weak/${encodeURIComponent(code)}`}>{t('seeReview')}</To>}>
      {q.data.reasons.length > 0 ? <Reasons page={q.data} /> : null}
      {running.map((r) => (
        <p key={r.id}>
          <To to={`/remedies/${r.id}`}>{r.goal}</To> <RemedyTag about={r} />
        </p>
      ))}
    </Panel>
  );
}
