// Light or dark: as the reader's system says, or as chosen here.
import type { Theme } from './colours';

const KEY = 'assay-theme';
const listeners = new Set<(theme: Theme) => void>();
const system = matchMedia('(prefers-color-scheme: dark)');

function chosen(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : null;
  } catch {
    return null;
  }
}

export function theme(): Theme {
  return chosen() ?? (system.matches ? 'dark' : 'light');
}

export function setTheme(value: Theme): void {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // Storage may be refused; the theme then lasts as long as the page.
  }
  document.documentElement.dataset.theme = value;
  for (const listener of listeners) listener(value);
}

/** Calls listener when the theme changes. */
export function onTheme(listener: (theme: Theme) => void): void {
  listeners.add(listener);
}

export function startTheme(): void {
  document.documentElement.dataset.theme = theme();
  system.addEventListener('change', () => {
    if (chosen()) return;
    document.documentElement.dataset.theme = theme();
    for (const listener of listeners) listener(theme());
  });
}
