export type Theme = "light" | "dark";

const YEAR = 60 * 60 * 24 * 365;

/** The theme to change to, from the one that is stored and what the system wishes. */
export function otherTheme(stored: string | undefined, systemIsDark: boolean): Theme {
  const current = stored === "dark" || stored === "light" ? stored : systemIsDark ? "dark" : "light";
  return current === "dark" ? "light" : "dark";
}

/** The choice as a cookie, so that the server draws the next page in it at once. */
export function themeCookie(theme: Theme): string {
  return `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
}

/** Wake every `[data-theme-switch]` button: hidden until now, because without scripts it does nothing. */
export function enableThemeSwitch(document: Document): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-theme-switch]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const root = document.documentElement;
      const theme = otherTheme(root.dataset["theme"], matchMedia("(prefers-color-scheme: dark)").matches);
      root.dataset["theme"] = theme;
      document.cookie = themeCookie(theme);
      document.dispatchEvent(new CustomEvent("cotmoc:theme", { detail: theme }));
    });
  }
}
