import { Tag, type Tone } from '../../shared/components/Page.tsx';
import { effectStates, useLabels } from '../../shared/i18n/index.ts';

const tones: Readonly<Record<string, Tone>> = { in_force: 'good', partly_amended: 'warn', not_yet: 'info', replaced: 'bad', repealed: 'bad', expired: 'bad', unknown: 'plain' };
export function StatusTag({ status }: { status: string }) {
  const label = useLabels(effectStates);
  return <Tag tone={tones[status] ?? 'plain'}>{label(status)}</Tag>;
}
