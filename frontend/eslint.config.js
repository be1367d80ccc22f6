import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Modules that a page must never load. */
const NODE_ONLY = ["src/node.ts", "src/transport/{unixSocket,childProcess,daemon,serving,lines}.ts"];

export default defineConfig(
  { ignores: ["dist/", "build/"] },
  js.configs.recommended,
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: { globals: { URL: "readonly", console: "readonly", process: "readonly" } },
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./tsconfig.demo.json", "./tsconfig.test.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
  {
    files: ["src/**/*.ts", "demo/**/*.ts"],
    ignores: NODE_ONLY,
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            "node:*",
            "**/unixSocket.js",
            "**/childProcess.js",
            "**/daemon.js",
            "**/serving.js",
            "**/lines.js",
          ],
        },
      ],
      "no-restricted-globals": ["error", "process", "Buffer", "NodeJS"],
    },
  },
  {
    files: ["test/**/*.ts", "e2e/**/*.ts"],
    // node:test's own describe and it are promises that nobody awaits.
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
);
