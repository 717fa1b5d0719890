// Gets what every part needs, then builds the page.
import './styles/index.css';
import './panels';
import { Api } from './api/client';
import { App } from './app';
import { buildShell, showFailure } from './shell/shell';
import { Store } from './state/store';
import { startTheme } from './theme';

async function start(): Promise<void> {
  const root = document.getElementById('app') as HTMLElement;
  const api = new Api();
  try {
    const [meta, places] = await Promise.all([api.meta(), api.places(), fontsForTheMap()]);
    const app = new App(api, new Store(), meta, places);
    // The map opens on what the first snapshot speaks of.
    await app.snapshots.first(app.on(), app.known());
    buildShell(root, app);
  } catch (error) {
    showFailure(root, error, start);
  }
}

/** The map draws its text once and keeps it, so both scripts must be there before it starts. */
async function fontsForTheMap(): Promise<void> {
  await Promise.allSettled(['400 16px Assay', '600 16px "Assay Semibold"'].flatMap((font) => [document.fonts.load(font), document.fonts.load(font, '\u1000')]));
}

startTheme();
void start();
