// A link inside the product that keeps unit and day.
import { useEffect, useRef, type ReactNode } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { useKeepContext } from '../lists/context.ts';

export function To({ to, children, className, title }: { to: string; children: ReactNode; className?: string; title?: string }) {
  const keep = useKeepContext();
  return (
    <Link to={keep(to)} {...(className ? { className } : {})} {...(title ? { title } : {})}>
      {children}
    </Link>
  );
}

// `also`: other addresses of the same section.
export function NavTo({ to, children, end, also }: { to: string; children: ReactNode; end?: boolean; also?: readonly string[] }) {
  const keep = useKeepContext();
  const { pathname } = useLocation();
  if (also?.some((p) => pathname === p || pathname.startsWith(`${p}/`)))
    return (
      <Link to={keep(to)} aria-current="page">
        {children}
      </Link>
    );
  return (
    <NavLink to={keep(to)} end={end ?? false}>
      {children}
    </NavLink>
  );
}

export function TabLinks({ label, tabs }: { label: string; tabs: { to: string; label: ReactNode; end?: boolean }[] }) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  return (
    <nav ref={nav} className="tabs-links" aria-label={label}>
      {tabs.map((t) => (
        <NavTo key={t.to} to={t.to} end={t.end ?? false}>
          {t.label}
        </NavTo>
      ))}
    </nav>
  );
}
