// From which day something holds no more: what follows is said first, the day is chosen, its history stays.
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { usePageContext } from '../lists/context.ts';
import { DayField } from './DayField.tsx';
import { Field } from './Page.tsx';
import { SaveForm } from './SaveForm.tsx';

export interface EndFromProps {
  id: string; // of the day's field
  label: string;
  dayLabel: string;
  panel?: boolean;
  end: (day: string) => Promise<unknown>;
  onDone: () => void; // it ended
  onCancel: () => void;
  children: ReactNode; // what will happen
}

export function EndFrom({ id, label, dayLabel, panel, end, onDone, onCancel, children }: EndFromProps) {
  const { on } = usePageContext();
  const [day, setDay] = useState(on);
  const save = useMutation({ mutationFn: () => end(day), onSuccess: onDone });
  return (
    <SaveForm save={save} label={label} {...(panel ? { panel } : {})} onCancel={onCancel}>
      {children}
      <Field id={id} label={dayLabel}>
        <DayField id={id} value={day} onChange={(to) => to && setDay(to)} />
      </Field>
    </SaveForm>
  );
}
