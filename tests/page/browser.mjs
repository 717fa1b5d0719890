// Debian's Chromium, drawing WebGL in software and asking nobody but the server under test.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const CHROMIUM = process.env.ASSAY_CHROMIUM ?? '/usr/bin/chromium';

export async function launch() {
  if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is missing: apt-get install chromium`);
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox', '--headless', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--disable-quic', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
    ],
  });
}

/** Reads the reports at a path into a ledger of its own and serves it on a free port. stop() ends it and removes the ledger. */
export async function serve(assay, reports) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-page-'));
  const ledger = join(folder, 'page.db');
  if (reports) await run(assay, ['--ledger', ledger, 'read', reports]);
  return serveLedger(assay, ledger, () => rmSync(folder, { recursive: true, force: true }));
}

export async function serveLedger(assay, ledger, after = () => undefined) {
  const server = spawn(assay, ['--ledger', ledger, 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { text: '' };
  const started = Date.now();
  const address = await new Promise((found, lost) => {
    const hear = (bytes) => {
      said.text += bytes;
      const match = said.text.match(/http:\/\/[\d.]+:\d+\//);
      if (match) found(match[0]);
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.on('exit', (code) => lost(new Error(`assay serve ended with ${code}: ${said.text}`)));
    setTimeout(() => lost(new Error(`assay serve named no address: ${said.text}`)), 30_000).unref();
  });
  return {
    address,
    started,
    stop: async () => {
      server.removeAllListeners('exit');
      const ended = new Promise((done) => server.on('exit', done));
      server.kill('SIGINT');
      await ended;
      after();
    },
  };
}

function run(command, args) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.on('data', (bytes) => (text += bytes));
    child.on('error', failed);
    child.on('exit', (code) => (code === 0 ? done() : failed(new Error(`${command} ${args.join(' ')}: ${code} ${text}`))));
  });
}
