import Input from 'antd/es/input';
import { useList } from '../../shared/api/list.ts';
import { DayField } from '../../shared/components/DayField.tsx';
import { Grid, type Column } from '../../shared/components/Grid.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { listAttestations } from './api.ts';
import { IntakeTabs } from './IntakeTabs.tsx';
import type { AttestationView } from './model.ts';
import { intakeWords } from './words.ts';

const words = {
  lead: ['Ai được văn bản nào ghi nhận giữ chức danh gì, vào ngày nào.', 'Who is named with which office, in which text, on which day.'],
  findName: ['Tìm theo họ tên', 'Find by name'],
  findOffice: ['Tìm theo chức danh', 'Find by office'],
} as const;

export function AttestationsPage() {
  const t = useWords(intakeWords);
  const w = useWords(words);
  const language = useLanguage();
  const go = useGo();
  const [url, change] = useUrlState();
  const filter = { name: url['name'], office: url['office'], on: url['day'] };
  const list = useList<AttestationView>(['facts', 'attestations', filter], (cursor, signal) => listAttestations(filter, cursor, signal));
  const columns: Column<AttestationView>[] = [
    { key: 'person', title: t('personName'), width: 'minmax(180px, 1fr)', cell: (a) => a.person },
    { key: 'office', title: t('office'), width: 'minmax(240px, 2fr)', cell: (a) => a.office },
    { key: 'on', title: t('attestedOn'), width: '150px', cell: (a) => formatDay(a.day, language) },
    { key: 'source', title: t('source'), width: 'minmax(180px, 1fr)', cell: (a) => <To to={`/intake/${a.text_id}?item=${a.item_id}`}>{a.text_name}</To> },
  ];
  return (
    <Page title={t('tabAttestations')} lead={w('lead')}>
      <IntakeTabs />
      <div className="row">
        <Input.Search aria-label={w('findName')} placeholder={w('findName')} defaultValue={url['name'] ?? ''} onSearch={(name) => change({ name })} style={{ maxWidth: 280 }} />
        <Input.Search aria-label={w('findOffice')} placeholder={w('findOffice')} defaultValue={url['office'] ?? ''} onSearch={(office) => change({ office })} style={{ maxWidth: 280 }} />
        <DayField id="attested-on" label={t('attestedOn')} value={url['day']} onChange={(day) => change({ day })} />
      </div>
      {list.loading ? <Loading /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={list.retry} /> : null}
      {!list.loading && !list.error && list.rows.length === 0 ? <Empty title={t('noAttestations')}>{t('noFactsHint')}</Empty> : null}
      {list.rows.length > 0 ? (
        <Grid
          label={t('tabAttestations')}
          rows={list.rows}
          rowKey={(a) => String(a.id)}
          columns={columns}
          more={list.more}
          onOpen={(a) => go(`/intake/${a.text_id}?item=${a.item_id}`)}
          card={(a) => (
            <>
              <div className="card-title">{a.person}</div>
              <div className="card-line">{a.office}</div>
              <div className="card-line">
                {formatDay(a.day, language)} · {a.text_name}
              </div>
            </>
          )}
        />
      ) : null}
    </Page>
  );
}
