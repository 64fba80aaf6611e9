import { useSyncExternalStore } from 'react';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
export const useNarrow = (): boolean => useMedia('(max-width: 640px)');
export const useCoarse = (): boolean => useMedia('(pointer: coarse), (max-width: 640px)');
export const usePrefersDark = (): boolean => useMedia('(prefers-color-scheme: dark)');
