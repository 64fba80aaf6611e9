// Providers, outermost first: settings, queries, antd with the nonce of this answer, session, routes.
import ConfigProvider from 'antd/es/config-provider';
import antdApp from 'antd/es/app';
import enGB from 'antd/es/locale/en_GB';
import viVN from 'antd/es/locale/vi_VN';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { setCallLanguage } from '../shared/api/call.ts';
import { Problem } from '../shared/api/problem.ts';
import { useCoarse, usePrefersDark } from '../shared/components/useNarrow.ts';
import { LanguageContext } from '../shared/i18n/words.ts';
import { nonce } from './nonce.ts';
import { Preferences } from './Preferences.tsx';
import { router } from './routes.tsx';
import { SessionProvider } from './session.tsx';
import { loadSettings, SettingsContext, showSettings, storeSettings } from './settings.ts';
import { antdTheme } from './theme.ts';

const queries = new QueryClient({
  defaultOptions: {
    // A page asks even when the browser thinks that it is offline: the device may have kept the answer, and a server in
    // the same building may be there.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (times, error) => times < 2 && !(error instanceof Problem && error.status < 500),
    },
  },
});

export function App() {
  const [settings, setSettings] = useState(loadSettings);
  const prefersDark = usePrefersDark();
  const coarse = useCoarse();
  const isDark = settings.theme === 'dark' || (settings.theme === 'system' && prefersDark);
  setCallLanguage(settings.language);
  showSettings(settings, isDark);
  useEffect(() => storeSettings(settings), [settings]);
  const handle = useMemo(() => ({ settings, change: (part: Partial<typeof settings>) => setSettings((old) => ({ ...old, ...part })) }), [settings]);
  const theme = useMemo(() => antdTheme(settings, isDark, coarse), [settings, isDark, coarse]);
  const AntdApp = antdApp;
  return (
    <SettingsContext value={handle}>
      <LanguageContext value={settings.language}>
        <QueryClientProvider client={queries}>
          <ConfigProvider locale={settings.language === 'vi' ? viVN : enGB} theme={theme} csp={{ nonce }} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
            <AntdApp component={false}>
              <SessionProvider>
                <Preferences />
                <RouterProvider router={router} />
              </SessionProvider>
            </AntdApp>
          </ConfigProvider>
        </QueryClientProvider>
      </LanguageContext>
    </SettingsContext>
  );
}
