import { designTokens } from '@branchline/issue-panel/design-tokens';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), designTokens()],
  // Jira serves the page from an address of its own, below a path that changes.
  base: './',
  build: {
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // Not ours to hand on: whoever builds the rendered app fetches it (see rendered-files.ts).
      external: ['@forge/bridge'],
      output: { entryFileNames: 'page.js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
});
