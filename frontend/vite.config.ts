import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { tokensCss, type Tokens } from "./src/tokens.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const TINOS = ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"];

/** The colours of `tokens.json` as custom properties, for light, for dark and for the reader's system. */
function tokens(): Plugin {
  const id = "virtual:tokens.css";
  return {
    name: "cotmoc-tokens",
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (source) =>
      source === `\0${id}` ? tokensCss(JSON.parse(readFileSync(here("src/tokens.json"), "utf8")) as Tokens) : null,
  };
}

/** Faces no package has, made before the build; and Tinos under fixed names, for the writer of reports. */
function faces(): Plugin {
  return {
    name: "cotmoc-faces",
    apply: "build",
    buildStart() {
      const python = process.env["PYTHON"] ?? "python3";
      execFileSync(python, [here("scripts/faces.py"), here("node_modules"), here("node_modules/.cotmoc/faces")], {
        stdio: "inherit",
      });
    },
    generateBundle() {
      for (const style of TINOS) {
        const source = readFileSync(here(`node_modules/@expo-google-fonts/tinos/${style}/Tinos_${style}.ttf`));
        this.emitFile({ type: "asset", fileName: `fonts/Tinos_${style}.ttf`, source });
      }
      this.emitFile({ type: "asset", fileName: "tokens.json", source: readFileSync(here("src/tokens.json")) });
    },
  };
}

export default defineConfig({
  root: here("."),
  // Relative addresses: the same build serves under any STATIC_URL.
  base: "./",
  plugins: [tokens(), faces()],
  build: {
    target: "chrome109",
    cssTarget: "chrome109",
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: { main: here("src/main.ts") },
      // htmx carries one eval for an option that stays off; the times of the build are no news.
      checks: { eval: false, pluginTimings: false },
    },
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
