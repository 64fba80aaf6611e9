// A field that takes a unit: found by name or code, without diacritics, on the day of the page.
import { Pick as Field, type PickProps } from '../../shared/components/Pick.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { findUnits } from './api.ts';
import { orgWords } from './words.ts';

type UnitPickProps = Pick<PickProps, 'id' | 'label' | 'placeholder' | 'value' | 'onClear' | 'status'> & { onPick: (code: string, name: string) => void };

export function UnitPick({ onPick, ...rest }: UnitPickProps) {
  const t = useWords(orgWords);
  const { on } = usePageContext();
  return (
    <Field
      {...rest}
      none={t('none')}
      findKey={`unit-${on}`}
      find={async (text, signal) => (await findUnits(text, on, signal)).map((u) => ({ key: u.code, label: u.name, note: u.code }))}
      onPick={(p) => onPick(p.key, p.label)}
    />
  );
}
