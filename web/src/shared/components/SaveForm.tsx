// A form that saves: its fields, what was refused, the one button that does it, and the way out.
import Button from 'antd/es/button';
import type { ReactNode } from 'react';
import { common, useWords } from '../i18n/index.ts';
import { DraftNote } from '../lists/useDraft.tsx';
import { FormError } from './States.tsx';

export interface SaveFormProps {
  save: { mutate: () => void; isPending: boolean; error: unknown };
  label: string;
  disabled?: boolean;
  plain?: boolean; // not the main action of its page
  panel?: boolean;
  block?: boolean;
  draft?: { kept: boolean; clear: () => void }; // what is typed stays on the device
  onCancel?: () => void;
  children: ReactNode;
}

export function SaveForm({ save, label, disabled, plain, panel, block, draft, onCancel, children }: SaveFormProps) {
  const c = useWords(common);
  return (
    <form
      className={`form${panel ? ' panel' : ''}`}
      onSubmit={(e) => {
        e.preventDefault();
        if (!disabled && !save.isPending) save.mutate();
      }}
    >
      {children}
      <FormError error={save.error} />
      {draft ? <DraftNote draft={draft} /> : null}
      <div className="row">
        <Button type={plain ? 'default' : 'primary'} htmlType="submit" block={block ?? false} loading={save.isPending} disabled={disabled ?? false}>
          {label}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{c('cancel')}</Button> : null}
      </div>
    </form>
  );
}
