import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The server replaces __CSP_NONCE__ in index.html with a fresh value for each answer.
export default defineConfig({
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'es2022',
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
});
