// From which day something holds no more: what follows is said first, the day is chosen, its history stays. Where
// somebody else has chosen a day meanwhile, both are shown.
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { isProblem } from '../api/problem.ts';
import { formatDay, useLanguage } from '../i18n/index.ts';
import { usePageContext } from '../lists/context.ts';
import { DayField } from './DayField.tsx';
import { Field } from './Page.tsx';
import { SaveForm } from './SaveForm.tsx';
import { Conflict } from './States.tsx';

export interface EndFromProps {
  id: string; // of the day's field
  label: string;
  dayLabel: string;
  panel?: boolean;
  end: (day: string) => Promise<unknown>;
  again: () => Promise<unknown>; // reads what is shown of it
  onDone: () => void; // it ended
  onCancel: () => void;
  children: ReactNode; // what will happen
}

export function EndFrom({ id, label, dayLabel, panel, end, again, onDone, onCancel, children }: EndFromProps) {
  const { on } = usePageContext();
  const [day, setDay] = useState(on);
  const [theirs, setTheirs] = useState<string | null>();
  const language = useLanguage();
  const save = useMutation({
    mutationFn: () => end(day),
    onSuccess: () => again().then(onDone),
    onError: async (error) => {
      if (!isProblem(error, 409)) return;
      await again();
      const { current } = error.body as { current?: { to?: string | null } };
      if (current?.to === day) onDone();
      else setTheirs(current?.to);
    },
  });
  return (
    <SaveForm save={save} label={label} {...(panel ? { panel } : {})} onCancel={onCancel}>
      {children}
      {theirs ? (
        <Conflict
          theirs={{ day: formatDay(theirs, language) }}
          mine={{ day: formatDay(day, language) }}
          labels={{ day: dayLabel }}
          onTake={onDone}
          onKeep={() => {
            setTheirs(null);
            save.mutate();
          }}
        />
      ) : null}
      <Field id={id} label={dayLabel}>
        <DayField id={id} value={day} onChange={(to) => to && setDay(to)} />
      </Field>
    </SaveForm>
  );
}
