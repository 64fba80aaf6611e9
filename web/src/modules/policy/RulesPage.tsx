import { useQuery } from '@tanstack/react-query';
import { Facts, Page } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { AdminTabs } from '../identity/AdminTabs.tsx';
import { listRules } from './api.ts';
import { RuleState, SourceOf, useSpan } from './RuleParts.tsx';
import { policyWords } from './words.ts';

export function RulesPage() {
  const t = useWords(policyWords);
  const span = useSpan();
  const { on } = usePageContext();
  const q = useQuery({ queryKey: ['rules', on], queryFn: () => listRules(on) });
  return (
    <Page title={t('title')} lead={t('lead')}>
      <AdminTabs />
      {q.isPending ? <Loading /> : null}
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {q.data?.items.length === 0 ? <Empty title={t('none')} /> : null}
      <ul className="stack">
        {q.data?.items.map((r) => (
          <li key={`${r.id} ${r.from}`} className="panel stack">
            <div className="row">
              <h2>
                <To to={`/admin/rules/${r.id}`}>
                  {r.id}. {r.title}
                </To>
              </h2>
              <RuleState rule={r} />
            </div>
            <p>{r.checks}</p>
            <Facts
              rows={[
                [t('source'), <SourceOf key="s" rule={r} />],
                [t('period'), span(r)],
              ]}
            />
          </li>
        ))}
      </ul>
    </Page>
  );
}
