// The frame of every page: its title (also of the window), what it is for, its actions.
import { useEffect, type ReactNode } from 'react';

export function Page({ title, lead, actions, children, windowTitle }: { title: ReactNode; lead?: ReactNode; actions?: ReactNode; children: ReactNode; windowTitle?: string }) {
  const name = windowTitle ?? (typeof title === 'string' ? title : undefined);
  useEffect(() => {
    if (name) document.title = `${name} · Liên Thông`;
  }, [name]);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1 tabIndex={-1} id="page-title">
            {title}
          </h1>
          {lead ? <div className="lead">{lead}</div> : null}
        </div>
        {actions ? <div className="row no-print">{actions}</div> : null}
      </div>
      {children}
    </div>
  );
}

export function Panel({ title, extra, children, flush }: { title?: ReactNode; extra?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <section className={`panel${flush ? ' flush' : ''}`}>
      {title ? (
        <div className="row" style={{ marginBottom: 8 }}>
          <h2>{title}</h2>
          {extra ? <div className="push row">{extra}</div> : null}
        </div>
      ) : null}
      {children}
    </section>
  );
}

export function Facts({ rows }: { rows: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain';
const shapes: Record<Tone, string> = { good: '●', warn: '▲', bad: '■', info: '◆', plain: '○' };
export function Tag({ tone = 'plain', children, bare }: { tone?: Tone; children: ReactNode; bare?: boolean }) {
  return (
    <span className={`tag ${tone}`}>
      {bare ? null : <span aria-hidden="true">{shapes[tone]}</span>}
      {children}
    </span>
  );
}

export function Field({ label, note, error, children, id }: { label: string; note?: ReactNode; error?: string | undefined; children: ReactNode; id: string }) {
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children}
      {note ? <div className="field-note">{note}</div> : null}
      {error ? (
        <div className="field-error" id={`${id}-error`}>
          {error}
        </div>
      ) : null}
    </div>
  );
}
