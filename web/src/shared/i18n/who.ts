// People and programs as their names are kept, in words.
import type { Language } from './words.ts';

// "os:root" is somebody at the command line of the machine itself.
export function formatActor(name: string, language: Language = 'vi'): string {
  const user = /^os:(.*)$/.exec(name)?.[1];
  if (user === undefined) return name;
  return language === 'vi' ? `máy chủ (${user})` : `server (${user})`;
}

// What a browser says of itself, as far as its owner would: "Chrome, Android".
export function formatAgent(agent: string): string {
  const first = (names: readonly (readonly [RegExp, string])[]): string | undefined => names.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = first([[/Edg/, 'Edge'], [/OPR\//, 'Opera'], [/coc_coc/i, 'Cốc Cốc'], [/Firefox/, 'Firefox'], [/Chrom/, 'Chrome'], [/Safari/, 'Safari']]);
  const system = first([[/Android/, 'Android'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Windows/, 'Windows'], [/Mac OS/, 'macOS'], [/Linux/, 'Linux']]);
  return browser && system ? `${browser}, ${system}` : agent.slice(0, 60);
}
