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
    const [meta, places] = await Promise.all([api.meta(), api.places()]);
    buildShell(root, new App(api, new Store(), meta, places));
  } catch (error) {
    showFailure(root, error, start);
  }
}

startTheme();
void start();
