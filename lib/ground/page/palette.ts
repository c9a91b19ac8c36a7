/**
 * The colours of figures, on white and in the dark: the one place where they stand. Drawings hold those on white and a
 * class by name, by which the page recolours them.
 *
 * `c0` … `c4` are told apart with any colour vision and in grey print: they differ in lightness first (Okabe and Ito
 * 2008, darkened where white text or thin lines need it).
 */
export const PALETTE = {
  c0: { light: "#1b4b7a", dark: "#7fb2e5" },
  c1: { light: "#d17a22", dark: "#e0964f" },
  c2: { light: "#6fb3c8", dark: "#4d8ea2" },
  c3: { light: "#8a8f98", dark: "#a3a9b3" },
  c4: { light: "#b8bec6", dark: "#6b7380" },
  grid: { light: "#d9dde2", dark: "#333c48" },
  axis: { light: "#6b7280", dark: "#333c48" },
  ink: { light: "#1c2430", dark: "#e6e9ee" },
  soft: { light: "#4c5665", dark: "#b1bac7" },
  paper: { light: "#ffffff", dark: "#14181e" },
} as const;

/** The palette as custom properties `--c0` … for a stylesheet, following the reader's mode on a screen. */
export function paletteCss(): string {
  const list = (mode: "light" | "dark"): string =>
    Object.entries(PALETTE)
      .map(([name, colour]) => `--${name}:${colour[mode]}`)
      .join(";");
  return `:root{${list("light")}}@media screen and (prefers-color-scheme: dark){:root{${list("dark")}}}`;
}

/** The name of a colour of the palette on white; undefined for others. */
export function nameOfColour(hex: string): string | undefined {
  return Object.entries(PALETTE).find(([, { light }]) => light === hex)?.[0];
}
