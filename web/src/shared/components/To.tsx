// A link inside the product that keeps unit and day.
import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import { useKeepContext } from '../lists/context.ts';

export function To({ to, children, className, title }: { to: string; children: ReactNode; className?: string; title?: string }) {
  const keep = useKeepContext();
  return (
    <Link to={keep(to)} {...(className ? { className } : {})} {...(title ? { title } : {})}>
      {children}
    </Link>
  );
}

export function NavTo({ to, children, end }: { to: string; children: ReactNode; end?: boolean }) {
  const keep = useKeepContext();
  return (
    <NavLink to={keep(to)} end={end ?? false}>
      {children}
    </NavLink>
  );
}

export function TabLinks({ label, tabs }: { label: string; tabs: { to: string; label: ReactNode; end?: boolean }[] }) {
  return (
    <nav className="tabs-links" aria-label={label}>
      {tabs.map((t) => (
        <NavTo key={t.to} to={t.to} end={t.end ?? false}>
          {t.label}
        </NavTo>
      ))}
    </nav>
  );
}
