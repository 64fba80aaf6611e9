// What the reader chose for the face: language, theme, text size, contrast, density. Kept on this device at
// once and with the account when somebody is signed in.
import { createContext, useContext } from 'react';
import type { Language } from '../shared/i18n/words.ts';

export interface Settings {
  language: Language;
  theme: 'light' | 'dark' | 'system';
  size: 'normal' | 'large';
  contrast: 'normal' | 'more';
  density: 'comfortable' | 'compact';
}
export const defaults: Settings = { language: 'vi', theme: 'system', size: 'normal', contrast: 'normal', density: 'comfortable' };
const storeKey = 'lienthong.settings';

export function readSettings(value: unknown): Settings {
  const v = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return {
    language: v['language'] === 'en' ? 'en' : 'vi',
    theme: v['theme'] === 'light' || v['theme'] === 'dark' ? v['theme'] : 'system',
    size: v['size'] === 'large' ? 'large' : 'normal',
    contrast: v['contrast'] === 'more' ? 'more' : 'normal',
    density: v['density'] === 'compact' ? 'compact' : 'comfortable',
  };
}

export function loadSettings(): Settings {
  try {
    return readSettings(JSON.parse(localStorage.getItem(storeKey) ?? 'null'));
  } catch {
    return defaults;
  }
}

export function hasStoredSettings(): boolean {
  try {
    return localStorage.getItem(storeKey) !== null;
  } catch {
    return false;
  }
}

export function storeSettings(settings: Settings): void {
  try {
    localStorage.setItem(storeKey, JSON.stringify(settings));
  } catch {
    // a browser without storage keeps the choice for this page only
  }
}

export function showSettings(settings: Settings, isDark: boolean): void {
  const root = document.documentElement;
  root.lang = settings.language;
  root.dataset['theme'] = isDark ? 'dark' : 'light';
  root.dataset['contrast'] = settings.contrast;
  root.dataset['size'] = settings.size;
}

export interface SettingsHandle {
  settings: Settings;
  change: (part: Partial<Settings>) => void;
}
export const SettingsContext = createContext<SettingsHandle>({ settings: defaults, change: () => undefined });
export const useSettings = (): SettingsHandle => useContext(SettingsContext);
