// The frame of pages before one is inside: sign-in, links, duties.
import { useEffect, type ReactNode } from 'react';
import { useSettings } from '../../app/settings.ts';

export function Door({ title, children }: { title: string; children: ReactNode }) {
  const { settings, change } = useSettings();
  const vi = settings.language === 'vi';
  useEffect(() => {
    document.title = `${title} · Liên Thông`;
  }, [title]);
  return (
    <main className="door">
      <div className="door-box">
        <div className="brand">
          <img src="/icon.svg" alt="" />
          Liên Thông
        </div>
        <section className="panel stack">
          <h1>{title}</h1>
          {children}
        </section>
        <div className="door-tools">
          <button type="button" className="quiet" lang={vi ? 'en' : 'vi'} onClick={() => change({ language: vi ? 'en' : 'vi' })}>
            {vi ? 'English' : 'Tiếng Việt'}
          </button>
          <button type="button" className="quiet" onClick={() => change({ size: settings.size === 'large' ? 'normal' : 'large' })}>
            {vi ? 'Cỡ chữ' : 'Text size'} {settings.size === 'large' ? '100 %' : '125 %'}
          </button>
        </div>
      </div>
    </main>
  );
}
