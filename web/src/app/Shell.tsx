// The frame around every page: head with search and account, side or bottom navigation, the context bar.
import Dropdown from 'antd/es/dropdown';
import { AppstoreOutlined, ApartmentOutlined, BarChartOutlined, FileTextOutlined, HomeOutlined, InboxOutlined, SearchOutlined, SettingOutlined, TeamOutlined, UserOutlined, DownOutlined } from './icons.ts';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { Navigate, Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router';
import { signOut } from '../modules/identity/api.ts';
import { ErrorState, Loading } from '../shared/components/States.tsx';
import { NavTo, To } from '../shared/components/To.tsx';
import { useWords } from '../shared/i18n/index.ts';
import { forgetDrafts } from '../shared/lists/useDraft.tsx';
import { ContextBar } from './ContextBar.tsx';
import { Offline } from './Offline.tsx';
import { useMay, useSessionHandle } from './session.tsx';
import { useSettings } from './settings.ts';

const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }));

export const shellWords = {
  home: ['Tổng quan', 'Overview'],
  units: ['Tổ chức', 'Organisation'],
  reorganisations: ['Phương án sắp xếp', 'Reorganisations'],
  weak: ['Tổ chức yếu kém', 'Weak organisations'],
  remedies: ['Kế hoạch củng cố', 'Remedy plans'],
  members: ['Đảng viên', 'Members'],
  cases: ['Việc của đảng viên', 'Cases of members'],
  due: ['Đảng viên: đến hạn', 'Members: due'],
  documents: ['Văn bản', 'Documents'],
  series: ['Sổ và số', 'Series and numbers'],
  tallies: ['Thống kê văn bản', 'Tallies'],
  intake: ['Tiếp nhận', 'Intake'],
  facts: ['Dữ kiện', 'Facts'],
  statistics: ['Số liệu', 'Figures'],
  targets: ['Chỉ tiêu', 'Targets'],
  admin: ['Quản trị', 'Administration'],
  journal: ['Nhật ký', 'Journal'],
  jobs: ['Việc chạy nền', 'Background jobs'],
  rules: ['Quy tắc', 'Rules'],
  calendar: ['Lịch làm việc', 'Working days'],
  record: ['Hồ sơ đảng viên của tôi', 'My member’s record'],
  questions: ['Câu hỏi của đảng viên', 'Members’ questions'],
  account: ['Tài khoản của tôi', 'My account'],
  signOut: ['Đăng xuất', 'Sign out'],
  find: ['Tìm đơn vị, văn bản, số hiệu, trang…', 'Find units, documents, numbers, pages…'],
  findShort: ['Tìm', 'Find'],
  more: ['Thêm', 'More'],
  skip: ['Đến nội dung', 'Skip to content'],
  nav: ['Các phần', 'Sections'],
  light: ['Giao diện sáng', 'Light'],
  dark: ['Giao diện tối', 'Dark'],
  other: ['English', 'Tiếng Việt'],
} as const;

export interface Section {
  to: string;
  key: keyof typeof shellWords;
  icon: ReactNode;
  end?: boolean;
  also?: string[];
  any?: string[]; // shown when the account holds one of these
}
export const sections: Section[] = [
  { to: '/', key: 'home', icon: <HomeOutlined />, end: true },
  { to: '/units', key: 'units', icon: <ApartmentOutlined />, also: ['/reorganisations', '/weak', '/remedies'], any: ['units_read'] },
  { to: '/members', key: 'members', icon: <TeamOutlined />, any: ['members_read'] },
  { to: '/documents', key: 'documents', icon: <FileTextOutlined />, also: ['/series'], any: ['documents_read'] },
  { to: '/intake', key: 'intake', icon: <InboxOutlined />, any: ['intake_read', 'intake_upload', 'intake_review'] },
  { to: '/statistics', key: 'statistics', icon: <BarChartOutlined />, any: ['statistics_read'] },
  { to: '/admin', key: 'admin', icon: <SettingOutlined />, also: ['/admin'], any: ['accounts_manage', 'roles_grant', 'journal_read', 'jobs_read', 'rules_read'] },
];

// The first administration page that the account may open.
export function adminStart(may: (p: string) => boolean): string {
  if (may('accounts_manage')) return '/admin';
  if (may('journal_read')) return '/admin/journal';
  return may('jobs_read') ? '/admin/jobs' : '/admin/rules';
}

