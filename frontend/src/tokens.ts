/** Name → [light, dark], as in `tokens.json`. */
export type Tokens = Record<string, [string, string]>;

/** Custom properties for the light and the dark theme; without a stored choice the system's wish decides. */
export function tokensCss(tokens: Tokens): string {
  const block = (theme: 0 | 1): string =>
    Object.entries(tokens)
      .map(([name, values]) => `--${name}:${values[theme]}`)
      .join(";");
  const dark = block(1);
  return [
    `:root,[data-theme=light]{${block(0)}}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme]){${dark}}}`,
    `@media screen{[data-theme=dark]{${dark}}}`,
  ].join("\n");
}
