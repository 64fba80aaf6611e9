// "Tổng quan": the unit in numbers, what falls due and waits, what is new, what runs.
import { useQuery } from '@tanstack/react-query';
import { listDocuments } from '../modules/documents/api.ts';
import { StatusTag } from '../modules/documents/StatusTag.tsx';
import { listTexts } from '../modules/intake/api.ts';
import { JobRow, useJobs } from '../modules/jobs/JobsPage.tsx';
import { readUnit } from '../modules/org/api.ts';
import { Page, Panel, Tag } from '../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../shared/components/States.tsx';
import { To } from '../shared/components/To.tsx';
import { formatDay, formatNumber, useLanguage, useWords } from '../shared/i18n/index.ts';
import { usePageContext } from '../shared/lists/context.ts';
import { useFocusUnit } from './focus.ts';
import { UnitNumbers } from './overview/UnitNumbers.tsx';
import { UnitWaiting } from './overview/UnitWaiting.tsx';
import { useMay, useSession } from './session.tsx';

const words = {
  title: ['Tổng quan', 'Overview'],
  hello: ['Chào {name}', 'Hello {name}'],
  waiting: ['Văn bản chờ duyệt', 'Texts waiting for review'],
  waitingNone: ['Không có mục nào chờ', 'Nothing waits'],
  waitingHint: ['Văn bản vừa gửi vào sẽ hiện ở đây cho tới khi mọi mục được quyết.', 'Texts sent in appear here until every item is decided.'],
  upload: ['Gửi văn bản vào', 'Send in a text'],
  items: ['{n} mục chờ', '{n} items wait'],
  recent: ['Văn bản mới vào sổ', 'Newly registered documents'],
  recentNone: ['Sổ còn trống', 'The register is empty'],
  recentHint: ['Đăng ký văn bản đầu tiên, hoặc chấp nhận các mục đọc được từ một văn bản.', 'Register the first document, or accept what was read from a text.'],
  all: ['Xem tất cả', 'See all'],
  running: ['Đang chạy', 'Running'],
  ownRecord: ['Hồ sơ đảng viên của tôi', 'My member’s record'],
  ownRecordHint: ['Xem sổ giữ gì về mình, ai đã xem, và hỏi lại điều chưa đúng.', 'What the register holds about you, who looked, and questions about what is wrong.'],
  register: ['Đăng ký văn bản', 'Register a document'],
} as const;

function Waiting() {
  const t = useWords(words);
  const language = useLanguage();
  const q = useQuery({ queryKey: ['intake', 'texts', 'home'], queryFn: ({ signal }) => listTexts({ waiting: 'true' }, undefined, signal) });
  return (
    <Panel title={t('waiting')} extra={<To to="/intake">{t('all')}</To>}>
      {q.isPending ? <Loading rows={3} /> : null}
      {q.error ? <ErrorState error={q.error} bare onRetry={() => void q.refetch()} /> : null}
      {q.data?.items.length === 0 ? (
        <Empty bare title={t('waitingNone')} action={<To to="/intake">{t('upload')}</To>}>
          {t('waitingHint')}
        </Empty>
      ) : null}
      <ul className="stack">
        {q.data?.items.slice(0, 8).map((x) => (
          <li key={x.id} className="row">
            <To to={`/intake/${x.id}`}>{x.name}</To>
            <span className="soft">{x.unit_name}</span>
            <span className="push">
              <Tag tone="info">{t('items', { n: formatNumber(x.waiting, language) })}</Tag>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Recent() {
  const t = useWords(words);
  const language = useLanguage();
  const may = useMay();
  const { unit } = usePageContext();
  const q = useQuery({ queryKey: ['documents', 'home', unit], queryFn: ({ signal }) => listDocuments({ sort: 'registered', unit }, undefined, signal) });
  return (
    <Panel title={t('recent')} extra={<To to="/documents?sort=registered">{t('all')}</To>}>
      {q.isPending ? <Loading rows={5} /> : null}
      {q.error ? <ErrorState error={q.error} bare onRetry={() => void q.refetch()} /> : null}
      {q.data?.items.length === 0 ? (
        <Empty bare title={t('recentNone')} action={may('documents_register') ? <To to="/documents/new">{t('register')}</To> : null}>
          {t('recentHint')}
        </Empty>
      ) : null}
      <ul className="stack">
        {q.data?.items.slice(0, 8).map((d) => (
          <li key={d.id}>
            <div className="row">
              <To to={`/documents/${d.id}`}>{d.label}</To>
              <span className="soft">{formatDay(d.issued, language)}</span>
              <span className="push">
                <StatusTag status={d.status} />
              </span>
            </div>
            <div className="soft">{d.subject}</div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Running() {
  const t = useWords(words);
  const q = useJobs();
  const live = q.data?.items.filter((j) => j.state === 'running' || j.state === 'waiting') ?? [];
  if (live.length === 0) return null;
  return (
    <Panel title={t('running')}>
      <ul className="stack">
        {live.slice(0, 5).map((j) => (
          <JobRow key={j.id} job={j} />
        ))}
      </ul>
    </Panel>
  );
}

export function HomePage() {
  const t = useWords(words);
  const session = useSession();
  const may = useMay();
  const unit = useFocusUnit();
  const { on } = usePageContext();
  const name = useQuery({ queryKey: ['unit', unit, on], queryFn: () => readUnit(unit ?? '', on), enabled: unit !== undefined && may('units_read') }).data?.unit.name;
  return (
    <Page title={t('title')} lead={[name, t('hello', { name: session.full_name || session.name })].filter(Boolean).join(' · ')}>
      {unit ? <UnitNumbers unit={unit} /> : null}
      {may('members_read') ? null : (
        <Panel>
          <p>
            <To to="/my/record">{t('ownRecord')}</To>
          </p>
          <p className="soft">{t('ownRecordHint')}</p>
        </Panel>
      )}
      <div className="halves">
        <div className="stack">{unit ? <UnitWaiting unit={unit} /> : null}</div>
        <div className="stack">
          <Running />
          {may('intake_read') ? <Waiting /> : null}
          {may('documents_read') ? <Recent /> : null}
        </div>
      </div>
    </Page>
  );
}
