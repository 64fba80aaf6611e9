import Input from 'antd/es/input';
import { useList } from '../../shared/api/list.ts';
import { Grid, type Column } from '../../shared/components/Grid.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { common, formatDay, itemTypes, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { listFacts } from './api.ts';
import { summarise } from './canonical.ts';
import { IntakeTabs } from './IntakeTabs.tsx';
import type { FactView } from './model.ts';
import { intakeWords } from './words.ts';

export function FactsPage() {
  const t = useWords(intakeWords);
  const c = useWords(common);
  const types = useLabels(itemTypes);
  const language = useLanguage();
  const go = useGo();
  const [url, change] = useUrlState();
  const filter = { text: url['text'], type: url['type'] };
  const list = useList<FactView>(['facts', filter], (cursor, signal) => listFacts(filter, cursor, signal));
  const columns: Column<FactView>[] = [
    { key: 'type', title: t('type'), width: '130px', cell: (f) => types(f.type) },
    { key: 'fact', title: t('fact'), width: 'minmax(220px, 2fr)', cell: (f) => summarise(f.type, f.canonical, f.words, language) },
    { key: 'words', title: t('words'), width: 'minmax(220px, 2fr)', cell: (f) => `“${f.words}”` },
    { key: 'day', title: c('day'), width: '130px', cell: (f) => formatDay(f.day, language) },
    { key: 'source', title: t('source'), width: 'minmax(160px, 1fr)', cell: (f) => <To to={`/intake/${f.text_id}?item=${f.item_id}`}>{f.text_name}</To> },
  ];
  return (
    <Page title={t('tabFacts')}>
      <IntakeTabs />
      <div className="row">
        <Input.Search aria-label={c('search')} placeholder={c('search')} defaultValue={url['text'] ?? ''} onSearch={(text) => change({ text })} style={{ maxWidth: 320 }} />
        <select className="plain-select" aria-label={t('type')} value={url['type'] ?? ''} onChange={(e) => change({ type: e.target.value || undefined })}>
          <option value="">{t('allTypes')}</option>
          {Object.keys(itemTypes)
            .filter((k) => k !== 'document' && k !== 'person')
            .map((k) => (
              <option key={k} value={k}>
                {types(k)}
              </option>
            ))}
        </select>
      </div>
      {list.loading ? <Loading /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={list.retry} /> : null}
      {!list.loading && !list.error && list.rows.length === 0 ? (
        <Empty title={t('noFacts')} action={<To to="/intake">{t('title')}</To>}>
          {t('noFactsHint')}
        </Empty>
      ) : null}
      {list.rows.length > 0 ? (
        <Grid
          label={t('tabFacts')}
          rows={list.rows}
          rowKey={(f) => String(f.id)}
          columns={columns}
          more={list.more}
          onOpen={(f) => go(`/intake/${f.text_id}?item=${f.item_id}`)}
          card={(f) => (
            <>
              <div className="card-title">{summarise(f.type, f.canonical, f.words, language)}</div>
              <div className="card-line">
                {types(f.type)} · {formatDay(f.day, language)}
              </div>
              <div className="card-line">{f.text_name}</div>
            </>
          )}
        />
      ) : null}
    </Page>
  );
}
