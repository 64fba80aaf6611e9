// Loading, empty, failed, not allowed, not found, conflicting: every state of a page has its own words and
// its next step.
import Button from 'antd/es/button';
import type { ReactNode } from 'react';
import { isProblem, Problem, Unreachable } from '../api/problem.ts';
import { common, useWords } from '../i18n/index.ts';

export function Loading({ rows = 6, label }: { rows?: number; label?: string }) {
  const t = useWords(common);
  return (
    <div className="stack" role="status" aria-busy="true">
      <span className="hidden-visually">{label ?? t('loading')}</span>
      {Array.from({ length: rows }, (_, i) => (
        <span key={i} className="skeleton" style={{ width: `${88 - ((i * 17) % 45)}%` }} />
      ))}
    </div>
  );
}

export function Empty({ title, children, action, bare }: { title?: string; children?: ReactNode; action?: ReactNode; bare?: boolean }) {
  const t = useWords(common);
  return (
    <div className={`state-box${bare ? ' bare' : ''}`}>
      <h2>{title ?? t('empty')}</h2>
      {children ? <p className="soft">{children}</p> : null}
      {action}
    </div>
  );
}

export function useErrorText(): (error: unknown) => string {
  const t = useWords(common);
  return (error) => {
    if (error instanceof Problem) return error.body.detail ?? error.body.title ?? t('errorTitle');
    if (error instanceof Unreachable) return t('offline');
    return t('errorTitle');
  };
}

export function ErrorDetails({ error }: { error: unknown }) {
  const t = useWords(common);
  if (!(error instanceof Problem)) return null;
  const { key, id, problems = [], refusals = [] } = error.body;
  const parts = [...problems, ...refusals];
  return (
    <>
      {parts.length > 0 ? (
        <ul>
          {parts.slice(0, 50).map((p, i) => (
            <li key={i}>
              {p.sentence}
              {p.citation ? <span className="soft"> ({p.citation})</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {key || id ? (
        <p className="soft mono">
          {key ? t('errorKey', { key }) : null} {id ? t('errorLog', { id }) : null}
        </p>
      ) : null}
    </>
  );
}

export function ErrorState({ error, onRetry, bare }: { error: unknown; onRetry?: () => void; bare?: boolean }) {
  const t = useWords(common);
  const say = useErrorText();
  if (isProblem(error, 403))
    return (
      <div className={`state-box${bare ? ' bare' : ''}`}>
        <h2>{t('noPermission')}</h2>
        <p>{say(error)}</p>
        <p className="soft">{t('noPermissionHint')}</p>
        <ErrorDetails error={error} />
      </div>
    );
  if (isProblem(error, 404))
    return (
      <div className={`state-box${bare ? ' bare' : ''}`}>
        <h2>{t('notFound')}</h2>
        <p>{error.body.detail ?? t('notFoundHint')}</p>
        <ErrorDetails error={error} />
      </div>
    );
  return (
    <div className={`state-box${bare ? ' bare' : ''}`} role="alert">
      <h2>{t('errorTitle')}</h2>
      <p>{say(error)}</p>
      <ErrorDetails error={error} />
      {onRetry ? <Button onClick={onRetry}>{t('retry')}</Button> : null}
    </div>
  );
}

// A refusal beside the form that caused it.
export function FormError({ error }: { error: unknown }) {
  const say = useErrorText();
  if (!error) return null;
  return (
    <div className="panel" role="alert">
      <p className="field-error strong">{say(error)}</p>
      <ErrorDetails error={error} />
    </div>
  );
}

export function Conflict<T extends object>({ theirs, mine, labels, onTake, onKeep }: { theirs: T; mine: T; labels: Partial<Record<keyof T & string, string>>; onTake: () => void; onKeep: () => void }) {
  const t = useWords(common);
  const keys = Object.keys(labels) as (keyof T & string)[];
  const differing = keys.filter((k) => JSON.stringify(theirs[k]) !== JSON.stringify(mine[k]));
  const show = (v: unknown): string => (v === null || v === undefined || v === '' ? '–' : typeof v === 'string' ? v : JSON.stringify(v));
  return (
    <div className="panel stack" role="alert">
      <h2>{t('conflictTitle')}</h2>
      <p>{t('conflictBody')}</p>
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden-visually">{t('name')}</span>
            </th>
            <th scope="col">{t('conflictTheirs')}</th>
            <th scope="col">{t('conflictMine')}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map((k) => (
            <tr key={k}>
              <th scope="row">{labels[k]}</th>
              <td>{show(theirs[k])}</td>
              <td>{show(mine[k])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <Button onClick={onTake}>{t('conflictTake')}</Button>
        <Button onClick={onKeep}>{t('conflictKeep')}</Button>
      </div>
    </div>
  );
}
