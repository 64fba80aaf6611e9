// Copies words for pasting elsewhere, also where the browser has no clipboard for pages (plain http on a local network).
import Button from 'antd/es/button';
import { useState } from 'react';
import { common, useWords } from '../i18n/index.ts';

async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
  return undefined;
}

export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useWords(common);
  const [done, setDone] = useState(false);
  return (
    <Button onClick={() => void copy(text).then(() => setDone(true))} aria-live="polite">
      {done ? `✓ ${t('copied')}` : (label ?? t('copy'))}
    </Button>
  );
}
