import { defineError } from "../core/index.ts";

export const TESTING_STUCK = defineError(
  "TESTING_STUCK",
  500,
  (limitMs: number, sql: string) =>
    `In a test all runs on one connection, and ${sql} has waited ${limitMs} ms for a transaction that is open there.`,
  "Give the test `{ commits: true }` where the tested code needs several connections at a time.",
);

export const TESTING_NO_SAMPLE = defineError(
  "TESTING_NO_SAMPLE",
  500,
  (model: string, property: string) =>
    `The factory of "${model}" cannot think of a value for the required field "${property}".`,
  (_model, property) =>
    `Give the factory one: \`${property}: sequence((n) => …)\`, or name it in \`create\`.`,
);
