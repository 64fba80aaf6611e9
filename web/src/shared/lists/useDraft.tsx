// What is typed stays on this device until it is saved or thrown away; a form says so. Drafts belong to the account,
// and signing out removes them.
import Button from 'antd/es/button';
import { useCallback, useEffect, useState } from 'react';
import { useSession } from '../../app/session.tsx';
import { common, useWords } from '../i18n/index.ts';

const prefix = 'lienthong.draft.';

export interface Draft<T> {
  value: T;
  set: (part: Partial<T>) => void;
  kept: boolean; // it differs from the beginning and lies on the device
  clear: () => void;
}

function read<T>(key: string): Partial<T> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return typeof kept === 'object' && kept !== null ? (kept as Partial<T>) : {};
  } catch {
    return {}; // a draft that cannot be read is no draft
  }
}

export function useDraft<T extends object>(name: string, first: T): Draft<T> {
  const key = `${prefix}${useSession().account_id}.${name}`;
  const [beginning] = useState(first);
  const [value, setValue] = useState<T>(() => ({ ...beginning, ...read<T>(key) }));
  const kept = JSON.stringify(value) !== JSON.stringify(beginning);
  useEffect(() => {
    try {
      if (kept) localStorage.setItem(key, JSON.stringify(value));
      else localStorage.removeItem(key);
    } catch {
      // no storage, no draft
    }
  }, [key, kept, value]);
  const set = useCallback((part: Partial<T>) => setValue((old) => ({ ...old, ...part })), []);
  const clear = useCallback(() => {
    localStorage.removeItem(key);
    setValue(beginning);
  }, [key, beginning]);
  return { value, set, kept, clear };
}

export function DraftNote({ draft }: { draft: { kept: boolean; clear: () => void } }) {
  const t = useWords(common);
  if (!draft.kept) return null;
  return (
    <p className="soft row tight">
      {t('draftKept')}
      <Button size="small" onClick={draft.clear}>
        {t('draftDrop')}
      </Button>
    </p>
  );
}

export function forgetDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}
