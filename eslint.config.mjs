import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

/** Layers of the library, lowest first; a test asserts the whole direction, this keeps the everyday slips out. */
export default tseslint.config(
  {
    ignores: [
      "dist/",
      "vendor/",
      "site/",
      ".venv/",
      ".venv-bench/",
      ".cache/",
      "notebooks/",
      "node_modules/",
    ],
  },
  {
    files: ["**/*.ts"],
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-non-null-assertion": "off",
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Take a RandomStream as an argument instead." },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-unused-expressions": "off" },
  },
  {
    files: ["test/**/*.mjs"],
    languageOptions: {
      globals: {
        describe: "readonly",
        it: "readonly",
        before: "readonly",
        after: "readonly",
        afterEach: "readonly",
      },
    },
  },
  {
    files: ["**/*.mjs"],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        setInterval: "readonly",
        clearInterval: "readonly",
        URL: "readonly",
        Buffer: "readonly",
        fetch: "readonly",
        AbortSignal: "readonly",
        performance: "readonly",
      },
    },
  },
  {
    files: ["src/setup/site/browser/*.js"],
    extends: [eslint.configs.recommended],
    languageOptions: {
      sourceType: "script",
      globals: {
        IntersectionObserver: "readonly",
        URL: "readonly",
        URLSearchParams: "readonly",
        Worker: "readonly",
        addEventListener: "readonly",
        document: "readonly",
        history: "readonly",
        localStorage: "readonly",
        location: "readonly",
        matchMedia: "readonly",
        window: "readonly",
      },
    },
  },
);
