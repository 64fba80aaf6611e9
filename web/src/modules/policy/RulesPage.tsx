import { useQuery } from '@tanstack/react-query';
import { Facts, Page, Tag } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { sourceStates, formatDay, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { AdminTabs } from '../identity/AdminTabs.tsx';
import { listRules } from './api.ts';

const words = {
  title: ['Quy tắc', 'Rules'],
  lead: ['Mỗi quy tắc mà chương trình kiểm tra, kèm văn bản nguồn và thời gian áp dụng, xem vào ngày ở thanh trên.', 'Every rule that the program checks, with its source and dates, on the day chosen above.'],
  applies: ['Đang áp dụng', 'Applies'],
  not: ['Không áp dụng vào ngày này', 'Does not apply on this day'],
  stale: ['Văn bản nguồn không còn hiệu lực, cần xem lại', 'Its source is no longer in force; needs review'],
  source: ['Căn cứ', 'Source'],
  period: ['Áp dụng', 'Applies'],
  since: ['từ {from}', 'since {from}'],
  sourceStatus: ['Hiệu lực của căn cứ', 'Effect of the source'],
  none: ['Chưa có quy tắc nào', 'No rules'],
} as const;

export function RulesPage() {
  const t = useWords(words);
  const effects = useLabels(sourceStates);
  const language = useLanguage();
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
                {r.id}. {r.title}
              </h2>
              <Tag tone={r.stale ? 'warn' : r.applies ? 'good' : 'plain'}>{r.stale ? t('stale') : r.applies ? t('applies') : t('not')}</Tag>
            </div>
            <p>{r.checks}</p>
            <Facts
              rows={[
                [t('source'), <span key="s"><To to={`/documents?text=${encodeURIComponent(r.document.split('@')[0] ?? '')}`}>{r.document.split('@')[0]}</To>{r.provision ? `, ${r.provision}` : ''}</span>],
                [t('sourceStatus'), effects(r.source_status)],
                [t('period'), r.to ? `${formatDay(r.from, language)} – ${formatDay(r.to, language)}` : t('since', { from: formatDay(r.from, language) })],
              ]}
            />
          </li>
        ))}
      </ul>
    </Page>
  );
}
