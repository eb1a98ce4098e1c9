import "virtual:tokens.css";
import "./main.css";
import htmx from "htmx.org";
import { nameFiles } from "./file-name.ts";
import { mountIslands } from "./islands/mount.ts";
import { enableSearchKey } from "./search-key.ts";
import { enableThemeSwitch } from "./theme.ts";

// No inline styles and no evaluated strings: the page runs under a strict content policy.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;

enableThemeSwitch(document);
enableSearchKey(document);
mountIslands(document);
nameFiles(document);
document.body.addEventListener("htmx:load", (event) => {
  mountIslands(event.target as HTMLElement);
  nameFiles(event.target as HTMLElement);
});
