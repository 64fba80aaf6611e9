// A field that finds things while typing: units, documents. A combobox by the book, without a list of
// everything on the page.
import Input from 'antd/es/input';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';

export interface Choice {
  key: string;
  label: string;
  note?: ReactNode;
  kind?: string;
}
export interface PickProps {
  id?: string;
  label: string;
  placeholder?: string;
  value?: string; // what the field shows when nothing is typed
  find: (text: string, signal: AbortSignal) => Promise<Choice[]>;
  findKey: string;
  onPick: (choice: Choice) => void;
  onClear?: () => void;
  none: string; // said when nothing is found
  autoFocus?: boolean;
  minimum?: number;
  always?: boolean; // the list stays open (palette)
  status?: 'error' | undefined;
}

function useSettled(text: string, wait = 150): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), wait);
    return () => clearTimeout(timer);
  }, [text, wait]);
  return settled;
}

export function Pick(p: PickProps) {
  const own = useId();
  const id = p.id ?? own;
  const [text, setText] = useState<string | undefined>(undefined);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const settled = useSettled(text ?? '');
  const shown = open || (p.always ?? false);
  const found = useQuery({
    queryKey: ['pick', p.findKey, settled],
    queryFn: ({ signal }) => p.find(settled, signal),
    enabled: shown && settled.length >= (p.minimum ?? 1),
    placeholderData: (old) => old,
  });
  const choices = settled.length >= (p.minimum ?? 1) ? (found.data ?? []) : [];
  const pick = (choice: Choice): void => {
    p.onPick(choice);
    setText(undefined);
    setOpen(false);
  };
  const onKey = (e: KeyboardEvent): void => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      setOpen(true);
      setAt((old) => Math.min(Math.max(old + (e.key === 'ArrowDown' ? 1 : -1), 0), Math.max(choices.length - 1, 0)));
    } else if (e.key === 'Enter') {
      const choice = choices[at];
      if (!shown || !choice) return;
      pick(choice);
    } else if (e.key === 'Escape' && open && !p.always) {
      setOpen(false);
      e.stopPropagation();
    } else return;
    e.preventDefault();
  };
  const list = shown && settled.length >= (p.minimum ?? 1) && !found.isPending;
  return (
    <div style={{ position: 'relative' }} className={p.always ? 'palette' : undefined}>
      <Input
        id={id}
        role="combobox"
        aria-label={p.label}
        aria-expanded={list}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={list && choices[at] ? `${id}-${at}` : undefined}
        autoComplete="off"
        placeholder={p.placeholder}
        value={text ?? p.value ?? ''}
        autoFocus={p.autoFocus ?? false}
        allowClear={p.onClear !== undefined}
        {...(p.status ? { status: p.status } : {})}
        onClear={p.onClear}
        onChange={(e) => {
          setText(e.target.value);
          setAt(0);
          setOpen(true);
        }}
        onFocus={(e) => e.target.select()}
        onBlur={() => {
          setTimeout(() => {
            setOpen(false);
            if (!p.always) setText(undefined);
          }, 150);
        }}
        onKeyDown={onKey}
      />
      {list ? (
        <div className="options" role="listbox" id={`${id}-list`} aria-label={p.label}>
          {choices.map((c, i) => (
            <div key={c.key} id={`${id}-${i}`} role="option" aria-selected={i === at} className="option" onMouseDown={(e) => e.preventDefault()} onClick={() => pick(c)} onMouseMove={() => setAt(i)}>
              <span>{c.label}</span>
              {c.note ? <span className="soft">{c.note}</span> : null}
              {c.kind ? <span className="kind">{c.kind}</span> : null}
            </div>
          ))}
          {choices.length === 0 ? (
            <div className="option soft" role="option" aria-selected="false" aria-disabled="true">
              {p.none}
            </div>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
