import { defineConfig } from 'vite';

// `npm run dev` asks a running `assay serve` for data.
export default defineConfig(() => {
  return {
    base: './',
    server: { proxy: { '/api': process.env.ASSAY_SERVER ?? 'http://127.0.0.1:8321' } },
    // As `assay serve` answers, so that what its policy forbids is found before.
    preview: { headers: { 'Content-Security-Policy': "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'" } },
    build: {
      target: 'es2022',
      sourcemap: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      minify: 'esbuild',
      chunkSizeWarningLimit: 1600,
      rollupOptions: {
        output: { manualChunks: { maplibre: ['maplibre-gl'] } },
      },
    },
  };
});
