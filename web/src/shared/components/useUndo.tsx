// "Done, undo?" instead of "are you sure?": says what was done and offers the way back for a while.
import App from 'antd/es/app';
import Button from 'antd/es/button';
import { useRef } from 'react';
import { common, useWords } from '../i18n/index.ts';
import { useErrorText } from './States.tsx';

export function useUndo(): (done: string, undo: () => Promise<unknown>) => void {
  const { message } = App.useApp();
  const t = useWords(common);
  const say = useErrorText();
  const count = useRef(0);
  return (done, undo) => {
    const key = `undo-${(count.current += 1)}`;
    message.open({
      key,
      type: 'success',
      duration: 12,
      content: (
        <span>
          {done}{' '}
          <Button
            size="small"
            onClick={() => {
              message.destroy(key);
              undo().catch((error: unknown) => message.error(say(error)));
            }}
          >
            {t('undo')}
          </Button>
        </span>
      ),
    });
  };
}
