import { existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { UsageError } from "../../ground/errors.js";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "msedge",
];

const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

const WINDOWS = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

/** Said when there is none: what to install, on each system. */
export const HOW_TO_GET_CHROMIUM = `A PDF needs Chromium, Chrome or Edge, but none was found.
  Debian, Ubuntu: sudo apt-get install chromium
  macOS:          brew install --cask chromium
  Windows:        Edge is there already; else winget install Google.Chrome
  Elsewhere:      set CHROME_PATH to the program's path`;

/**
 * The path of a Chromium, Chrome or Edge on this machine: `CHROME_PATH` when set, else the first of the usual names
 * in `PATH` and the usual places of macOS and Windows.
 * @returns Null when there is none.
 * @throws UsageError when `CHROME_PATH` names no program.
 */
export function findChromium(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const chosen = env.CHROME_PATH;
  if (chosen) {
    if (isFile(chosen)) return chosen;
    throw new UsageError(
      `CHROME_PATH must be the path of Chromium, Chrome or Edge, but there is no program at ${chosen}.`,
    );
  }
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const inPath = NAMES.flatMap((name) =>
    folders.map((folder) => join(folder, platform === "win32" ? `${name}.exe` : name)),
  );
  const usual =
    platform === "darwin"
      ? MAC
      : platform === "win32"
        ? ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((key) =>
            env[key] ? WINDOWS.map((place) => join(env[key] as string, place)) : [],
          )
        : [];
  return [...inPath, ...usual].find(isFile) ?? null;
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
