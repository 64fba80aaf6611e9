// The form of an item: its span (by mouse in the text, by keyboard here) and its values. A field holds what was read,
// or guessed, until somebody types.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { common, useWords } from '../../shared/i18n/index.ts';
import { editFields, readField, writeField } from './canonical.ts';
import type { CodePoints } from './codePoints.ts';
import type { Canonical } from './model.ts';
import { moveEdge, type Edge, type Span } from './spans.ts';
import { fieldWords, intakeWords } from './words.ts';

export interface CorrectionProps {
  type: string;
  canonical: Canonical;
  text: CodePoints;
  span: Span;
  onSpan: (span: Span) => void;
  onSave: (canonical: Canonical) => void;
  onCancel: () => void;
  busy: boolean;
  saveLabel: string;
  focus?: boolean; // the span takes the keys at once
  children?: ReactNode; // between the fields and the buttons
}

export function Correction({ type, canonical, text, span, onSpan, onSave, onCancel, busy, saveLabel, focus = true, children }: CorrectionProps) {
  const t = useWords(intakeWords);
  const f = useWords(fieldWords);
  const c = useWords(common);
  const fields = editFields[type] ?? [{ key: 'name' as const, how: 'text' as const }];
  const [typed, setTyped] = useState<Record<string, string>>({});
  const box = useRef<HTMLDivElement>(null);
  // Before anything is drawn: a key that follows at once is meant for the span.
  useLayoutEffect(() => {
    if (focus) box.current?.focus({ preventScroll: true });
  }, [focus]);
  const step = (edge: Edge, by: -1 | 1, how: 'letter' | 'word'): void => onSpan(moveEdge(text, span, edge, by, how));
  const onKey = (e: KeyboardEvent): void => {
    if (e.key !== 'ArrowLeft' && e.key !== 'ArrowRight') return;
    step(e.shiftKey ? 'start' : 'end', e.key === 'ArrowLeft' ? -1 : 1, e.ctrlKey || e.altKey ? 'word' : 'letter');
    e.preventDefault();
    e.stopPropagation();
  };
  const save = (): void => {
    const saved: Canonical = { ...canonical };
    for (const x of fields) {
      const now = typed[x.key];
      if (now === undefined || now === writeField(x.how, canonical[x.key])) continue;
      const value = readField(x.how, now);
      if (value === null) delete saved[x.key];
      else saved[x.key] = value;
    }
    onSave(saved);
  };
  return (
    <form
      className="stack"
      style={{ paddingTop: 10 }}
      onSubmit={(e) => {
        e.preventDefault();
        save();
      }}
      onKeyDown={(e) => {
        if (e.key === 'Escape') {
          e.stopPropagation();
          onCancel();
        }
        if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) save();
      }}
    >
      <div>
        <span className="field-label" id="span-label">
          {t('span')}
        </span>
        <div ref={box} className="span-editor" tabIndex={0} role="textbox" aria-readonly="true" aria-multiline="false" aria-labelledby="span-label" aria-describedby="span-help" onKeyDown={onKey} data-testid="span-editor">
          {text.slice(span.start, span.end)}
        </div>
        <div className="field-note" id="span-help">
          {t('spanHelp')}
        </div>
        <div className="row tight" style={{ marginTop: 6 }}>
          <Button size="small" aria-label={t('startEarlier')} title={t('startEarlier')} onClick={() => step('start', -1, 'word')}>
            ⇤ ‹
          </Button>
          <Button size="small" aria-label={t('startLater')} title={t('startLater')} onClick={() => step('start', 1, 'word')}>
            › ⇤
          </Button>
          <Button size="small" aria-label={t('endEarlier')} title={t('endEarlier')} onClick={() => step('end', -1, 'word')}>
            ⇥ ‹
          </Button>
          <Button size="small" aria-label={t('endLater')} title={t('endLater')} onClick={() => step('end', 1, 'word')}>
            › ⇥
          </Button>
        </div>
      </div>
      {fields.map((x) => {
        const Entry = x.how === 'lines' || x.how === 'long' ? Input.TextArea : Input;
        return (
          <div key={x.key}>
            <label className="field-label" htmlFor={`field-${x.key}`}>
              {f(x.key)}
            </label>
            <Entry id={`field-${x.key}`} value={typed[x.key] ?? writeField(x.how, canonical[x.key])} onChange={(e) => setTyped((old) => ({ ...old, [x.key]: e.target.value }))} />
          </div>
        );
      })}
      {children}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={busy}>
          {saveLabel}
        </Button>
        <Button onClick={onCancel}>{c('cancel')}</Button>
      </div>
    </form>
  );
}
