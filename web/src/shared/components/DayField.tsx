// A day, typed the way offices write it (28/2/2023, 28.02.2023, 2023-02-28). Says at once when there is no
// such day; gives ISO.
import Input from 'antd/es/input';
import { useEffect, useState } from 'react';
import { common, formatDay, parseDay, useWords } from '../i18n/index.ts';

export function DayField({ id, label, value, onChange, invalid }: { id: string; label?: string; value: string | undefined; onChange: (day: string | undefined) => void; invalid?: boolean }) {
  const t = useWords(common);
  const [text, setText] = useState(formatDay(value));
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    setText(formatDay(value));
    setWrong(false);
  }, [value]);
  const settle = (): void => {
    if (text.trim() === '') {
      setWrong(false);
      if (value) onChange(undefined);
      return;
    }
    const day = parseDay(text);
    setWrong(day === undefined);
    if (day && day !== value) onChange(day);
    else if (day) setText(formatDay(day));
  };
  return (
    <div>
      <Input
        id={id}
        {...(label ? { 'aria-label': label } : {})}
        inputMode="numeric"
        placeholder={t('dayHint')}
        value={text}
        {...(wrong || invalid ? { status: 'error' as const } : {})}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onChange={(e) => setText(e.target.value)}
        onBlur={settle}
        onPressEnter={settle}
        style={{ minWidth: 130 }}
      />
      {wrong ? (
        <div className="field-error" id={`${id}-wrong`}>
          {t('dayWrong')}
        </div>
      ) : null}
    </div>
  );
}
