// The nonce of this answer, for every <style> that the libraries of the face make. antd asks for it by its
// settings; its scroll lock and text measuring do not, so the one place where elements are made gives it to
// them. Must be the first import of main.tsx.
export const nonce: string = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';

const make = Document.prototype.createElement;
function createElement(this: Document, name: string, options?: ElementCreationOptions): HTMLElement {
  const element = make.call(this, name, options);
  if (element instanceof HTMLStyleElement && nonce) element.nonce = nonce;
  return element;
}
document.createElement = createElement as typeof document.createElement;
