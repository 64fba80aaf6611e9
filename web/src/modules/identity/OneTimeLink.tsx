// A link that is shown once, to be given to the owner of an account.
import { CopyButton } from '../../shared/components/CopyButton.tsx';
import Input from 'antd/es/input';
import { formatTime, useWords } from '../../shared/i18n/index.ts';
import type { AccountLink } from './api.ts';
import { identityWords } from './words.ts';

export function OneTimeLink({ link }: { link: AccountLink }) {
  const t = useWords(identityWords);
  const address = new URL(link.link, location.origin).toString();
  return (
    <div className="panel stack" role="status">
      <h3>
        {t('link')}: {link.account.name}
      </h3>
      <p>{t('linkHint', { time: formatTime(link.expires_at) })}</p>
      <div className="row">
        <Input readOnly value={address} aria-label={t('link')} style={{ flex: 1, minWidth: 200 }} onFocus={(e) => e.target.select()} />
        <CopyButton text={address} />
      </div>
    </div>
  );
}
