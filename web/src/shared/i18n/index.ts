export { common } from './common.ts';
export * from './format.ts';
export * from './labels.ts';
export * from './words.ts';
export * from './who.ts';
