// Where an entry comes from: words, or the very place of a text of the intake.
import { To } from '../../shared/components/To.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { documentWords } from './words.ts';

interface Place {
  intake_id: number;
  note: string;
}
export function readPlace(source: string): Place | undefined {
  if (!source.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(source) as Record<string, unknown>;
    const id = value['intake_id'];
    return typeof id === 'number' ? { intake_id: id, note: typeof value['note'] === 'string' ? value['note'] : '' } : undefined;
  } catch {
    return undefined;
  }
}

export function SourceNote({ source }: { source: string }) {
  const t = useWords(documentWords);
  const place = readPlace(source);
  if (!place) return <>{source.startsWith('{') ? '' : source}</>;
  return (
    <>
      <To to={`/intake/${place.intake_id}`}>{t('fromIntake')}</To> {place.note}
    </>
  );
}
