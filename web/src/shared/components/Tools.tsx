// Filters, order, columns, export: beside the list, or folded away on a phone.
import type { ReactNode } from 'react';
import { useNarrow } from './useNarrow.ts';

export function Tools({ label, children }: { label: string; children: ReactNode }) {
  const narrow = useNarrow();
  if (!narrow)
    return (
      <div className="row no-print" role="group" aria-label={label}>
        {children}
      </div>
    );
  return (
    <details className="no-print">
      <summary className="tools-summary">{label}</summary>
      <div className="row">{children}</div>
    </details>
  );
}
