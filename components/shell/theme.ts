export const themes = ["system", "light", "dark"] as const;

export type Theme = (typeof themes)[number];

/** A cookie, not the browser's storage: the server must know the pinned theme before it sends the first byte. */
export const themeCookie = "modeldeck-theme";

export const themeWords = { system: "System", light: "Light", dark: "Dark" } as const;

export function parseTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? "system";
}

const yearSeconds = 365 * 24 * 60 * 60;

export function pinTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${yearSeconds}; samesite=strict`;
}
