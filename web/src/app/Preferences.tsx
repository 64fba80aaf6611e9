// The face's settings follow the account: a device that has none yet takes them from the account; a change here
// is kept there.
import { useEffect, useRef } from 'react';
import { storePreferences } from '../modules/identity/api.ts';
import { useSessionHandle } from './session.tsx';
import { hasStoredSettings, useSettings, type Settings } from './settings.ts';

const fresh = !hasStoredSettings();

export function Preferences() {
  const { session } = useSessionHandle();
  const { settings, change } = useSettings();
  const known = useRef<string | null>(null);
  useEffect(() => {
    if (!session) return;
    const now = JSON.stringify([settings.language, settings.theme, settings.size, settings.contrast]);
    if (known.current === null) {
      known.current = now;
      if (!fresh) return;
      const { language, theme, text_size: size } = session.preferences;
      const contrast: Settings['contrast'] = theme === 'contrast' ? 'more' : 'normal';
      change({
        language: language === 'en' ? 'en' : settings.language,
        theme: theme === 'light' || theme === 'dark' ? theme : settings.theme,
        size: size === 'large' ? 'large' : settings.size,
        contrast,
      });
      return;
    }
    if (known.current === now) return;
    known.current = now;
    void storePreferences({ language: settings.language, theme: settings.contrast === 'more' ? 'contrast' : settings.theme, text_size: settings.size }).catch(() => undefined);
  }, [session, settings, change]);
  return null;
}
