// What the reader missed: words of the source, a type, its values. The words are found by typing them, by dragging over
// the text, or by moving the ends of the span.
import Input from 'antd/es/input';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { findReference } from '../documents/api.ts';
import { FormError } from '../../shared/components/States.tsx';
import { itemTypes, useLabels, useWords } from '../../shared/i18n/index.ts';
import { editFields } from './canonical.ts';
import type { CodePoints } from './codePoints.ts';
import { Correction } from './Correction.tsx';
import { guess } from './guess.ts';
import type { NewItem } from './model.ts';
import { findSpan, type Span } from './spans.ts';
import { intakeWords } from './words.ts';

export interface AddItemProps {
  raw: string;
  text: CodePoints;
  partial: boolean; // a part of the text is at hand
  span: Span;
  onSpan: (span: Span) => void;
  onAdd: (item: NewItem) => void;
  onCancel: () => void;
  busy: boolean;
  error: unknown;
}

// Entries of the register that the words may mean; the person chooses, or makes a new one.
function Register({ words, chosen, onChoose }: { words: string; chosen: number; onChoose: (document: number) => void }) {
  const t = useWords(intakeWords);
  const found = useQuery({ queryKey: ['pick', 'reference', words], queryFn: ({ signal }) => findReference(words, signal), placeholderData: (old) => old });
  const choices = [...(found.data?.items ?? []).slice(0, 6).map((c) => ({ id: c.id, label: c.label, note: c.subject })), { id: 0, label: t('createAsCited'), note: '' }];
  return (
    <fieldset className="candidates">
      <legend className="soft">{t('pickCandidate')}</legend>
      {choices.map((c) => (
        <label key={c.id} className={`candidate${chosen === c.id ? ' chosen' : ''}`}>
          <input type="radio" name="added-document" checked={chosen === c.id} onChange={() => onChoose(c.id)} />
          <span>
            <span className="strong">{c.label}</span> <span className="soft">{c.note}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export function AddItem({ raw, text, partial, span, onSpan, onAdd, onCancel, busy, error }: AddItemProps) {
  const t = useWords(intakeWords);
  const types = useLabels(itemTypes);
  const [type, setType] = useState('document');
  const [document, setDocument] = useState(0);
  const [missing, setMissing] = useState(false);
  const words = text.slice(span.start, span.end);
  const find = (typed: string): void => {
    const found = findSpan(raw, text, typed, span.end);
    setMissing(!found);
    if (found) onSpan(found);
  };
  return (
    <section className="item selected" aria-label={t('addItem')} data-testid="add-item">
      <h3>{t('addItem')}</h3>
      <p className="soft">{t('addItemHint')}</p>
      <div className="stack">
        <div>
          <label className="field-label" htmlFor="add-words">
            {t('findWords')}
          </label>
          <Input.Search id="add-words" autoFocus onSearch={find} enterButton={t('findNext')} {...(missing ? { status: 'error' as const } : {})} />
          {missing ? (
            <div className="field-error" role="alert">
              {t(partial ? 'wordsMissingHere' : 'wordsMissing')}
            </div>
          ) : null}
        </div>
        <div>
          <label className="field-label" htmlFor="add-type">
            {t('type')}
          </label>
          <select id="add-type" className="plain-select" value={type} onChange={(e) => setType(e.target.value)}>
            {Object.keys(editFields).map((k) => (
              <option key={k} value={k}>
                {types(k)}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Correction
        key={type}
        type={type}
        canonical={guess(type, words)}
        text={text}
        span={span}
        onSpan={onSpan}
        onCancel={onCancel}
        busy={busy}
        saveLabel={t('saveAdded')}
        focus={false}
        onSave={(canonical) => onAdd({ type, ...span, canonical, ...(type === 'document' ? (document ? { document_id: document } : { create: true }) : {}) })}
      >
        {type === 'document' ? <Register words={words} chosen={document} onChoose={setDocument} /> : null}
        <FormError error={error} />
      </Correction>
    </section>
  );
}
