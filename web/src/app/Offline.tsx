// Says when the server is away, what is shown meanwhile, and what becomes of what is typed.
import Button from 'antd/es/button';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { tryServer, useConnection, whenServerReturns } from '../shared/api/connection.ts';
import { common, formatTime, useWords } from '../shared/i18n/index.ts';

const words = {
  away: ['Không có kết nối với máy chủ.', 'The server cannot be reached.'],
  kept: ['Đang hiện những gì máy này đã thấy lúc {time}.', 'Shown is what this device saw at {time}.'],
  typed: ['Bản nháp được giữ trên máy; chưa ghi được thay đổi cho tới khi có mạng.', 'Drafts stay on the device; changes cannot be stored until the network is back.'],
} as const;

export function Offline() {
  const t = useWords(words);
  const c = useWords(common);
  const client = useQueryClient();
  const { reached, keptAt } = useConnection();
  useEffect(() => whenServerReturns(() => client.invalidateQueries()), [client]);
  useEffect(() => {
    const again = (): void => void tryServer();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, []);
  if (reached) return null;
  return (
    <div className="offline no-print" role="status">
      <span>
        <strong>▲ {t('away')}</strong> {keptAt ? t('kept', { time: formatTime(keptAt) }) : null} {t('typed')}
      </span>
      <Button size="small" onClick={() => void tryServer()}>
        {c('retry')}
      </Button>
    </div>
  );
}
