import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { test } from "node:test";
import { typeCost, writeProject } from "../../bench/types/generated-project.ts";

/** Of `src`, and exact whatever the machine: 1,427 when it was last looked at. */
const MOST_PER_MODEL_AND_QUERY = 1500;

test("a model and a query more cost the type checker no more than their budget", () => {
  const cost = (instantiationsOf(40) - instantiationsOf(20)) / 20;
  assert.ok(cost > 100 && cost <= MOST_PER_MODEL_AND_QUERY, `${cost} instantiations`);
});

function instantiationsOf(size: number): number {
  const folder = writeProject(`test-${process.pid}`, size, ["quintet-source"]);
  try {
    return typeCost(folder, ["--singleThreaded"])["Instantiations"] ?? 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
