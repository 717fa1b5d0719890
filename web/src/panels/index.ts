// Loads every panel of this folder, so that adding a file adds a panel.
import.meta.glob(['./*.ts', '!./index.ts', '!./registry.ts'], { eager: true });
