// Somebody enters for another: for whom, and where the paper is.
import Input from 'antd/es/input';
import { Field } from '../../shared/components/Page.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { fieldError } from '../../shared/api/problem.ts';
import { memberWords } from './words.ts';

export interface BehalfFields {
  entered_for: string;
  note: string;
}
export function Behalf({ value, set, error }: { value: BehalfFields; set: (part: Partial<BehalfFields>) => void; error: unknown }) {
  const t = useWords(memberWords);
  return (
    <details open={value.entered_for !== '' || value.note !== ''}>
      <summary className="tools-summary">{t('behalf')}</summary>
      <div className="pair">
        <Field id="entered-for" label={t('enteredFor')} error={fieldError(error, 'entered_for')}>
          <Input id="entered-for" value={value.entered_for} onChange={(e) => set({ entered_for: e.target.value })} />
        </Field>
        <Field id="entry-note" label={t('note')} note={t('noteHint')} error={fieldError(error, 'note')}>
          <Input id="entry-note" value={value.note} onChange={(e) => set({ note: e.target.value })} />
        </Field>
      </div>
    </details>
  );
}
