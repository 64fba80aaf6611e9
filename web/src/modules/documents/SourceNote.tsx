// Where an entry comes from: words, and the very place of a text of the intake.
import { To } from '../../shared/components/To.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import type { ReadFrom } from './api.ts';
import { documentWords } from './words.ts';

export function SourceNote({ source, from }: { source: string; from: ReadFrom | null }) {
  const t = useWords(documentWords);
  return (
    <>
      {from?.intake_id ? <To to={`/intake/${from.intake_id}${from.start === null ? '' : `?at=${from.start}`}`}>{t('fromIntake')}</To> : null} {source}
    </>
  );
}
