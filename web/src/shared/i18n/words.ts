// Words live beside the page that says them, Vietnamese first: const words = { title: ['Văn bản', 'Documents'] }.
import { createContext, useCallback, useContext } from 'react';

export type Language = 'vi' | 'en';
export type Words = Readonly<Record<string, readonly [vi: string, en: string]>>;
export type Values = Readonly<Record<string, string | number>>;

export const LanguageContext = createContext<Language>('vi');

export function fill(sentence: string, values?: Values): string {
  if (!values) return sentence;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });
}

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

export type Translate<W extends Words> = (key: keyof W & string, values?: Values) => string;

export function useWords<W extends Words>(words: W): Translate<W> {
  const language = useLanguage();
  return useCallback(
    (key, values) => {
      const pair = words[key];
      return pair ? fill(pair[language === 'vi' ? 0 : 1], values) : key;
    },
    [language, words],
  );
}

// Labels of listed values: an unknown value is shown as it is, never as nothing.
export type Labels = Readonly<Record<string, readonly [vi: string, en: string]>>;
export function useLabels(labels: Labels): (value: string | null | undefined) => string {
  const language = useLanguage();
  return useCallback(
    (value) => {
      if (!value) return '';
      const pair = labels[value];
      return pair ? pair[language === 'vi' ? 0 : 1] : value;
    },
    [language, labels],
  );
}
