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
  end: (day: string, over?: number) => Promise<unknown>; // over: the version of what somebody else saved
  again: () => Promise<unknown>; // reads what is shown of it
  onDone: () => void; // it ended
  onCancel: () => void;
  children: ReactNode; // what will happen
}

// What somebody else saved.
interface Standing {
  to: string;
  version: number;
}

export function EndFrom({ id, label, dayLabel, panel, end, again, onDone, onCancel, children }: EndFromProps) {
  const { on } = usePageContext();
  const [day, setDay] = useState(on);
  const [theirs, setTheirs] = useState<Standing | null>(null);
  const language = useLanguage();
  const save = useMutation({
    mutationFn: (over?: number) => end(day, over),
    onSuccess: () => again().then(onDone),
    onError: async (error) => {
      if (!isProblem(error, 409)) return;
      const { current } = error.body as { current?: Partial<Standing> };
      if (current?.to === day) await again().then(onDone);
      else if (current?.to && typeof current.version === 'number') setTheirs({ to: current.to, version: current.version });
      else await again();
    },
  });
  return (
    <SaveForm save={{ mutate: () => save.mutate(undefined), isPending: save.isPending, error: theirs ? null : save.error }} label={label} {...(panel ? { panel } : {})} onCancel={onCancel}>
      {children}
      {theirs ? (
        <Conflict
          theirs={{ day: formatDay(theirs.to, language) }}
          mine={{ day: formatDay(day, language) }}
          labels={{ day: dayLabel }}
          onTake={() => void again().then(onDone)}
          onKeep={() => {
            setTheirs(null);
            save.mutate(theirs.version);
          }}
        />
      ) : null}
      <Field id={id} label={dayLabel}>
        <DayField id={id} value={day} onChange={(to) => to && setDay(to)} />
      </Field>
    </SaveForm>
  );
}