function AccountMenu() {
  const t = useWords(shellWords);
  const { session, refresh } = useSessionHandle();
  const { settings, change } = useSettings();
  const navigate = useNavigate();
  const isDark = document.documentElement.dataset['theme'] === 'dark';
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'record', label: t('record') },
          { key: 'account', label: t('account') },
          { key: 'theme', label: isDark ? t('light') : t('dark') },
          { key: 'language', label: t('other') },
          { type: 'divider' },
          { key: 'out', label: t('signOut') },
        ],
        onClick: ({ key }) => {
          if (key === 'record') void navigate('/my/record');
          if (key === 'account') void navigate('/account');
          if (key === 'theme') change({ theme: isDark ? 'light' : 'dark' });
          if (key === 'language') change({ language: settings.language === 'vi' ? 'en' : 'vi' });
          if (key === 'out') {
            forgetDrafts();
            void signOut().catch(() => undefined).then(refresh);
          }
        },
      }}
    >
      <button type="button" className="quiet" aria-haspopup="menu" aria-label={`${session?.full_name || (session?.name ?? '')} · ${t('account')}`}>
        <UserOutlined />
        <span className="who-name">{session?.full_name || session?.name}</span>
        <DownOutlined style={{ fontSize: 12 }} />
      </button>
    </Dropdown>
  );
}

export function Shell() {
  const t = useWords(shellWords);
  const { session, loading, error, refresh } = useSessionHandle();
  const { settings, change } = useSettings();
  const may = useMay();
  const place = useLocation();
  const [palette, setPalette] = useState(false);
  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') {
        e.preventDefault();
        setPalette(true);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  if (loading)
    return (
      <div className="page">
        <Loading />
      </div>
    );
  if (error)
    return (
      <main className="page">
        <ErrorState error={error} onRetry={() => void refresh()} />
      </main>
    );
  if (!session) return <Navigate to={`/sign-in?next=${encodeURIComponent(place.pathname + place.search)}`} replace />;
  const shown = sections.filter((s) => !s.any || s.any.some(may));
  // The first three of these stand on the bar of a phone, the others behind "more".
  const near = shown.map((s) => s.key).filter((key) => ['home', 'members', 'documents', 'intake'].includes(key)).slice(0, 3);
  const target = (s: Section): string => (s.key === 'admin' ? adminStart(may) : s.to);
  return (
    <div className="shell">
      <ScrollRestoration getKey={(l) => l.pathname} />
      <a className="skip" href="#page-title">
        {t('skip')}
      </a>
      <header className="head no-print">
        <To to="/" className="brand">
          <img src="/icon.svg" alt="Liên Thông" />
          <span aria-hidden="true">Liên Thông</span>
        </To>
        <button type="button" className="find" onClick={() => setPalette(true)} aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K">
          <SearchOutlined />
          <span>{t('find')}</span>
          <kbd aria-hidden="true">Ctrl K</kbd>
        </button>
        <div className="head-tools">
          <button type="button" className="quiet language" lang={settings.language === 'vi' ? 'en' : 'vi'} onClick={() => change({ language: settings.language === 'vi' ? 'en' : 'vi' })}>
            {t('other')}
          </button>
          <AccountMenu />
        </div>
      </header>
      <div className="side no-print">
        <nav aria-label={t('nav')}>
          {shown.map((s) => (
            <NavTo key={s.to} to={target(s)} end={s.end ?? false} also={s.also ?? []}>
              {s.icon}
              {t(s.key)}
            </NavTo>
          ))}
        </nav>
      </div>
      <main className="main">
        <Offline />
        <ContextBar />
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <nav className="bottom no-print" aria-label={t('nav')}>
        {shown
          .filter((s) => near.includes(s.key))
          .map((s) => (
            <NavTo key={s.to} to={s.to} end={s.end ?? false} also={s.also ?? []}>
              {s.icon}
              {t(s.key)}
            </NavTo>
          ))}
        <button type="button" onClick={() => setPalette(true)} aria-haspopup="dialog">
          <SearchOutlined />
          {t('findShort')}
        </button>
        <Dropdown trigger={['click']} placement="topRight" menu={{ items: shown.filter((s) => !near.includes(s.key)).map((s) => ({ key: s.to, label: <NavTo to={target(s)}>{t(s.key)}</NavTo> })) }}>
          <button type="button" aria-haspopup="menu">
            <AppstoreOutlined />
            {t('more')}
          </button>
        </Dropdown>
      </nav>
      {palette ? (
        <Suspense fallback={null}>
          <CommandPalette onClose={() => setPalette(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
