import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { errorPage, findErrorEntries } from "../scripts/error-reference.ts";

const root = resolve(import.meta.dirname, "..");
const entries = await findErrorEntries();

test("every error code is unique", () => {
  const codes = entries.map(({ code }) => code);
  assert.deepEqual(
    codes.filter((code, index) => codes.indexOf(code) !== index),
    [],
  );
});

test("every error code begins with its module and shouts", () => {
  const wrong = entries.filter(
    ({ module, code }) =>
      !/^[A-Z0-9_]+$/.test(code) || !code.startsWith(`${module.toUpperCase()}_`),
  );
  assert.deepEqual(wrong, []);
});

test("every error has a status of an error, says what happened and how to mend it", () => {
  const wrong = entries.filter(
    ({ status, message, hint }) => status < 400 || status > 599 || message === "" || hint === "",
  );
  assert.deepEqual(wrong, []);
});

test("the reference of errors is up to date (npm run docs)", () => {
  const page = resolve(root, "docs/reference/errors.md");
  assert.equal(readFileSync(page, "utf8"), errorPage(entries));
});

test("the code of an answer stands where errors are declared, so that the reference has it", () => {
  const files = globSync("src/**/*.ts", { cwd: root }).filter(
    (file) => !file.endsWith("errors.ts"),
  );
  const strays = files.flatMap((file) => {
    const code = readFileSync(resolve(root, file), "utf8").replaceAll(/^ *(?:\*|\/\/).*$/gm, "");
    return [...code.matchAll(/\bcode: "([A-Z]+_[A-Z_]+)"/g)].map(
      ([, stray]) => `${file}: ${stray}`,
    );
  });
  assert.deepEqual(strays, []);
});
