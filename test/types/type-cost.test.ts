import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { test } from "node:test";
import { typeCost, writeProject } from "../../bench/types/generated-project.ts";

/** Of `src`, and exact whatever the machine. A quarter more asks for a look, or for another number here. */
const PER_MODEL_AND_QUERY = 1567;

test("a model and a query more cost the type checker what they did", () => {
  const cost = (instantiationsOf(40) - instantiationsOf(20)) / 20;
  assert.ok(cost > 100 && cost < PER_MODEL_AND_QUERY * 1.25, `${cost} instantiations`);
});

function instantiationsOf(size: number): number {
  const folder = writeProject(`test-${process.pid}`, size, ["quintet-source"]);
  try {
    return typeCost(folder, ["--singleThreaded"])["Instantiations"] ?? 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
